import type { Failure } from '../../../contract/messages.ts';
import type { GraphErrorClass } from '../../facebook/graph/error.ts';
import type { SendLimitBroken } from '../../facebook/messenger/send.ts';

/** What failed before Facebook was asked, or without its answer: in words for the agent. */
export const failures = {
  windowClosed: {
    code: 'window-closed',
    message:
      "Not sent. By the time it could leave, too much time had passed since the customer's last message.",
    advice: 'You can answer as soon as the customer writes again.',
    mayRetry: true,
  },
  pageDisconnected: {
    code: 'page-disconnected',
    message: 'Not sent. The page is no longer connected to Facebook.',
    advice: 'Ask an administrator to connect the page again, then send again.',
    mayRetry: true,
  },
  pageRestricted: {
    code: 'page-restricted',
    message: 'Not sent. Facebook has stopped this page from sending messages for now.',
    advice: "Ask an administrator to look at the page's Support Inbox and Page Quality on Facebook.",
    mayRetry: true,
  },
  humanAgentRefused: {
    code: 'human-agent-refused',
    message:
      "Not sent. The customer's last message is more than 24 hours old, and Meta has not approved the Human Agent permission for this page.",
    advice: 'You can answer as soon as the customer writes again.',
    mayRetry: true,
  },
  personUnavailable: {
    code: 'person-unavailable',
    message: 'Not sent. The customer cannot receive messages from this page.',
    advice: 'You can answer as soon as they write again.',
    mayRetry: true,
  },
  heldElsewhere: {
    code: 'thread-owned-elsewhere',
    message: 'Not sent. Another app holds this conversation on Facebook.',
    advice: 'Take the conversation over, then send again.',
    mayRetry: true,
  },
  fileMissing: {
    code: 'file-missing',
    message: 'Not sent. The file is no longer in the storage.',
    advice: 'Attach the file again.',
    mayRetry: false,
  },
  facebookFault: {
    code: 'facebook-fault',
    message: 'Not sent. Facebook had a fault, or could not be reached, and went on failing.',
    advice: 'Send it again later.',
    mayRetry: true,
  },
  earlierPart: {
    code: 'earlier-part-not-sent',
    message: 'Not sent. An earlier part of the same reply did not go out, so this one was held back.',
    advice: 'Send again: the parts then go out in their order.',
    mayRetry: true,
  },
  earlierPartUnknown: {
    code: 'earlier-part-unknown',
    message:
      'Not sent. It is not known whether an earlier part of the same reply went out, so this one was held back.',
    advice: 'Look into Messenger, then send again what is missing.',
    mayRetry: true,
  },
  notGoneOut: {
    code: 'not-sent',
    message: 'Not sent. Facebook gave no answer, and its own conversation shows that it did not go out.',
    advice: 'Send it again.',
    mayRetry: true,
  },
  unknown: {
    code: 'no-answer',
    message: 'Facebook gave no answer when this was sent: it may have gone out, or not.',
    advice: 'Pagedesk is finding out. Do not send it again before; the customer might get it twice.',
    mayRetry: false,
  },
} satisfies Record<string, Failure>;

/** Refusals after which the same message may do better another time. */
const mayDoBetter = new Set<GraphErrorClass['kind']>([
  'token',
  'permission',
  'page-restricted',
  'rate',
  'transient',
  'attachment',
  'thread-owned-elsewhere',
  'window',
  'person-unavailable',
  'config',
  'unknown',
]);

const codes: Partial<Record<GraphErrorClass['kind'], string>> = {
  window: 'window-closed',
  token: 'token-expired',
  permission: 'permission-missing',
};

/** A refusal of Facebook's in words for the agent. */
export function failureOf(refusal: GraphErrorClass): Failure {
  return {
    code: codes[refusal.kind] ?? refusal.kind,
    message: refusal.explanation,
    advice: refusal.advice,
    mayRetry: mayDoBetter.has(refusal.kind),
  };
}

/** Over a limit of Messenger's: found before the call. */
export function failureOfLimit({ limit, allowed, actual }: SendLimitBroken): Failure {
  return {
    code: limit,
    message: `Not sent. It is over a limit of Messenger's (${limit.replaceAll('-', ' ')}: ${actual}, allowed ${allowed}).`,
    advice: 'Change the message and send it again.',
    mayRetry: false,
  };
}

/** It was written inside the 24 hours, and is an offer now that they are over. */
export function promotionalWord(word: string): Failure {
  return {
    code: 'promotional-word',
    message: `Not sent. The first 24 hours were over when it could leave, and “${word}” is a word of offers on this page.`,
    advice: 'Write it without, or send it again when the customer has written.',
    mayRetry: true,
  };
}

/** A link to the file went in its place. */
export function sentAsLink(refusal: Failure | null, days: number): Failure {
  return {
    code: 'sent-as-link',
    message: refusal?.message ?? 'Not sent. Facebook did not take the file.',
    advice: `A link to it was sent in its place. It works for ${days === 1 ? 'a day' : `${days} days`}.`,
    mayRetry: false,
  };
}

/** The link that went in its place leads nowhere any more. */
export function linkTakenBack(refusal: Failure | null): Failure {
  return {
    code: 'link-taken-back',
    message: refusal?.message ?? 'Not sent. Facebook did not take the file.',
    advice: 'The link that was sent in its place was taken back and does not work any more.',
    mayRetry: false,
  };
}
