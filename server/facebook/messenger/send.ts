import type { Readable } from 'node:stream';
import type { Graph, PageAccess } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asObject, type JsonObject, type JsonValue } from '../json.ts';
import type { SendGround } from './policy-window.ts';
import {
  brokenTemplateLimit,
  templatePayload,
  type TemplateContent,
  type TemplateLimit,
} from './template.ts';

/** Meta's limits of one Send API call. Source: Meta, "Send API reference", read 2026-11-20. */
export const sendLimits = {
  /** UTF-16 units. Meta leaves open what a character is; these are the most that any reading allows. */
  textUnits: 2_000,
  quickReplies: 13,
  quickReplyTitleUnits: 20,
  quickReplyPayloadUnits: 1_000,
  metadataUnits: 999,
  imageBytes: 8 * 1024 * 1024,
  fileBytes: 25 * 1024 * 1024,
} as const;

/** To whom: somebody who wrote, or the author of a comment or visitor post (once, within seven days). */
export type Recipient = { psid: string } | { commentId: string } | { postId: string } | { userRef: string };

export type MediaType = 'image' | 'audio' | 'video' | 'file';

/** A file of ours on its way to Meta. */
export interface MediaFile {
  name: string;
  /** Audio must be `audio/…`: Meta refuses it otherwise. */
  mimeType: string;
  sizeBytes: number;
  bytes: Uint8Array | Readable;
}

/** What one call can carry: a text or one attachment, never both. */
export type SendContent =
  | { kind: 'text'; text: string }
  | {
      kind: 'attachment';
      type: MediaType;
      source: { file: MediaFile } | { attachmentId: string } | { url: string };
    }
  | { kind: 'template'; template: TemplateContent };

export interface QuickReplyButton {
  title: string;
  /** What comes back when it is tapped. */
  payload: string;
}

/** One message to send. */
export interface SendInput {
  recipient: Recipient;
  content: SendContent;
  ground: SendGround;
  quickReplies?: readonly QuickReplyButton[];
  /** Meta's id of the message to quote. */
  replyToMid?: string;
  /** Comes back in the echo: our own message's id. */
  metadata?: string;
  personaId?: string;
  /** Instead of the client's own; a large file needs more. */
  timeoutMs?: number;
}

/** What of a message is over Meta's limits. */
export interface SendLimitBroken {
  limit:
    | 'text-empty'
    | 'text-too-long'
    | 'too-many-quick-replies'
    | 'quick-reply-empty'
    | 'quick-reply-title-too-long'
    | 'quick-reply-payload-too-long'
    | 'metadata-too-long'
    | 'file-empty'
    | 'file-too-large'
    | TemplateLimit;
  /** How much is allowed, in the unit of the limit. */
  allowed: number;
  /** How much it is. */
  actual: number;
}

/** What became of a send that Meta did not refuse. */
export type SendResult =
  | {
      ok: true;
      messageId: string;
      /** The PSID; null for a `userRef`. Of a private reply it proves who the commenter is in Messenger. */
      recipientId: string | null;
      /** Only when Meta kept the file for another use. */
      attachmentId: string | null;
    }
  /** Over a limit: no call was made. */
  | { ok: false; broken: SendLimitBroken };

/**
 * Sends one message with one call. There is no idempotency key: after GraphUnreachable `after-send` only the echo
 * (which bears `metadata`) tells whether it went out.
 *
 * @throws GraphRefused when Meta answered no.
 * @throws GraphUnreachable when there is no answer, or an answer without a message id (then `after-send`).
 *
 * Source: Meta, Messenger Platform, "Send API", read 2026-11-20.
 */
