import type {
  DeliveryEvent,
  EditEvent,
  ReactionEvent,
  ReactionName,
  ReadEvent,
  UnsendEvent,
} from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { markMessage } from './apply-mark.ts';
import { changeContact, contactOf, latest, personKey, type Plan, type PlannedMessage } from './plan.ts';
import { previewOfChanged } from './preview.ts';

/** A reaction stands on its message: no message of its own, nothing unread, and no reply window. */
export function planReaction(plan: Plan, page: PageFact, event: ReactionEvent, at: Date): void {
  const by = event.by === 'page' ? 'page' : 'customer';
  const emoji = event.action === 'unreact' ? null : (event.emoji ?? emojiOf(event.reaction));
  markMessage(plan, page.id, event.mid, { kind: 'reaction', by, emoji, at });
}

const emojis: Record<ReactionName, string> = {
  smile: '😆',
  angry: '😠',
  sad: '😢',
  wow: '😮',
  love: '❤️',
  like: '👍',
  dislike: '👎',
  other: '💬',
};

function emojiOf(reaction: ReactionName | null): string {
  return emojis[reaction ?? 'other'];
}

/** A message was rewritten: the new words are shown, the earlier ones are kept. */
export function planEdit(plan: Plan, page: PageFact, event: EditEvent, at: Date): void {
  const mark = { kind: 'edit', text: event.text, number: event.editNumber, at } as const;
  const message = markMessage(plan, page.id, event.mid, mark);
  if (message) refreshLast(plan, page, event.personId, message);
}

/** A message was taken back: it is marked so, and kept for the record. */
export function planUnsend(plan: Plan, page: PageFact, event: UnsendEvent, at: Date): void {
  const message = markMessage(plan, page.id, event.mid, { kind: 'unsend', at });
  if (message) refreshLast(plan, page, event.personId, message);
}

function refreshLast(plan: Plan, page: PageFact, personId: string, { row }: PlannedMessage): void {
  const contact = plan.contacts.get(personKey(page.id, personId));
  const conversation = contact?.conversations.find((each) => each.row.id === row.conversationId);
  if (row.withheld || !conversation) return;
  // Also where it is not the last line: a ticket's subject is the customer's first words.
  conversation.isChanged = true;
  if (conversation.row.lastMessageAt?.getTime() !== row.at.getTime()) return;
  const preview = previewOfChanged(row);
  const isWordless = preview.text === '' && row.unsentAt === null;
  if (!isWordless) conversation.row.lastMessage = preview;
}

/** What the page sent has arrived: all up to the watermark, and the messages that are named. */
export function planDelivery(plan: Plan, page: PageFact, event: DeliveryEvent, at: Date): void {
  for (const mid of event.mids) {
    markMessage(plan, page.id, mid, { kind: 'delivered', at: event.watermark ?? at });
  }
  if (event.watermark === null) return;
  const contact = contactOf(plan, page, event.personId, event.watermark);
  const deliveredUntil = latest(contact.row.deliveredUntil, event.watermark);
  if (deliveredUntil?.getTime() === contact.row.deliveredUntil?.getTime()) return;
  changeContact(contact, { deliveredUntil });
  contact.needsWatermarks = true;
}

/** The person has read all up to the watermark. */
export function planRead(plan: Plan, page: PageFact, event: ReadEvent, at: Date): void {
  const watermark = event.watermark ?? at;
  const contact = contactOf(plan, page, event.personId, watermark);
  const readUntil = latest(contact.row.readUntil, watermark);
  if (readUntil?.getTime() === contact.row.readUntil?.getTime()) return;
  changeContact(contact, { readUntil });
  contact.needsWatermarks = true;
}
