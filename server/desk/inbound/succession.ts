import type { PageFact } from '../../store/inbound-facts.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { addLine } from './add-line.ts';
import { earliest, latest, type Plan, type PlannedConversation } from './plan.ts';

const hourMs = 60 * 60 * 1_000;

/**
 * A message written shortly before a close, and told after it, was on nobody's screen then: it reopens like one
 * that was written later. Covers Meta's delay and a clock that differs from Meta's.
 */
const lateGraceMs = 2 * 60 * 1_000;

/** Conversations of which one follows another: a person's with a page, or those of one thread of comments. */
export interface Succession {
  readonly plan: Plan;
  readonly page: PageFact;
  readonly conversations: PlannedConversation[];
  /** Begins the next one. A closed one waits for the customer. */
  readonly open: (at: Date, status: 'open' | 'closed') => PlannedConversation;
}

/**
 * The conversation that something a person said belongs to; it calls for work there.
 *
 * The live one. Else the last one is reopened, if it was closed not too long before; else a new one is opened.
 * What was written well before a close belongs to what was closed then, which stays closed.
 */
export function placeOfAsking(succession: Succession, at: Date): PlannedConversation {
  const found = conversationAt(succession, at);
  if (!found) return succession.open(at, 'open');
  if (found.row.awaitsCustomer && !isLive(found)) return wake(found, at);
  if (!isLive(found) && found.row.closedAt !== null) {
    if (isCovered(found, at) || (isSpam(found) && isRecent(succession, found, at))) return found;
    if (!isReopenable(succession, found, at)) return succession.open(at, 'open');
    return reopen(succession, found, at);
  }
  return resume(succession, found, at);
}

/** The conversation of what asks nothing of anybody; without any, a closed one is made that waits for the customer. */
export function placeOfAside(succession: Succession, at: Date): PlannedConversation {
  const found = conversationAt(succession, at) ?? succession.open(at, 'closed');
  if (isLive(found) || found.row.awaitsCustomer) beginBy(found, at);
  return found;
}

/**
 * The conversation that a link or an ad leads to: the one that the next message will be in. After a close too long
 * ago to be reopened that is a new one, which waits for the customer.
 */
export function placeOfReferral(succession: Succession, at: Date): PlannedConversation {
  const found = conversationAt(succession, at);
  const isEnded =
    found &&
    !isLive(found) &&
    !found.row.awaitsCustomer &&
    !isCovered(found, at) &&
    !isReopenable(succession, found, at);
  return isEnded ? succession.open(at, 'closed') : placeOfAside(succession, at);
}

/**
 * The conversation that something of the past belongs to, which asks nothing of anybody now: the one it is nearest
 * to, if the page's time for reopening lies not between. Else a closed one of its own; that grows with its messages.
 */
export function placeOfPast(succession: Succession, at: Date): PlannedConversation {
  const mostMs = succession.page.reopenHours * hourMs;
  const [nearest] = succession.conversations
    .map((conversation) => ({ conversation, awayMs: distanceMs(conversation, at) }))
    .filter(({ awayMs }) => awayMs <= mostMs)
    .toSorted(
      (a, b) => a.awayMs - b.awayMs || Number(isLive(b.conversation)) - Number(isLive(a.conversation)),
    );
  const conversation =
    nearest?.conversation ?? Object.assign(succession.open(at, 'closed'), { isHistory: true });
  const { row } = conversation;
  if (at < row.openedAt) {
    row.openedAt = at;
    conversation.isChanged = true;
  }
  if (conversation.isHistory && !isLive(conversation)) row.closedAt = latest(row.closedAt, at);
  return conversation;
}

/**
 * Ends what was made for the past and is still closed: from now on it is a conversation like any other that ended
 * with its last message. Until then the same person's next words open it without a word.
 *
 * @param before  only those that a message of this time would not reopen any more.
 */
export function endHistory(
  succession: Pick<Succession, 'page' | 'conversations'>,
  before: Date | null,
): void {
  for (const conversation of succession.conversations) {
    if (!conversation.isHistory || isLive(conversation)) continue;
    if (before === null || !isReopenable(succession, conversation, before))
      conversation.row.awaitsCustomer = false;
  }
}

export function isLive(conversation: PlannedConversation): boolean {
  return conversation.row.status !== 'closed';
}

/** Notes that something happened in it. */
export function touchConversation(conversation: PlannedConversation, at: Date): void {
  conversation.row.lastActivityAt = latest(conversation.row.lastActivityAt, at) ?? at;
  conversation.isChanged = true;
}

/** By the time of their close. */
export function byClose(a: PlannedConversation, b: PlannedConversation): number {
  return (a.row.closedAt?.getTime() ?? 0) - (b.row.closedAt?.getTime() ?? 0);
}

/** What differs between a chat and a ticket of comments when they begin. */
type Beginning = Pick<PlannedConversation, 'born'> &
  Pick<
    PlannedConversation['row'],
    'id' | 'kind' | 'threadId' | 'previousId' | 'contactId' | 'windowAnchorAt'
  >;

