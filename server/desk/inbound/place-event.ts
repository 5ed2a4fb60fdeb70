import { nextStatus } from '../conversations/life-cycle.ts';
import { fetchProfileJob } from '../jobs.ts';
import { addLine } from './add-line.ts';
import {
  bornOn,
  earliest,
  latest,
  type Plan,
  type PlannedContact,
  type PlannedConversation,
} from './plan.ts';

const hourMs = 60 * 60 * 1_000;

/**
 * A message written shortly before a close, and told after it, was on nobody's screen then: it reopens like one
 * that was written later. Covers Meta's delay and a clock that differs from Meta's.
 */
const lateGraceMs = 2 * 60 * 1_000;

/**
 * The conversation that something the customer wrote belongs to; it calls for work there.
 *
 * The live one. Else the last one is reopened, if it was closed not too long before; else a new one is opened.
 * What was written well before a close belongs to what was closed then, which stays closed.
 */
export function placeOfCustomer(plan: Plan, contact: PlannedContact, at: Date): PlannedConversation {
  const found = conversationAt(contact, at);
  if (!found) return openConversation(plan, contact, at, 'open');
  if (found.row.awaitsCustomer && !isLive(found)) return wake(found, at);
  if (!isLive(found) && found.row.closedAt !== null) {
    if (isCovered(found, at)) return found;
    if (!isReopenable(contact, found, at)) return openConversation(plan, contact, at, 'open');
    return reopen(plan, found, at);
  }
  return resume(found, at);
}

/**
 * The conversation that belongs to what does not call for work: what the page said, a referral, another app's
 * thread. Without any, a closed one is made that waits for the customer.
 */
export function placeOfOthers(plan: Plan, contact: PlannedContact, at: Date): PlannedConversation {
  const found = conversationAt(contact, at) ?? openConversation(plan, contact, at, 'closed');
  if (isLive(found) || found.row.awaitsCustomer) beginBy(found, at);
  return found;
}

/**
 * The conversation that a link or an ad leads to: the one that the next message will be in. After a close too long
 * ago to be reopened that is a new one, which waits for the customer.
 */
export function placeOfReferral(plan: Plan, contact: PlannedContact, at: Date): PlannedConversation {
  const found = conversationAt(contact, at);
  if (
    !found ||
    isLive(found) ||
    found.row.awaitsCustomer ||
    isCovered(found, at) ||
    isReopenable(contact, found, at)
  ) {
    return placeOfOthers(plan, contact, at);
  }
  return openConversation(plan, contact, at, 'closed');
}

/**
 * The conversation that something of the past belongs to, which asks nothing of anybody now: the one it is nearest
 * to, if the page's time for reopening lies not between. Else a closed one of its own; that grows with its messages.
 */
