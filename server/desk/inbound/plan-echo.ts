import type { EchoEvent } from '../../facebook/webhook/page-event.ts';
import type { MessageFact, PageFact } from '../../store/inbound-facts.ts';
import { addMessage } from './add-message.ts';
import { applyEarlyMarks } from './apply-mark.ts';
import { chatsOf } from './chats.ts';
import type { Past } from './past.ts';
import { isLive, placeOfAside, placeOfPast } from './succession.ts';
import { noteStandby } from './plan-thread-control.ts';
import { answered, responded } from './waiting.ts';
import { contactOf, midKey, type Plan, type PlannedContact, type PlannedMessage } from './plan.ts';

/**
 * The page wrote. Our own send settles the message it was, also when it comes before the answer to the send;
 * anything else is shown as sent outside the desk. It answers the customer, and asks nothing of anybody.
 */
export function planEcho(
  plan: Plan,
  page: PageFact,
  event: EchoEvent,
  at: Date,
  past: Past | null = null,
): void {
  const contact = contactOf(plan, page, event.personId, at);
  const own = plan.messages.get(midKey(page.id, event.mid)) ?? findOwn(plan, page, contact, event);
  contact.needsWatermarks = true;
  if (own) settle(plan, contact, own, event.mid, at);
  else addOutside(plan, contact, event, at, past);
}

function addOutside(
  plan: Plan,
  contact: PlannedContact,
  event: EchoEvent,
  at: Date,
  past: Past | null,
): void {
  const conversation = (past === null ? placeOfAside : placeOfPast)(chatsOf(plan, contact), at);
  conversation.row.windowAnchorAt = contact.row.windowAnchorAt;
  const { mid, standby } = event;
  const wasNewest = conversation.row.lastMessageAt === null || at >= conversation.row.lastMessageAt;
  const message = addMessage(plan, conversation, { direction: 'out', mid, at, content: event, standby });
  // While another app holds the thread it is that app which writes, mostly a bot.
  if (past === null && !standby) responded(plan, conversation, message);
  answered(conversation, at, wasNewest);
  if (standby) noteStandby(plan, contact, at, event);
}

/** The message of ours that an echo without a known id is about: by our mark, else the only one it can be. */
function findOwn(
  plan: Plan,
  page: PageFact,
  contact: PlannedContact,
  { metadata, appId, text }: EchoEvent,
): PlannedMessage | undefined {
  const marked = metadata === null ? undefined : plan.messagesById.get(metadata.toLowerCase());
  if (marked) return isFree(marked.row) && marked.row.contactId === contact.row.id ? marked : undefined;
  if (appId !== page.appId) return undefined;
  const alike = [...plan.messagesById.values()].filter(
    ({ row }) =>
      row.contactId === contact.row.id &&
      isFree(row) &&
      (row.status === 'sending' || row.status === 'unknown') &&
      row.text?.trim() === text?.trim(),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** Ours, and not yet known by another id of Meta's: a second send would be a second message, and is shown. */
function isFree(row: MessageFact): boolean {
  return row.direction === 'out' && row.authorKind !== 'outside' && row.mid === null;
}

const unsettled: ReadonlySet<MessageFact['status']> = new Set(['queued', 'sending', 'unknown', 'failed']);

/** It went out, under this id, at Meta's time. */
function settle(plan: Plan, contact: PlannedContact, message: PlannedMessage, mid: string, at: Date): void {
  const { row } = message;
  if (row.direction !== 'out' || row.authorKind === 'outside') return;
  const wasUnknown = row.mid === null;
  row.mid = mid;
  plan.messages.set(midKey(row.pageId, mid), message);
  applyEarlyMarks(plan, message);
  const isNews = wasUnknown || unsettled.has(row.status) || row.at.getTime() !== at.getTime();
  if (!isNews) return;
  const before = row.at;
  const status = unsettled.has(row.status) ? 'sent' : row.status;
  Object.assign(row, { at, status, failure: null, sentAt: row.sentAt ?? at });
  message.isChanged = true;
  moveLast(contact, message, before);
}

/** The conversation's last line goes along with its message. */
function moveLast(contact: PlannedContact, { row }: PlannedMessage, before: Date): void {
  const conversation = contact.conversations.find((each) => each.row.id === row.conversationId);
  if (!conversation) return;
  const { lastMessage, lastMessageAt } = conversation.row;
  // What a rule sent answers nobody.
  if (isLive(conversation) && row.authorKind !== 'system') answered(conversation, row.at, false);
  const isLast = lastMessageAt?.getTime() === before.getTime();
  if (!isLast || typeof lastMessage !== 'object' || lastMessage === null) return;
  conversation.row.lastMessageAt = row.at;
  conversation.row.lastMessage = { ...lastMessage, at: row.at.toISOString() };
  conversation.isChanged = true;
}
