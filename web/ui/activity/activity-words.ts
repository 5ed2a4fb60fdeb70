import type { Activity } from '../../../contract/messages.ts';
import { ticketWords } from '../ticket-chip.tsx';
import { fullTime } from '../../lib/dates.ts';
import { automationWords } from './automation-words.ts';

/** A sentence in pieces: names stand out, the rest is quiet. */
export type WordPiece = { text: string; strong: boolean };

export const plain = (text: string): WordPiece => ({ text, strong: false });
export const strong = (text: string): WordPiece => ({ text, strong: true });

/** What a system line says. `myName` is the reader's own name, who is spoken to as you. */
export function activityWords(activity: Activity, myName: string): WordPiece[] {
  const who = (name: string) => strong(name === myName ? 'You' : name);
  const whom = (name: string) => strong(name === myName ? 'you' : name);
  switch (activity.type) {
    case 'opened':
      return [plain('The conversation began')];
    case 'taken':
      return [who(activity.by), plain(' took the conversation')];
    case 'assigned':
      return activity.by === activity.to
        ? [who(activity.by), plain(' took the conversation')]
        : [who(activity.by), plain(' assigned it to '), whom(activity.to)];
    case 'given':
      return [plain('Given to '), whom(activity.to)];
    case 'accepted':
      return [who(activity.by), plain(' accepted the request')];
    case 'transfer-asked':
      return [who(activity.by), plain(' asked '), whom(activity.to), plain(' to take it over')];
    case 'transfer-declined':
      return [who(activity.by), plain(' did not take it over')];
    case 'agent-lost':
      return [plain('Back in the department: the desk of '), strong(activity.name), plain(' was gone')];
    case 'released':
      return [who(activity.by), plain(' gave it back to the department')];
    case 'parked':
      return [who(activity.by), plain(' parked the conversation')];
    case 'snoozed':
      return [who(activity.by), plain(` put it aside until ${fullTime(activity.until)}`)];
    case 'woke':
      return [plain('It is back: its time has come')];
    case 'resumed':
      return [who(activity.by), plain(' went on with the conversation')];
    case 'transferred':
      return [who(activity.by), plain(' handed it to '), strong(activity.to)];
    case 'finished':
      return [who(activity.by), plain(' finished the wrap-up')];
    case 'overflowed': {
      const why = activity.because === 'full' ? 'Too many waited' : 'It waited for too long';
      return activity.to === null
        ? [plain(`${why}: ended`)]
        : [plain(`${why}: it went to `), strong(activity.to)];
    }
    case 'timed-out':
      return [plain(closedBecause[activity.from])];
    case 'joined':
      return [
        who(activity.by),
        plain(activity.mode === 'internal' ? ' joined, unseen by the customer' : ' joined the conversation'),
      ];
    case 'left':
      return [who(activity.by), plain(' left the conversation')];
    case 'consult-asked':
      return [who(activity.by), plain(' asked '), whom(activity.to), plain(' for advice')];
    case 'consult-accepted':
      return [
        who(activity.by),
        plain(activity.mode === 'internal' ? ' came to advise, unseen by the customer' : ' came to advise'),
      ];
    case 'consult-declined':
      return [who(activity.by), plain(' could not advise')];
    case 'consult-missed':
      return [plain('Nobody answered the request for advice: '), whom(activity.to)];
    case 'consult-ended':
      return [who(activity.by), plain(' ended the advice of '), whom(activity.of)];
    case 'original-read':
      return [who(activity.by), plain(' read what is masked in a message')];
    case 'invited':
      return [who(activity.by), plain(' invited '), strong(activity.to), plain(' to help')];
    case 'uninvited':
      return [who(activity.by), plain(' let '), strong(activity.of), plain(' go')];
    case 'ended':
      return [who(activity.by), plain(' ended the conversation')];
    case 'reopened':
      return activity.by === null
        ? [plain('Reopened by a new message')]
        : [who(activity.by), plain(' reopened the conversation')];
    case 'banned':
      return [
        who(activity.by),
        plain(
          activity.until === null
            ? ' shut the customer out'
            : ` shut the customer out until ${fullTime(activity.until)}`,
        ),
      ];
    case 'unbanned':
      return [who(activity.by), plain(' let the customer in again')];
    case 'ticket-set':
      return [who(activity.by), plain(' set the ticket to '), strong(ticketWords[activity.status])];
    case 'text-not-sent':
      return [plain('Not sent, since 24 hours are over: '), strong(automationWords(activity.text))];
    case 'survey-skipped':
      return [plain(surveySkipped[activity.reason])];
    case 'referral':
      return referralWords(activity);
    case 'thread-control':
      return threadWords(activity, who);
    case 'optin':
      return optinWords(activity);
    case 'account-linking':
      return [plain(accountWords[activity.status])];
    case 'response-feedback':
      return [plain(feedbackWords[activity.feedback])];
    case 'messaging-feedback':
      return [
        plain('Answered the feedback form: '),
        strong(
          activity.answers
            .map(({ answer, comment }) =>
              [answer ?? 'no answer', comment ? `(${comment})` : ''].join(' ').trim(),
            )
            .join(', '),
        ),
      ];
    case 'order':
      return orderWords(activity);
    case 'coupon':
      return activity.code === null
        ? [plain('Used a coupon')]
        : [plain('Used the coupon '), strong(activity.code)];
    case 'unknown':
      return [plain('Facebook told something that Pagedesk has no word for: '), strong(activity.kind)];
  }
}