export function placeOfPast(plan: Plan, contact: PlannedContact, at: Date): PlannedConversation {
  const mostMs = contact.page.reopenHours * hourMs;
  const [nearest] = contact.conversations
    .map((conversation) => ({ conversation, awayMs: distanceMs(conversation, at) }))
    .filter(({ awayMs }) => awayMs <= mostMs)
    .toSorted(
      (a, b) => a.awayMs - b.awayMs || Number(isLive(b.conversation)) - Number(isLive(a.conversation)),
    );
  const conversation = nearest?.conversation ?? openHistory(plan, contact, at);
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
export function endHistory(contact: PlannedContact, before: Date | null): void {
  for (const conversation of contact.conversations) {
    if (!conversation.isHistory || isLive(conversation)) continue;
    if (before === null || !isReopenable(contact, conversation, before))
      conversation.row.awaitsCustomer = false;
  }
}

function openHistory(plan: Plan, contact: PlannedContact, at: Date): PlannedConversation {
  return Object.assign(openConversation(plan, contact, at, 'closed'), { isHistory: true });
}

/** How far outside of a conversation's own time something is. */
function distanceMs({ row }: PlannedConversation, at: Date): number {
  if (at < row.openedAt) return row.openedAt.getTime() - at.getTime();
  return row.closedAt !== null && at > row.closedAt ? at.getTime() - row.closedAt.getTime() : 0;
}

export function isLive(conversation: PlannedConversation): boolean {
  return conversation.row.status !== 'closed';
}

/** Notes that something happened in it. */
export function touchConversation(conversation: PlannedConversation, at: Date): void {
  conversation.row.lastActivityAt = latest(conversation.row.lastActivityAt, at) ?? at;
  conversation.isChanged = true;
}

export function conversationAt(
  { conversations }: Pick<PlannedContact, 'conversations'>,
  at: Date,
): PlannedConversation | undefined {
  const live = conversations.find(isLive);
  if (live && at >= live.row.openedAt) return live;
  const covering = conversations.filter((each) => isCovered(each, at)).toSorted(byClose)[0];
  return covering ?? live ?? conversations.toSorted(byClose).at(-1);
}

export function isCovered({ row }: PlannedConversation, at: Date): boolean {
  return row.closedAt !== null && !row.awaitsCustomer && at.getTime() < row.closedAt.getTime() - lateGraceMs;
}

export function isReopenable(
  { page }: Pick<PlannedContact, 'page'>,
  { row }: PlannedConversation,
  at: Date,
): boolean {
  return row.closedAt !== null && at.getTime() - row.closedAt.getTime() <= page.reopenHours * hourMs;
}

/** By the time of their close. */
export function byClose(a: PlannedConversation, b: PlannedConversation): number {
  return (a.row.closedAt?.getTime() ?? 0) - (b.row.closedAt?.getTime() ?? 0);
}

function openConversation(
  plan: Plan,
  contact: PlannedContact,
  at: Date,
  status: 'open' | 'closed',
): PlannedConversation {
  const { page, row } = contact;
  // The name is asked for once per person, and never waited for.
  if (row.profileState === 'pending' && contact.conversations.length === 0)
    plan.jobs.push(fetchProfileJob(row));
  const conversation: PlannedConversation = {
    row: {
      id: plan.newId(),
      kind: 'messenger',
      threadId: null,
      previousId: null,
      contactId: row.id,
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
      windowAnchorAt: row.windowAnchorAt,
      referrals: [],
      reopenedCount: 0,
      openedAt: at,
      closedAt: status === 'closed' ? at : null,
      closedBy: null,
      awaitsCustomer: status === 'closed',
    },
    born: bornOn(page),
    isNew: true,
    isChanged: true,
    recountWaiting: false,
    recountContact: false,
  };
  contact.conversations.push(conversation);
  return conversation;
}

/** Makes the conversation begin no later than at a time. */
export function beginBy(conversation: PlannedConversation, at: Date): void {
  const { row } = conversation;
  if (at >= row.openedAt) return;
  row.openedAt = earliest(row.openedAt, at);
  if (row.awaitsCustomer && row.closedAt !== null) row.closedAt = row.openedAt;
  conversation.isChanged = true;
}

/** The first word of a customer whom so far only the page had written to. */
export function wake(conversation: PlannedConversation, at: Date): PlannedConversation {
  Object.assign(conversation.row, { status: 'open', closedAt: null, closedBy: null, awaitsCustomer: false });
  beginBy(conversation, at);
  conversation.isChanged = true;
  return conversation;
}

/** Parked or being wrapped up: the customer's word brings it back to its agent. */
export function resume(conversation: PlannedConversation, at: Date): PlannedConversation {
  const { row } = conversation;
  beginBy(conversation, at);
  row.awaitsCustomer = false;
  if (row.status === 'waiting' || row.status === 'wrapup') handBack(conversation);
  return conversation;
}

export function reopen(plan: Plan, conversation: PlannedConversation, at: Date): PlannedConversation {
  handBack(conversation);
  const { row } = conversation;
  Object.assign(row, { closedAt: null, closedBy: null, reopenedCount: row.reopenedCount + 1 });
  addLine(plan, conversation, { activity: { type: 'reopened', by: null }, at, mid: null });
  conversation.isChanged = true;
  return conversation;
}

/** To the agent who had it, if there still is one; else to the department. */
function handBack(conversation: PlannedConversation): void {
  const { row } = conversation;
  const isKept = row.assigneeId !== null && !row.assigneeIsDisabled;
  const next = nextStatus(row.status, 'customer-wrote');
  Object.assign(row, isKept && next ? { status: next } : { status: 'open', assigneeId: null });
}
