import { isDeepStrictEqual } from 'node:util';
import { templateWords, type MessageTemplate } from '../../../contract/templates.ts';
import type { Activity, QuickReply, WriteMessage } from '../../../contract/messages.ts';
import type { SendPurpose } from '../../../contract/send-purpose.ts';
import type { OwnWords } from '../../../contract/translation.ts';
import { findLiveConversation } from '../../store/conversations.ts';
import { findUploads } from '../../store/files.ts';
import {
  findByClientId,
  findQuotable,
  findReplyAfter,
  insertMessages,
  lockForWriting,
  type ConversationToWrite,
} from '../../store/outgoing-messages.ts';
import { insertOwnWords } from '../../store/translations.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { canSee, requirePart } from '../access.ts';
import { byIds, change, type Actor, type Change, type Context } from '../context.ts';
import { bringInMentioned } from '../participants/bring-in-mentioned.ts';
import { previewOf } from '../inbound/preview.ts';
import { comesInByWriting } from '../conversations/may.ts';
import { comeIn } from '../participants/join.ts';
import { planPublicReply, requireAnswered } from '../comments/plan-public-reply.ts';
import { requireAccepted } from '../files/require-accepted.ts';
import { deliverMessageJob, gestureJob } from '../jobs.ts';
import { attachmentRows } from './attachment-rows.ts';
import { conflict, forbidden, invalid, notFound } from '../problems.ts';
import {
  cleanInput,
  planNote,
  planReply,
  type CleanInput,
  type PlannedMessage,
  type UploadedFile,
} from './plan-reply.ts';
import { lengthOfMessage } from './length-of-message.ts';
import { presentMessages } from './present.ts';
import { requireLawful } from './require-lawful.ts';
import { requireFollowUp, requireSendable, type Ground } from './require-sendable.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** What was written, as it stands now. */
export interface Written {
  /** The same `clientId` was written before: nothing was changed now. */
  isRepeat: boolean;
  /** In the order in which they go out. */
  messageIds: string[];
}

type Writer = Extract<Actor, { kind: 'user' }>;

/**
 * Writes a reply or a note into a conversation. A reply is stored as the messages that it is sent as, each
 * queued with a job of its own; the customer counts as answered from now on. Whoever answers what is
 * nobody's takes it by that, and who leads comes into a colleague's by it. Whether the window is open is asked here for the writer's sake, and again at the
 * moment of sending for Meta's.
 *
 * @throws Problem `not-found` · `forbidden` when a colleague has the conversation · `window-closed` ·
 * `page-disconnected` · `recipient-unavailable` · `invalid`, also as `requireLawful` says · `conflict` when the conversation is closed, when
 * the `clientId` was used for something else, or when somebody else replied behind `seen`: `data.newer` then is
 * that reply.
 */
export function writeMessage(ctx: Context, conversationId: string, input: WriteMessage): Promise<Written> {
  return write(ctx, conversationId, input, async (story, conversation, actor) => {
    const ground = requireSendable(ctx, conversation, actor);
    if (input.seen) await requireNewest(story.tx, conversation.id, input.seen, actor.userId);
    return ground;
  });
}

/** The same in a change that the caller has begun, which fails as a whole where this does. */
export async function replyIn(
  ctx: Context,
  story: Change,
  conversationId: string,
  input: WriteMessage,
): Promise<Written> {
  return writeIn(ctx, story, conversationId, input, async (_, conversation, actor) =>
    requireSendable(ctx, conversation, actor),
  );
}

/**
 * Writes to a customer whose conversation is closed, while Facebook allows it: it stays closed and whose it was, and
 * opens when they answer.
 *
 * @throws Problem as `writeMessage` does; `conflict` when it is not closed, or when the customer has begun another
 * conversation since.
 */
