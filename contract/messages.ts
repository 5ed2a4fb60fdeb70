import { z } from 'zod';
import { attachmentId, conversationId, messageId, triggerId, uploadId, userId } from './ids.ts';
import { commentPart } from './comments.ts';
import { instant } from './instant.ts';
import { sendPurpose, writePurpose } from './send-purpose.ts';
import { messageTemplate, shownTemplate } from './templates.ts';
import { ticketStatus } from './tickets.ts';
import { messageTranslation, ownWords } from './translation.ts';

/** Where an outgoing message stands; incoming ones are `received`. It only ever moves forward, except `unknown`, which settles. */
export const messageStatus = z.enum([
  'received',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const attachmentKind = z.enum([
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'location',
  'link',
  'template',
  'unknown',
]);
export type AttachmentKind = z.infer<typeof attachmentKind>;

export const attachment = z.object({
  id: attachmentId,
  kind: attachmentKind,
  /** Meta's own word for it, shown on the neutral card when `kind` is `unknown`. */
  rawType: z.string(),
  name: z.string().nullable(),
  /** Of what was not kept: as Facebook says, if it does. */
  sizeBytes: z.number().int().nullable(),
  /** Told from the bytes, never from the name. */
  mimeType: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Our own copy, for those who may see the conversation; null until `stored`. */
  url: z.string().nullable(),
  /** `none`: nothing to store (a location, a link). `failed`: there is no copy, `failure` says why. */
  state: z.enum(['pending', 'stored', 'failed', 'none']),
  /**
   * `off`, `too-large`, `type`, `blocked`: the page does not take it. `expired`, `unreachable`: Facebook no longer had
   * it. `refused-host`: its address is none of Facebook's.
   */
  failure: z
    .enum(['off', 'too-large', 'type', 'blocked', 'expired', 'unreachable', 'refused-host'])
    .nullable(),
  title: z.string().nullable(),
  /** Where a link, a shared post or a template leads: https only. */
  link: z.string().nullable(),
  coordinates: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer'), name: z.string() }),
  z.object({ kind: z.literal('user'), id: userId, name: z.string() }),
  /** Sent as the page but not from here: Meta's own inbox, another app. */
  z.object({ kind: z.literal('outside'), name: z.string() }),
  z.object({ kind: z.literal('system'), name: z.string() }),
]);
export type Author = z.infer<typeof author>;

/** What a system line tells; the screen makes the sentence in the reader's language. */
export const activity = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('taken'), by: z.string() }),
  z.object({ type: z.literal('assigned'), by: z.string(), to: z.string() }),
  /** By distribution, without asking. */
  z.object({ type: z.literal('given'), to: z.string() }),
  /** It was offered to them. */
  z.object({ type: z.literal('accepted'), by: z.string() }),
  /** A colleague was asked to take it over, and did not answer or said no: it stays where it is. */
  z.object({ type: z.literal('transfer-asked'), by: z.string(), to: z.string() }),
  z.object({ type: z.literal('transfer-declined'), by: z.string() }),
  /** Their desk was gone for too long: it is back in its department. */
  z.object({ type: z.literal('agent-lost'), name: z.string() }),
  z.object({ type: z.literal('released'), by: z.string() }),
  z.object({ type: z.literal('parked'), by: z.string() }),
  z.object({ type: z.literal('snoozed'), by: z.string(), until: instant }),
  /** Its time came: it is back with its agent. */
  z.object({ type: z.literal('woke') }),
  z.object({ type: z.literal('resumed'), by: z.string() }),
  /** To another department. */
  z.object({ type: z.literal('transferred'), by: z.string(), to: z.string() }),
  /** Somebody who leads came in beside its agent: with notes alone, or seen by the customer. */
  z.object({ type: z.literal('joined'), by: z.string(), mode: z.enum(['internal', 'public']) }),
  /** Who joined, or advised, went. */
  z.object({ type: z.literal('left'), by: z.string() }),
  /** Somebody, or whoever of a department is there, was asked for advice. */
  z.object({ type: z.literal('consult-asked'), by: z.string(), to: z.string() }),
  z.object({ type: z.literal('consult-accepted'), by: z.string(), mode: z.enum(['internal', 'public']) }),
  z.object({ type: z.literal('consult-declined'), by: z.string() }),
  /** Nobody answered in time. */
  z.object({ type: z.literal('consult-missed'), to: z.string() }),
  /** Its agent, or who leads, thanked them. */
  z.object({ type: z.literal('consult-ended'), by: z.string(), of: z.string() }),
  /** Too much waited in its department, or it did for too long: it went to another one, or with null was ended. */
  z.object({
    type: z.literal('overflowed'),
    because: z.enum(['full', 'long-wait']),
    to: z.string().nullable(),
  }),
  /** A helper came in, or was let go. */
  z.object({ type: z.literal('invited'), by: z.string(), to: z.string() }),
  z.object({ type: z.literal('uninvited'), by: z.string(), of: z.string() }),
  z.object({ type: z.literal('ended'), by: z.string() }),
  /** The wrap-up was finished by its agent. */
  z.object({ type: z.literal('finished'), by: z.string() }),
  /** The clock closed it: it was parked, being wrapped up, or left alone for as long as the page allows. */
  z.object({ type: z.literal('timed-out'), from: z.enum(['parked', 'wrap-up', 'idle']) }),
  z.object({ type: z.literal('reopened'), by: z.string().nullable() }),
  /** The customer was shut out until then; null: until it is lifted. */
  z.object({ type: z.literal('banned'), by: z.string(), until: instant.nullable() }),
  z.object({ type: z.literal('unbanned'), by: z.string() }),
  /** An administrator read what was masked in a message. */
  z.object({ type: z.literal('original-read'), by: z.string() }),
  /** Somebody set the ticket's status. */
  z.object({ type: z.literal('ticket-set'), by: z.string(), status: ticketStatus }),
  /** A text of the page's was due, and the 24 hours in which rules may write were over. */
  z.object({ type: z.literal('text-not-sent'), text: z.string() }),
  /** `not-answered`: nobody of ours wrote to the customer. `recently-asked`: within the last 7 days. */
  z.object({ type: z.literal('survey-skipped'), reason: z.enum(['not-answered', 'recently-asked']) }),
  z.object({
    type: z.literal('referral'),
    source: z.string().nullable(),
    ref: z.string().nullable(),
    adTitle: z.string().nullable(),
  }),
  /** Who may write into the thread changed. `lost`: another app has it · `returned`: it is ours · `idle`: nobody's. */
  z.object({
    type: z.literal('thread-control'),
    change: z.enum(['lost', 'returned', 'idle', 'requested', 'taken', 'handed-over', 'released']),
    /** The other app; null when Meta names none. */
    appId: z.string().nullable(),
    /** Who did it, when it was done here. */
    by: z.string().nullable(),
  }),
  /** The person agreed to be written to, or stopped or resumed it. */
  z.object({
    type: z.literal('optin'),
    by: z.enum(['plugin', 'notification-messages', 'one-time', 'unknown']),
    notifications: z.enum(['stop', 'resume']).nullable(),
    title: z.string().nullable(),
  }),
  /** The person tied their account at the business to Messenger, or untied it. */
  z.object({ type: z.literal('account-linking'), status: z.enum(['linked', 'unlinked', 'unknown']) }),
  /** A thumb under one of the page's messages. */
  z.object({ type: z.literal('response-feedback'), feedback: z.enum(['good', 'bad', 'unknown']) }),
  /** Answers to Meta's own feedback form. */
  z.object({
    type: z.literal('messaging-feedback'),
    answers: z.array(
      z.object({ question: z.string(), answer: z.string().nullable(), comment: z.string().nullable() }),
    ),
  }),
  /** A shopping cart. */
  z.object({
    type: z.literal('order'),
    products: z.array(
      z.object({ name: z.string(), quantity: z.number().nullable(), price: z.string().nullable() }),
    ),
    note: z.string().nullable(),
  }),
  z.object({ type: z.literal('coupon'), code: z.string().nullable() }),
  /** Something Facebook told us that Pagedesk has no word for yet; kept whole under Diagnostics. */
  z.object({ type: z.literal('unknown'), kind: z.string() }),
]);
export type Activity = z.infer<typeof activity>;

