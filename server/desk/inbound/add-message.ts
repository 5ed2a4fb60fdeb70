import { downloadAttachmentJob } from '../jobs.ts';
import type { MessageContent } from '../../facebook/webhook/page-event.ts';
import type { NewInboundMessage } from '../../store/inbound-writes.ts';
import { applyEarlyMarks, markMessage } from './apply-mark.ts';
import { touchConversation } from './succession.ts';
import { midKey, type Plan, type PlannedConversation, type PlannedMessage } from './plan.ts';
import { previewOf, previewOfWithheld } from './preview.ts';
import { readAttachment, type ReadAttachment } from './read-attachment.ts';

/** A message of a customer's, or one that the page sent from elsewhere. */
export interface NewMessage {
  /** Made beforehand where something else has to name it first. */
  id?: string;
  /** Who said it, where that is not the conversation's own contact. */
  contactId?: string;
  direction: 'in' | 'out';
  mid: string;
  at: Date;
  content: Pick<MessageContent, 'text' | 'attachments' | 'replyTo' | 'isUnsupported'>;
  tapped?: NewInboundMessage['tapped'];
  standby: boolean;
  /** Not to be read before the customer agrees. */
  withheld?: boolean;
  /** Out of sight: its conversation does not move. */
  isQuiet?: boolean;
  /** It answers something of ours, and waits for nobody. */
  answers?: NewInboundMessage['answers'];
}

/** Adds a message with all that came before it, and moves its conversation's last line. */
export function addMessage(
  plan: Plan,
  conversation: PlannedConversation,
  {
    id = plan.newId(),
    contactId,
    direction,
    mid,
    at,
    content,
    tapped = null,
    standby,
    withheld = false,
    isQuiet = false,
    answers = null,
  }: NewMessage,
): PlannedMessage {
  const place = conversation.row;
  const isOut = direction === 'out';
  const row: NewInboundMessage = {
    id,
    conversationId: place.id,
    departmentId: place.departmentId,
    pageId: place.pageId,
    contactId: contactId ?? place.contactId,
    direction,
    authorKind: isOut ? 'outside' : 'customer',
    mid,
    text: withheld ? null : content.text,
    at,
    status: isOut ? 'sent' : 'received',
    failure: null,
    replyToMid: content.replyTo?.mid ?? null,
    replyToId: null,
    editNumber: 0,
    editedAt: null,
    edits: [],
    unsentAt: null,
    sentAt: isOut ? at : null,
    deliveredAt: null,
    withheld,
    withheldText: withheld ? content.text : null,
    kind: 'message',
    tapped,
    unsupported: content.isUnsupported,
    standby,
    activity: null,
    answers,
  };
  const message: PlannedMessage = { isNew: true, row, isChanged: false };
  plan.messages.set(midKey(place.pageId, mid), message);
  plan.messagesById.set(row.id, message);
  const attachments = content.attachments.map(readAttachment);
  addAttachments(plan, message, attachments);
  quote(plan, message);
  applyEarlyMarks(plan, message);
  if (!isQuiet) showLast(conversation, row, attachments);
  return message;
}

function addAttachments(plan: Plan, { row }: PlannedMessage, attachments: readonly ReadAttachment[]): void {
  attachments.forEach((attachment, position) => {
    const { pageId, conversationId } = row;
    const id = plan.newId();
    plan.attachments.push({ ...attachment, id, messageId: row.id, conversationId, pageId, position });
    if (attachment.state === 'pending') plan.jobs.push(downloadAttachmentJob({ id, pageId }));
  });
}

/** Links the quoted message if it is known; else it is linked when it comes. */
function quote(plan: Plan, { row }: PlannedMessage): void {
  const { pageId, replyToMid } = row;
  if (replyToMid === null) return;
  const quoted = plan.messages.get(midKey(pageId, replyToMid));
  if (quoted) row.replyToId = quoted.row.id;
  else markMessage(plan, pageId, replyToMid, { kind: 'quote', messageId: row.id, at: row.at });
}

function showLast(
  conversation: PlannedConversation,
  row: NewInboundMessage,
  attachments: readonly ReadAttachment[],
): void {
  touchConversation(conversation, row.at);
  const last = conversation.row.lastMessageAt;
  if (last !== null && row.at < last) return;
  conversation.row.lastMessageAt = row.at;
  if (row.withheld) {
    conversation.row.lastMessage = previewOfWithheld(row.at);
    return;
  }
  const isTakenBack = row.unsentAt !== null;
  conversation.row.lastMessage = previewOf({
    text: isTakenBack ? null : row.text,
    direction: row.direction ?? 'in',
    at: row.at,
    firstAttachment: isTakenBack ? null : (attachments[0]?.kind ?? null),
    unsupported: !isTakenBack && row.unsupported,
  });
}
