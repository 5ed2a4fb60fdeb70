import type { MessageRecord, ReactionRecord, ReferralRecord, ThreadRecord } from '../world/records.ts';
import { webhookAttachments, type ShapeContext } from './attachment-shapes.ts';

/** The messaging objects of the webhooks, as Meta's reference shows them. Undefined properties are left out. */
type Event = Record<string, unknown>;

const fromPerson = (thread: ThreadRecord) => ({
  sender: { id: thread.psid },
  recipient: { id: thread.pageId },
});
const fromPage = (thread: ThreadRecord) => ({
  sender: { id: thread.pageId },
  recipient: { id: thread.psid },
});

export function messageEvent(context: ShapeContext, thread: ThreadRecord, message: MessageRecord): Event {
  const payload = message.quickReplyPayload;
  return {
    ...fromPerson(thread),
    timestamp: message.sentAt,
    message: {
      mid: message.mid,
      text: message.text,
      quick_reply: payload === undefined ? undefined : { payload },
      reply_to: replyTo(thread, message),
      attachments: attachmentsOf(context, message),
      referral: message.referral,
      is_unsupported: message.unsupported || undefined,
    },
  };
}

export function echoEvent(context: ShapeContext, thread: ThreadRecord, message: MessageRecord): Event {
  return {
    ...fromPage(thread),
    timestamp: message.sentAt,
    message: {
      mid: message.mid,
      is_echo: true,
      text: message.text,
      app_id: context.settings.appId === 'number' ? Number(message.appId) : message.appId,
      metadata: message.metadata,
      reply_to: replyTo(thread, message),
      attachments: attachmentsOf(context, message),
    },
  };
}

export function postbackEvent(thread: ThreadRecord, message: MessageRecord): Event {
  const { mid, text: title, payload, referral } = message;
  return { ...fromPerson(thread), timestamp: message.sentAt, postback: { mid, title, payload, referral } };
}

export function referralEvent(thread: ThreadRecord, timestamp: number, referral: ReferralRecord): Event {
  return { ...fromPerson(thread), timestamp, referral };
}

export function reactionEvent(
  context: ShapeContext,
  thread: ThreadRecord,
  about: { timestamp: number; mid: string; action: 'react' | 'unreact'; reaction: ReactionRecord },
): Event {
  const { timestamp, mid, action, reaction } = about;
  const isNamed = action === 'react' || context.settings.unreactWithEmoji;
  const named = isNamed ? { reaction: reaction.reaction, emoji: reaction.emoji } : {};
  return { ...fromPerson(thread), timestamp, reaction: { mid, action, ...named } };
}

export function editEvent(
  context: ShapeContext,
  thread: ThreadRecord,
  message: MessageRecord,
  at: number,
): Event {
  const num_edit = context.settings.numEdit === 'number' ? message.edits : String(message.edits);
  return {
    ...fromPerson(thread),
    timestamp: at,
    message_edit: { mid: message.mid, text: message.text, num_edit },
  };
}

export function unsendEvent(thread: ThreadRecord, message: MessageRecord, at: number): Event {
  return { ...fromPerson(thread), timestamp: at, message: { mid: message.mid, is_deleted: true } };
}

/** Without a time of its own, as in the documented sample. */
export function deliveryEvent(thread: ThreadRecord, watermark: number, mids?: string[]): Event {
  return { ...fromPerson(thread), delivery: { mids, watermark } };
}

export function readEvent(thread: ThreadRecord, timestamp: number, watermark: number): Event {
  return { ...fromPerson(thread), timestamp, read: { watermark } };
}

function attachmentsOf(context: ShapeContext, message: MessageRecord): Event[] | undefined {
  if (message.attachments.length === 0) return undefined;
  const isEcho = message.from === 'page';
  return message.attachments.flatMap((attachment) => webhookAttachments(context, attachment, isEcho));
}

function replyTo(thread: ThreadRecord, message: MessageRecord): Event | undefined {
  if (message.replyTo === undefined) return undefined;
  const quoted = thread.messages.find((other) => other.mid === message.replyTo);
  return { mid: message.replyTo, is_self_reply: quoted?.from === message.from };
}