export function followUp(ctx: Context, conversationId: string, input: WriteMessage): Promise<Written> {
  if (input.kind !== 'reply') throw invalid('kind', 'A follow-up goes to the customer.');
  return write(ctx, conversationId, input, async (story, conversation, actor) => {
    if (!canSee(actor, conversation.departmentId)) throw forbidden('A follow-up is for its department.');
    const ground = requireFollowUp(ctx, conversation);
    const live = await findLiveConversation(story.tx, conversation.contactId);
    if (live) throw conflict(`The customer has begun another conversation, No. ${live.number}. Write there.`);
    return ground;
  });
}

/** What must hold before something goes to the customer, and the ground on which it goes; it throws a problem. */
type Gate = (story: Change, conversation: ConversationToWrite, actor: Writer) => Promise<Ground>;

async function write(
  ctx: Context,
  conversationId: string,
  input: WriteMessage,
  requireReply: Gate,
): Promise<Written> {
  return change(byIds(ctx), (story) => writeIn(ctx, story, conversationId, input, requireReply)).catch(
    (error: unknown) => {
      // Both at the same moment, in two conversations, so that no lock of one made the other wait.
      throw isUniqueViolation(error, 'message_client') ? usedTwice() : error;
    },
  );
}

async function writeIn(
  ctx: Context,
  story: Change,
  conversationId: string,
  input: WriteMessage,
  requireReply: Gate,
): Promise<Written> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person writes replies and notes.');
  const clean = cleanInput(input);
  const conversation = await lockForWriting(story.tx, conversationId);
  if (!conversation) throw notFound('conversation');
  requirePart(actor, conversation);

  const written = await findByClientId(story.tx, actor.userId, input.clientId);
  if (written.length > 0) return repeatOf(written, conversation, input, clean);

  const ground = input.kind === 'reply' ? await requireReply(story, conversation, actor) : null;
  const purpose =
    ground === 'human-agent' ? requireLawful(conversation, { ...clean, purpose: input.purpose }) : null;
  const files = await takeUploads(story, actor, clean.uploadIds);
  if (input.kind === 'reply') requireFiles(conversation, files);
  const quoted = await findQuoted(story, conversation, input);
  const planned = planFor(conversation, input, clean, files);
  const { ownWords } = clean;
  const messageIds = await store(ctx, story, {
    ...{ conversation, actor, input, planned, quoted, purpose, ownWords },
  });
  if (input.kind === 'note') await bringInMentioned(ctx, story, conversation, clean.text);
  return { isRepeat: false, messageIds };
}

const usedTwice = () =>
  conflict('This clientId was already used for another message. Make a new one for each message.');

type WrittenRow = Awaited<ReturnType<typeof findByClientId>>[number];

/** The same again is the same; one id for two things is a fault of the caller's that must not pass in silence. */
function repeatOf(
  rows: readonly WrittenRow[],
  { id: conversationId, kind }: ConversationToWrite,
  input: WriteMessage,
  clean: CleanInput,
): Written {
  const isPublic = kind === 'comment' && input.kind === 'reply';
  const stoodUnder = (rows[0]?.replyToId ?? null) as WriteMessage['replyTo'] | null;
  const asked = {
    conversationId,
    isNote: input.kind === 'note',
    text: withoutSpace(clean.text),
    quickReplies: clean.quickReplies,
    templates: clean.template === null ? [] : [clean.template],
    attachments: clean.uploadIds.length,
    // Of a public reply that named none, what it stands under was chosen here.
    replyTo: input.replyTo ?? (isPublic ? stoodUnder : null),
  };
  const stored: typeof asked = {
    conversationId: rows[0]?.conversationId ?? '',
    isNote: rows[0]?.kind === 'note',
    text: withoutSpace(rows.map((row) => row.text ?? '').join('')),
    // The column is written by this verb alone.
    quickReplies: rows.flatMap((row) => row.quickReplies as QuickReply[]),
    templates: rows.flatMap((row) => (row.template === null ? [] : [row.template as MessageTemplate])),
    attachments: rows.reduce((sum, row) => sum + Number(row.attachmentCount ?? 0), 0),
    replyTo: (rows[0]?.replyToId ?? null) as typeof asked.replyTo,
  };
  if (!isDeepStrictEqual(stored, asked)) throw usedTwice();
  return { isRepeat: true, messageIds: rows.map((row) => row.id) };
}

