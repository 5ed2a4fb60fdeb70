import type { WritingRules } from '../../contract/conversations.ts';
import { BLOCKED_EXTENSIONS } from '../../contract/page-settings.ts';
import type { AttachmentId, ConversationId, MessageId } from '../../contract/ids.ts';
import type { Attachment, Message } from '../../contract/messages.ts';

let counter = 0;

/** A UUID that the contract takes, counted up. */
export function nextUuid<Id extends string>(): Id {
  counter += 1;
  return `01990000-0000-7000-8000-${counter.toString(16).padStart(12, '0')}` as Id;
}

/** A world that is made anew counts anew, so that its ids are the same each time. */
export function restartUuids(): void {
  counter = 0;
}

export function attachment(facts: Partial<Attachment> & Pick<Attachment, 'kind'>): Attachment {
  return {
    id: nextUuid<AttachmentId>(),
    rawType: facts.kind,
    name: null,
    sizeBytes: null,
    mimeType: null,
    width: null,
    height: null,
    url: null,
    state: 'stored',
    failure: null,
    title: null,
    link: null,
    coordinates: null,
    ...facts,
  };
}

/** A message with everything that most messages are. */
export function message(
  conversationId: ConversationId,
  facts: Partial<Message> & Pick<Message, 'author' | 'at'>,
): Message {
  const isOut = facts.author.kind !== 'customer';
  return {
    id: nextUuid<MessageId>(),
    conversationId,
    version: 1,
    kind: 'message',
    direction: facts.kind === 'note' || facts.kind === 'activity' ? null : isOut ? 'out' : 'in',
    text: null,
    createdAt: facts.at,
    status: facts.kind === 'note' || facts.kind === 'activity' ? null : isOut ? 'read' : 'received',
    failure: null,
    attachments: [],
    quickReplies: [],
    template: null,
    tapped: null,
    replyTo: null,
    reactions: [],
    editedAt: null,
    edits: [],
    unsentAt: null,
    unsupported: false,
    activity: null,
    comment: null,
    automation: null,
    answers: null,
    purpose: null,
    clientId: null,
    part: null,
    sentAt: isOut ? facts.at : null,
    deliveredAt: isOut ? facts.at : null,
    readAt: isOut ? facts.at : null,
    ...facts,
  };
}

/** What a page has set that nobody has touched. */
export const usualWriting: WritingRules = {
  files: { isOn: true, maxBytes: 25 * 1024 * 1024, types: [], blockedExtensions: [...BLOCKED_EXTENSIONS] },
  longTexts: 'split',
  asksPurpose: true,
  maxLength: 2000,
};
