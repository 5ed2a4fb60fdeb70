import { conversationId, messageId } from '../../contract/ids.ts';
import type { Message } from '../../contract/messages.ts';

const conversation = conversationId.parse('01937000-0000-7000-8000-000000000001');

/** A customer's message for tests: number `number` is written that many seconds after twelve. */
export function aMessage(number: number, facts: Partial<Message> = {}): Message {
  const at = new Date(Date.UTC(2026, 10, 20, 12, 0, number)).toISOString();
  return {
    id: messageId.parse(`01937000-0000-7000-8000-${String(number).padStart(12, '0')}`),
    conversationId: conversation,
    version: 1,
    kind: 'message',
    direction: 'in',
    author: { kind: 'customer', name: 'Elena' },
    text: `message ${number}`,
    at,
    createdAt: at,
    status: 'received',
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
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    ...facts,
  };
}