export const quickReply = z.object({ title: z.string(), payload: z.string() });
export type QuickReply = z.infer<typeof quickReply>;

export const failure = z.object({
  /** Our short word for it, e.g. `window-closed`, `token-expired`, `person-unavailable`. */
  code: z.string(),
  /** What happened and whether the customer saw it. */
  message: z.string(),
  /** What to do now. */
  advice: z.string(),
  mayRetry: z.boolean(),
});
export type Failure = z.infer<typeof failure>;

export const message = z.object({
  id: messageId,
  conversationId,
  /** Of two copies of one message the higher version is newer. */
  version: z.number().int(),
  /** `message`: said to or by the customer. `note`: private to the team. `activity`: a system line. */
  kind: z.enum(['message', 'note', 'activity']),
  direction: z.enum(['in', 'out']).nullable(),
  author,
  text: z.string().nullable(),
  /** Meta's time once known, else ours. The timeline is ordered by (at, id). */
  at: instant,
  createdAt: instant,
  status: messageStatus.nullable(),
  failure: failure.nullable(),
  attachments: z.array(attachment),
  /** Buttons as they were sent. */
  quickReplies: z.array(quickReply),
  /** What Messenger draws by itself: buttons, cards, the attached picture with buttons, or a survey's form. */
  template: shownTemplate.nullable(),
  /** The button that the customer tapped. */
  tapped: z.object({ kind: z.enum(['quick-reply', 'postback']), payload: z.string().nullable() }).nullable(),
  replyTo: z
    .object({
      /** Null when the quoted message is not known here. */
      messageId: messageId.nullable(),
      text: z.string().nullable(),
      authorName: z.string().nullable(),
    })
    .nullable(),
  reactions: z.array(
    z.object({
      by: z.enum(['customer', 'page']),
      emoji: z.string(),
      /** Who of the team, when it was done here; null else. */
      name: z.string().nullable(),
    }),
  ),
  editedAt: instant.nullable(),
  /** Earlier wordings, oldest first. */
  edits: z.array(z.object({ text: z.string().nullable(), until: instant })),
  /** The customer took it back. */
  unsentAt: instant.nullable(),
  /** Content that Facebook's API cannot express: to be opened in Messenger. */
  unsupported: z.boolean(),
  /** The customer has not agreed to be read: neither words nor files are here. */
  withheld: z.boolean().optional(),
  activity: activity.nullable(),
  /** What only a comment has; null for what is not public. */
  comment: commentPart.nullable(),
  /** The trigger that wrote it, as it was called then; absent: none did. */
  trigger: z.object({ id: triggerId, name: z.string() }).optional(),
  /** Which of the page's texts a rule sent: `welcome`, `offline`, `finished`, `file-refused`; null: no rule's. */
  automation: z.string().nullable(),
  /** The customer answers the page's survey by it, and asks nothing. */
  answers: z.enum(['survey']).nullable(),
  /** A rule masked something of it, and what was written is kept sealed. */
  hasOriginal: z.boolean().optional(),
  /** What an answer is for that was written after the first 24 hours; null: it needed none. */
  purpose: sendPurpose.nullable(),
  /** The same words in other languages, as far as there are any; absent: none. */
  translations: z.array(messageTranslation).optional(),
  /** The id made in the browser: a repeated click with the same one is the same reply. */
  clientId: z.uuid().nullable(),
  /** A reply that goes out as several messages: this is part `index` (from 1) of `of`. */
  part: z.object({ index: z.number().int(), of: z.number().int() }).nullable(),
  /** Times for the tooltip of the tick. */
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  readAt: instant.nullable(),
});
export type Message = z.infer<typeof message>;