/** Parting a text drops spaces, and where it is parted depends on what was set for the page at that time. */
function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

/**
 * How long one message of this page may be.
 * @throws Problem `invalid` for a longer text when the page's texts are not parted.
 */
function lengthFor({ pageSettings: stored }: ConversationToWrite, { text }: CleanInput): number {
  const { messages } = settingsOfPage(stored);
  const { longTexts } = messages;
  const maxLength = lengthOfMessage(messages);
  if (longTexts === 'refuse' && text.length > maxLength) {
    const over = text.length - maxLength;
    throw invalid(
      'text',
      `A message of this page has at most ${maxLength} characters: this is ${over} too many.`,
    );
  }
  return maxLength;
}

async function requireNewest(
  tx: Change['tx'],
  conversationId: string,
  seenId: string,
  writerId: string,
): Promise<void> {
  const newer = await findReplyAfter(tx, { conversationId, seenId, notBy: writerId });
  if (!newer) return;
  const [shown] = await presentMessages(tx, [newer.id]);
  throw conflict('Somebody else has answered in the meantime. Read their reply before you send yours.', {
    newer: shown,
  });
}

function planFor(
  conversation: ConversationToWrite,
  input: WriteMessage,
  clean: CleanInput,
  files: readonly UploadedFile[],
): PlannedMessage[] {
  if (input.kind === 'note') return planNote(clean, files);
  if (conversation.kind === 'comment') return planPublicReply(clean, files);
  return planReply(clean, files, lengthFor(conversation, clean));
}

/** The message to quote; of a public reply the comment that it stands under, which there always is. */
async function findQuoted(story: Change, { id, kind }: ConversationToWrite, input: WriteMessage) {
  if (kind === 'comment' && input.kind === 'reply') return requireAnswered(story, id, input.replyTo);
  return input.replyTo ? requireQuotable(story, id, input.replyTo) : null;
}

async function requireQuotable({ tx }: Change, conversationId: string, messageId: string) {
  const quoted = await findQuotable(tx, conversationId, messageId);
  if (!quoted) throw invalid('replyTo', 'The message to quote is not in this conversation.');
  return quoted;
}

async function takeUploads({ tx }: Change, actor: Writer, ids: readonly string[]): Promise<UploadedFile[]> {
  const found = new Map((await findUploads(tx, actor.userId, ids)).map((upload) => [upload.id, upload]));
  return ids.map((id) => {
    const upload = found.get(id);
    if (!upload) throw invalid('uploads', 'A file is no longer there. Attach it again.');
    return upload;
  });
}

/** What the page sends, as it is set now: it may have been set differently when the file was taken in. */
function requireFiles({ pageSettings: stored }: ConversationToWrite, files: readonly UploadedFile[]): void {
  if (files.length === 0) return;
  const policy = settingsOfPage(stored).attachments;
  // Programs were turned away when the file was taken in, whatever the page.
  for (const file of files) requireAccepted(policy, { ...file, isProgram: false });
}

interface Writing {
  conversation: ConversationToWrite;
  actor: Writer;
  input: WriteMessage;
  planned: readonly PlannedMessage[];
  quoted: { id: string; mid: string | null } | null;
  purpose: SendPurpose | null;
  ownWords: OwnWords | null;
}