/** A conversation of a page's department that nobody has yet and nothing was said in. */
export function newConversation(
  page: PageFact,
  { born, ...own }: Beginning,
  at: Date,
  status: 'open' | 'closed',
): PlannedConversation {
  return {
    row: {
      ...own,
      pageId: page.id,
      departmentId: page.departmentId,
      status,
      assigneeId: null,
      assigneeIsDisabled: false,
      unreadCount: 0,
      lastMessage: null,
      lastMessageAt: null,
      lastActivityAt: at,
      waitingSince: null,
      referrals: [],
      reopenedCount: 0,
      openedAt: at,
      closedAt: status === 'closed' ? at : null,
      closedBy: null,
      awaitsCustomer: status === 'closed',
      asking: null,
      ticketSet: null,
      translation: null,
    },
    born,
    isNew: true,
    isChanged: true,
    begins: status === 'open',
    recountWaiting: false,
    recountContact: false,
  };
}

function conversationAt({ conversations }: Pick<Succession, 'conversations'>, at: Date) {
  const live = conversations.find(isLive);
  if (live && at >= live.row.openedAt) return live;
  const covering = conversations.filter((each) => isCovered(each, at)).toSorted(byClose)[0];
  return covering ?? live ?? conversations.toSorted(byClose).at(-1);
}

/** How far outside of a conversation's own time something is. */
function distanceMs({ row }: PlannedConversation, at: Date): number {
  if (at < row.openedAt) return row.openedAt.getTime() - at.getTime();
  return row.closedAt !== null && at > row.closedAt ? at.getTime() - row.closedAt.getTime() : 0;
}

function isCovered({ row }: PlannedConversation, at: Date): boolean {
  return row.closedAt !== null && !row.awaitsCustomer && at.getTime() < row.closedAt.getTime() - lateGraceMs;
}

/** What somebody set the ticket to goes before the page's time. */
function isReopenable(place: Pick<Succession, 'page'>, found: PlannedConversation, at: Date): boolean {
  const { ticketSet } = found.row;
  return ticketSet === 'solved' || (ticketSet !== 'closed' && isRecent(place, found, at));
}

function isRecent({ page }: Pick<Succession, 'page'>, { row }: PlannedConversation, at: Date): boolean {
  return row.closedAt !== null && at.getTime() - row.closedAt.getTime() <= page.reopenHours * hourMs;
}

/** Ended as spam: what follows it is kept there, and calls nobody. */
export function isSpam(conversation: PlannedConversation): boolean {
  return conversation.row.ticketSet === 'spam' && !isLive(conversation);
}

/** Makes the conversation begin no later than at a time. */
function beginBy(conversation: PlannedConversation, at: Date): void {
  const { row } = conversation;
  if (at >= row.openedAt) return;
  row.openedAt = earliest(row.openedAt, at);
  if (row.awaitsCustomer && row.closedAt !== null) row.closedAt = row.openedAt;
  conversation.isChanged = true;
}

/** The first word of a customer whom so far only the page had written to. */
function wake(conversation: PlannedConversation, at: Date): PlannedConversation {
  Object.assign(conversation.row, { status: 'open', closedAt: null, closedBy: null, awaitsCustomer: false });
  beginBy(conversation, at);
  conversation.isChanged = true;
  conversation.begins = true;
  return conversation;
}

/** Parked or being wrapped up: the customer's word brings it back to its agent. */
function resume(
  succession: Pick<Succession, 'page'>,
  conversation: PlannedConversation,
  at: Date,
): PlannedConversation {
  const { row } = conversation;
  beginBy(conversation, at);
  row.awaitsCustomer = false;
  if (row.status === 'waiting' || row.status === 'wrapup') handBack(succession, conversation);
  return conversation;
}

function reopen(
  succession: Pick<Succession, 'plan' | 'page'>,
  conversation: PlannedConversation,
  at: Date,
): PlannedConversation {
  handBack(succession, conversation);
  const { row } = conversation;
  Object.assign(row, { closedAt: null, closedBy: null, reopenedCount: row.reopenedCount + 1 });
  addLine(succession.plan, conversation, { activity: { type: 'reopened', by: null }, at, mid: null });
  conversation.isChanged = true;
  return conversation;
}

/**
 * To the agent who had it, if there still is one and the stream keeps them; else to the department, which may give it
 * to the same one. A wrap-up still is in its agent's hands.
 */
function handBack({ page }: Pick<Succession, 'page'>, conversation: PlannedConversation): void {
  const { row } = conversation;
  const isKept =
    row.assigneeId !== null && !row.assigneeIsDisabled && (page.keepsAgent || row.status === 'wrapup');
  const next = nextStatus(row.status, 'customer-wrote');
  Object.assign(row, isKept && next ? { status: next } : { status: 'open', assigneeId: null });
}