export const listMessages = z.strictObject({
  /** Page backwards: only what stands before this cursor. */
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Oldest first; `before` of the answer pages further back, null at the beginning. */
export const messageList = z.object({ items: z.array(message), before: z.string().nullable() });
export type MessageList = z.infer<typeof messageList>;

/** Meta's limits, checked before anything is sent. Source: Messenger Platform, "Send API", read 2026-11-20. */
export const limits = {
  textUnits: 2000,
  quickReplies: 13,
  quickReplyTitle: 20,
  quickReplyPayload: 1000,
  uploadBytes: 25 * 1024 * 1024,
  imageBytes: 8 * 1024 * 1024,
  uploadsPerReply: 10,
  /** One reply may be split into this many messages at most. */
  replyUnits: 20_000,
} as const;

export const writeMessage = z.strictObject({
  clientId: z.uuid(),
  kind: z.enum(['reply', 'note']),
  text: z.string().max(limits.replyUnits).optional(),
  uploads: z.array(uploadId).max(limits.uploadsPerReply).optional(),
  quickReplies: z
    .array(
      z.strictObject({
        title: z.string().trim().min(1).max(limits.quickReplyTitle),
        payload: z.string().max(limits.quickReplyPayload).optional(),
      }),
    )
    .max(limits.quickReplies)
    .optional(),
  /** Goes out last, behind the words and the other files. */
  template: messageTemplate.optional(),
  /** The message to quote. */
  replyTo: messageId.optional(),
  /** The newest message the writer had on screen: a newer reply by somebody else answers 409 with it. */
  seen: messageId.optional(),
  /** What it is for, where the page asks for it: after the first 24 hours. Elsewhere it is not kept. */
  purpose: writePurpose.optional(),
  /** Where `text` is a translation: what the writer wrote, for colleagues to read beside it. */
  ownWords: ownWords.optional(),
});
export type WriteMessage = z.infer<typeof writeMessage>;

/** The reply as it was stored: one message, or its parts in order. A repeat of the same `clientId` answers the same. */
export const writtenMessages = z.object({ message, messages: z.array(message) });
export type WrittenMessages = z.infer<typeof writtenMessages>;

/** The page's reaction to a message of the customer's; null takes it back. */
export const reactToMessage = z.strictObject({ emoji: z.string().min(1).max(16).nullable() });
export type ReactToMessage = z.infer<typeof reactToMessage>;

export const upload = z.object({
  id: uploadId,
  name: z.string(),
  sizeBytes: z.number().int(),
  mimeType: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'file']),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  url: z.string(),
});
export type Upload = z.infer<typeof upload>;