export async function sendMessage(graph: Graph, page: PageAccess, input: SendInput): Promise<SendResult> {
  const broken = brokenLimit(input);
  if (broken !== null) return { ok: false, broken };
  const { content } = input;
  const file = content.kind === 'attachment' && 'file' in content.source ? content.source.file : null;
  graph.rateLimit.spend(page.pageId, weightOf(content));
  const answer = asObject(
    await graph.call({
      ...pageCall(page, 'messages', input.timeoutMs),
      body: bodyOf(input),
      ...filePart(file),
    }),
  );
  const messageId = asId(answer?.['message_id']);
  if (messageId === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-message-id' });
  return {
    ok: true,
    messageId,
    recipientId: asId(answer?.['recipient_id']),
    attachmentId: asId(answer?.['attachment_id']),
  };
}

/** What a message weighs in the page's limits per second: ask `rateLimit.nextAllowedAt` with it before sending. */
export function weightOf(content: SendContent): 'text' | 'media' {
  return content.kind === 'attachment' && (content.type === 'audio' || content.type === 'video')
    ? 'media'
    : 'text';
}

/** The first limit of Meta's that the message breaks; null when it breaks none. */
export function brokenLimit({
  content,
  quickReplies = [],
  metadata = '',
}: SendInput): SendLimitBroken | null {
  return (
    brokenByContent(content) ??
    brokenByQuickReplies(quickReplies) ??
    tooMany('metadata-too-long', sendLimits.metadataUnits, metadata.length)
  );
}

function brokenByContent(content: SendContent): SendLimitBroken | null {
  if (content.kind === 'text') {
    if (content.text.trim() === '') return { limit: 'text-empty', allowed: 1, actual: 0 };
    return tooMany('text-too-long', sendLimits.textUnits, content.text.length);
  }
  if (content.kind === 'template') {
    const broken = brokenTemplateLimit(content.template);
    return broken && { limit: broken[0], allowed: broken[1], actual: broken[2] };
  }
  if (!('file' in content.source)) return null;
  return brokenByFile(content.type, content.source.file);
}

function brokenByFile(type: MediaType, { sizeBytes }: MediaFile): SendLimitBroken | null {
  if (sizeBytes <= 0) return { limit: 'file-empty', allowed: 1, actual: sizeBytes };
  const allowed = type === 'image' ? sendLimits.imageBytes : sendLimits.fileBytes;
  return tooMany('file-too-large', allowed, sizeBytes);
}

function brokenByQuickReplies(buttons: readonly QuickReplyButton[]): SendLimitBroken | null {
  const tooManyButtons = tooMany('too-many-quick-replies', sendLimits.quickReplies, buttons.length);
  if (tooManyButtons !== null) return tooManyButtons;
  for (const { title, payload } of buttons) {
    if (title.trim() === '' || payload === '') return { limit: 'quick-reply-empty', allowed: 1, actual: 0 };
    const broken =
      tooMany('quick-reply-title-too-long', sendLimits.quickReplyTitleUnits, title.length) ??
      tooMany('quick-reply-payload-too-long', sendLimits.quickReplyPayloadUnits, payload.length);
    if (broken !== null) return broken;
  }
  return null;
}

function tooMany(limit: SendLimitBroken['limit'], allowed: number, actual: number): SendLimitBroken | null {
  return actual > allowed ? { limit, allowed, actual } : null;
}

function bodyOf({
  recipient,
  content,
  ground,
  quickReplies = [],
  replyToMid,
  metadata,
  personaId,
}: SendInput): JsonObject {
  return {
    recipient: recipientOf(recipient),
    messaging_type: ground.messagingType,
    ...('tag' in ground ? { tag: ground.tag } : {}),
    message: {
      ...(content.kind === 'text' ? { text: content.text } : { attachment: attachmentOf(content) }),
      ...(quickReplies.length === 0
        ? {}
        : {
            quick_replies: quickReplies.map(({ title, payload }) => ({
              content_type: 'text',
              title,
              payload,
            })),
          }),
      ...(metadata === undefined ? {} : { metadata }),
    },
    ...(replyToMid === undefined ? {} : { reply_to: { mid: replyToMid } }),
    ...(personaId === undefined ? {} : { persona_id: personaId }),
  };
}

function recipientOf(recipient: Recipient): JsonObject {
  if ('psid' in recipient) return { id: recipient.psid };
  if ('commentId' in recipient) return { comment_id: recipient.commentId };
  return 'postId' in recipient ? { post_id: recipient.postId } : { user_ref: recipient.userRef };
}

function attachmentOf(content: Exclude<SendContent, { kind: 'text' }>): JsonObject {
  if (content.kind === 'template') return { type: 'template', payload: templatePayload(content.template) };
  const { type, source } = content;
  if ('attachmentId' in source) return { type, payload: { attachment_id: source.attachmentId } };
  // Meta advises against is_reusable for files that are sent once.
  return { type, payload: 'url' in source ? { url: source.url } : {} };
}

function filePart(file: MediaFile | null) {
  return file === null ? {} : { file: { field: 'filedata', ...file } };
}

function pageCall({ pageId, accessToken, appSecret }: PageAccess, edge: string, timeoutMs?: number) {
  return {
    method: 'POST' as const,
    path: [pageId, edge],
    accessToken,
    appSecret,
    pageId,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** What uploading ahead gives. */
export type UploadResult = { ok: true; attachmentId: string } | { ok: false; broken: SendLimitBroken };

/**
 * Gives Meta a file ahead of its sending. The id serves this page alone, as often as wanted, for 90 days.
 * May be repeated safely: a second upload is a second id.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Messenger Platform, "Saving assets", read 2026-11-20.
 */
export async function uploadAttachment(
  graph: Graph,
  page: PageAccess,
  input: { type: MediaType; file: MediaFile; timeoutMs?: number },
): Promise<UploadResult> {
  const broken = brokenByFile(input.type, input.file);
  if (broken !== null) return { ok: false, broken };
  const body: JsonObject = { message: { attachment: { type: input.type, payload: { is_reusable: true } } } };
  const answer = await graph.call({
    ...pageCall(page, 'message_attachments', input.timeoutMs),
    body,
    ...filePart(input.file),
  });
  const attachmentId = asId(asObject(answer)?.['attachment_id']);
  if (attachmentId === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-attachment-id' });
  return { ok: true, attachmentId };
}

/** What a page can show a person beside messages. */
export type SenderAction =
  | { action: 'typing_on' | 'typing_off' | 'mark_seen' }
  | { action: 'react'; mid: string; emoji: string }
  | { action: 'unreact'; mid: string };

/**
 * Shows the person that somebody types, that the page has read, or a reaction. Opens and needs no window of its own
 * beyond the one for messages; no echo comes back. May be repeated safely.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Messenger Platform, "Sender actions", read 2026-11-20.
 */
export async function sendAction(
  graph: Graph,
  page: PageAccess,
  psid: string,
  action: SenderAction,
): Promise<void> {
  const payload = payloadOf(action);
  const body: JsonObject = {
    recipient: { id: psid },
    sender_action: action.action,
    ...(payload === null ? {} : { payload }),
  };
  await graph.call({ ...pageCall(page, 'messages'), body });
}

function payloadOf(action: SenderAction): JsonValue {
  if (action.action === 'react') return { message_id: action.mid, reaction: action.emoji };
  return action.action === 'unreact' ? { message_id: action.mid } : null;
}
