import type { EchoEvent, MessageEvent } from '../../facebook/webhook/page-event.ts';
import { policyWindow } from '../../facebook/messenger/policy-window.ts';
import type { PastMessage, PastThread } from '../../facebook/messenger/past-threads.ts';
import type { KnownMessage } from '../../store/backfills.ts';
import type { InboundEvent } from '../inbound/apply-events.ts';
import type { Past } from '../inbound/past.ts';

/** What decides which messages of a thread are missing, and what they ask of us. */
export interface ThreadFacts {
  pageFacebookId: string;
  /** Meta's id of the app that the page is connected through. */
  appId: string;
  humanAgentAllowed: boolean;
  /** Nothing older is wanted. */
  since: Date;
  known: readonly KnownMessage[];
  now: Date;
}

/** Meta shows whole seconds here, and milliseconds in webhooks. */
export const sameMomentMs = 1_000;

/**
 * The messages of a thread that the desk does not know, as events in their order.
 *
 * A message is known by Meta's id; where that is of an older form, by sender, text and time to the second, each known
 * one for one of Meta's. A missing message of the customer's still waits when nothing known is newer, the page has
 * said nothing since, and Facebook would still allow an answer: then it counts like one that was just told.
 */
export function planThread(read: PastThread, facts: ThreadFacts): InboundEvent[] {
  const thread = { ...read, messages: inOrder(read.messages, facts.known) };
  return findMissing(thread, facts).map((message) => {
    const past = message.isFromPage ? 'over' : judge(thread, message, facts);
    const event = message.isFromPage ? echoOf(thread, message, facts) : messageOf(thread, message, facts);
    return { event, receivedAt: facts.now, past };
  });
}

/** The messages with times that keep their order: Meta's whole second goes behind what was said before in the same one. */
function inOrder(messages: readonly PastMessage[], known: readonly KnownMessage[]): PastMessage[] {
  const knownAt = new Map(known.map(({ mid, at }) => [mid, at]));
  let lastMs = 0;
  return messages.map((message) => {
    const toldAt = knownAt.get(message.mid);
    const atMs = message.at.getTime();
    const isSameSecond = lastMs >= atMs && lastMs - atMs < sameMomentMs;
    const at = toldAt ?? (isSameSecond ? new Date(lastMs + 1) : message.at);
    lastMs = Math.max(lastMs, at.getTime());
    return { ...message, at };
  });
}

function findMissing(thread: PastThread, { known, since }: ThreadFacts): PastMessage[] {
  const mids = new Set(thread.messages.map((message) => message.mid));
  const knownMids = new Set(known.flatMap(({ mid }) => mid ?? []));
  // Those that are not here by this id may be here by another.
  const candidates = known.filter(({ mid, status }) =>
    mid === null ? status === 'received' : !mids.has(mid),
  );
  return thread.messages.filter((message) => {
    if (knownMids.has(message.mid)) return false;
    const twinAt = candidates.findIndex((each) => isSame(message, each));
    if (twinAt !== -1) candidates.splice(twinAt, 1);
    return twinAt === -1 && message.at >= since;
  });
}

function isSame(message: PastMessage, known: KnownMessage): boolean {
  if (message.isFromPage !== (known.direction === 'out')) return false;
  if (Math.abs(message.at.getTime() - known.at.getTime()) > sameMomentMs) return false;
  if ((message.text?.trim() ?? '') !== (known.text?.trim() ?? '')) return false;
  return message.text !== null || message.attachments.length === known.attachmentCount;
}

function judge(
  thread: PastThread,
  message: PastMessage,
  { known, now, humanAgentAllowed }: ThreadFacts,
): Past {
  const shown = new Set(thread.messages.map(({ mid }) => mid));
  const knownMids = new Set(known.flatMap(({ mid }) => mid ?? []));
  // Of one second, the order of Meta's list tells what came after; what it does not show is told by its time.
  const after = thread.messages.slice(thread.messages.indexOf(message) + 1);
  const elsewhere = known.filter(({ mid, at }) => (mid === null || !shown.has(mid)) && at >= message.at);
  const isAnswer = ({ direction, status }: KnownMessage) => direction === 'out' && status !== 'failed';
  if (after.some(({ isFromPage }) => isFromPage) || elsewhere.some(isAnswer)) return 'over';
  const window = policyWindow({ lastCustomerActionAt: message.at, now, humanAgentAllowed });
  if (!window.open) return 'over';
  const isKnownAfter = after.some(({ mid }) => knownMids.has(mid));
  return isKnownAfter || elsewhere.some(({ status }) => status !== 'failed') ? 'late' : 'waiting';
}

function baseOf({ psid }: PastThread, message: PastMessage, { pageFacebookId }: ThreadFacts) {
  const { isFromPage: _, ...content } = message;
  return { ...content, pageId: pageFacebookId, personId: psid, standby: false };
}

function messageOf(thread: PastThread, message: PastMessage, facts: ThreadFacts): MessageEvent {
  const base = baseOf(thread, message, facts);
  return { ...base, kind: 'message', quickReply: null, referral: null, commands: [] };
}

/**
 * What the page said. One of our own whose send had no answer is told by its words: it is then settled like by its
 * echo, and everything else was sent elsewhere.
 */
function echoOf(thread: PastThread, message: PastMessage, facts: ThreadFacts): EchoEvent {
  const isOurs = facts.known.some(
    ({ mid, direction, status, text }) =>
      mid === null &&
      direction === 'out' &&
      (status === 'sending' || status === 'unknown') &&
      (text?.trim() ?? '') === (message.text?.trim() ?? ''),
  );
  const base = baseOf(thread, message, facts);
  return { ...base, kind: 'echo', appId: isOurs ? facts.appId : null, metadata: null };
}