/** Rows, conversation, news and jobs. @returns the messages' ids in their order. */
async function store(ctx: Context, story: Change, writing: Writing): Promise<string[]> {
  const { conversation, actor, input, planned } = writing;
  const isReply = input.kind === 'reply';
  const now = ctx.clock.now();
  if (isReply && comesInByWriting(actor, conversation)) await comeIn(ctx, story, conversation, 'public');
  const isTaken = isReply && conversation.assigneeId === null && conversation.status !== 'closed';
  const taken = isTaken ? [takenRow(ctx, conversation, actor)] : [];
  const rows = messageRows(ctx, writing);
  const attachments = planned.flatMap((message, index) => {
    const row = rows[index];
    return row ? attachmentRows(ctx, row, message.attachments) : [];
  });
  await insertMessages(story.tx, conversation.id, [...taken, ...rows], attachments, {
    lastMessage: lastLineOf(planned.at(-1), isReply, now),
    at: now,
    isAnswer: isReply,
    ...(taken.length > 0 ? { takenBy: actor.userId } : {}),
  });

  const { ownWords } = writing;
  const [first] = rows;
  if (ownWords && first) await insertOwnWords(story.tx, { ...ownWords, messageId: first.id, at: now });

  const departments = [conversation.departmentId];
  story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments });
  for (const { id } of [...taken, ...rows]) {
    story.announce({ kind: 'message.added', subjectId: conversation.id, messageId: id, departments });
  }
  if (isReply) for (const row of rows) story.enqueue(deliverMessageJob(row));
  if (isReply && settingsOfPage(conversation.pageSettings).messages.seen === 'on-reply') {
    const { contactId, pageId } = conversation;
    story.enqueue(gestureJob({ id: contactId, pageId }, 'mark_seen', now));
  }
  return rows.map((row) => row.id);
}

function placeOf({ id, pageId, contactId }: ConversationToWrite) {
  return { conversationId: id, pageId, contactId };
}

function messageRows(ctx: Context, { conversation, actor, input, planned, quoted, purpose }: Writing) {
  const isReply = input.kind === 'reply';
  const isPublic = isReply && conversation.kind === 'comment';
  const now = ctx.clock.now();
  return planned.map((message, index) => ({
    ...placeOf(conversation),
    id: ctx.newId(),
    kind: isReply ? ('message' as const) : ('note' as const),
    direction: isReply ? ('out' as const) : null,
    authorKind: 'user' as const,
    authorId: actor.userId,
    text: message.text,
    at: now,
    createdAt: now,
    status: isReply ? ('queued' as const) : null,
    quickReplies: JSON.stringify(message.quickReplies),
    template: message.template === null ? null : JSON.stringify(message.template),
    // Every part of a public reply stands under what it answers; elsewhere the first quotes.
    replyToId: index === 0 || isPublic ? (quoted?.id ?? null) : null,
    replyToMid: index === 0 || isPublic ? (quoted?.mid ?? null) : null,
    clientId: input.clientId,
    // Also on a message that is alone, so that the unique index holds for it; the count makes it a part.
    partIndex: index + 1,
    partCount: planned.length > 1 ? planned.length : null,
    purpose: purpose === null ? null : JSON.stringify(purpose),
  }));
}

function takenRow(ctx: Context, conversation: ConversationToWrite, actor: Writer) {
  const now = ctx.clock.now();
  return {
    ...placeOf(conversation),
    id: ctx.newId(),
    kind: 'activity' as const,
    direction: null,
    authorKind: 'system' as const,
    authorId: actor.userId,
    activity: JSON.stringify({ type: 'taken', by: actor.name } satisfies Activity),
    at: now,
    createdAt: now,
  };
}

/** The list row's last line. A note is told as one whatever it holds. */
function lastLineOf(last: PlannedMessage | undefined, isReply: boolean, at: Date) {
  const line = previewOf({
    text: last?.text ?? (last?.template ? templateWords(last.template) : null),
    direction: 'out',
    at,
    firstAttachment: last?.attachments[0]?.kind ?? null,
  });
  return isReply ? line : { ...line, kind: 'note' as const };
}