const accountWords = {
  linked: 'Linked their customer account',
  unlinked: 'Unlinked their customer account',
  unknown: 'Changed the link to their customer account',
};
const feedbackWords = {
  good: 'Gave a thumbs up to a message',
  bad: 'Gave a thumbs down to a message',
  unknown: 'Rated a message',
};

const inboxIds: ReadonlySet<string> = new Set(['263902037430900', '26390203743090']);

function appWords(appId: string | null): string {
  if (appId === null) return 'another app';
  return inboxIds.has(appId) ? 'the Page Inbox' : `another app (${appId})`;
}

function threadWords(
  { change, appId, by }: Extract<Activity, { type: 'thread-control' }>,
  who: (name: string) => WordPiece,
): WordPiece[] {
  const app = strong(appWords(appId));
  const doer = who(by ?? 'Somebody');
  switch (change) {
    case 'lost':
      return [plain('On Facebook the conversation went to '), app];
    case 'returned':
      return appId === null
        ? [plain('The conversation came back from another app')]
        : [plain('The conversation came back from '), app];
    case 'idle':
      return [plain('On Facebook nobody holds the conversation any more')];
    case 'requested':
      return [app, plain(' asks for this conversation')];
    case 'taken':
      return [doer, plain(' took the conversation over from '), app];
    case 'handed-over':
      return [doer, plain(' handed the conversation over to '), app];
    case 'released':
      return [doer, plain(' gave the conversation up on Facebook')];
  }
}

function optinWords({ notifications, title }: Extract<Activity, { type: 'optin' }>): WordPiece[] {
  const what = title === null ? [] : [plain(': '), strong(title)];
  if (notifications === 'stop') return [plain('Stopped notifications'), ...what];
  if (notifications === 'resume') return [plain('Wants notifications again'), ...what];
  return [plain('Agreed to be written to'), ...what];
}

function orderWords({ products, note }: Extract<Activity, { type: 'order' }>): WordPiece[] {
  const lines = products.map(({ name, quantity, price }) =>
    [quantity === null ? '' : `${quantity} ×`, name, price === null ? '' : `at ${price}`]
      .filter(Boolean)
      .join(' '),
  );
  return [
    plain('Sent a cart: '),
    strong(lines.join(', ') || 'empty'),
    ...(note === null ? [] : [plain(`, with the note “${note}”`)]),
  ];
}

const surveySkipped = {
  'not-answered': 'No survey was sent: nobody answered the customer',
  'recently-asked': 'No survey was sent: the customer was asked within the last 7 days',
} as const satisfies Record<Extract<Activity, { type: 'survey-skipped' }>['reason'], string>;

const closedBecause = {
  parked: 'Closed: nothing happened while it was parked',
  'wrap-up': 'Closed: the time to wrap it up was over',
  idle: 'Closed: nobody touched it for a long time',
} as const satisfies Record<Extract<Activity, { type: 'timed-out' }>['from'], string>;

function referralWords(activity: Extract<Activity, { type: 'referral' }>): WordPiece[] {
  if (activity.adTitle !== null) return [plain('Came from the ad '), strong(activity.adTitle)];
  const from = activity.source === 'ADS' ? 'Came from an ad' : 'Came through a link';
  return activity.ref === null ? [plain(from)] : [plain(`${from}, ref `), strong(activity.ref)];
}
