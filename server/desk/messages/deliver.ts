import { Readable } from 'node:stream';
import type { Failure, QuickReply } from '../../../contract/messages.ts';
import type { ShownTemplate } from '../../../contract/templates.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { policyWindow, sendGround, type SendGround } from '../../facebook/messenger/policy-window.ts';
import {
  sendMessage,
  uploadAttachment,
  weightOf,
  type MediaType,
  type SendContent,
  type SendLimitBroken,
} from '../../facebook/messenger/send.ts';
import { forgetPersona } from '../../store/personas.ts';
import { haveEarlierPartsGone, readSendFacts, startSending, type SendFacts } from '../../store/sends.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';
import { adMessageAt } from '../conversations/ad-message.ts';
import { isForbidden, publicReplyForbidden, sendPublicReply } from '../comments/send-public-reply.ts';
import { failureOfLimit, failures, promotionalWord } from './failures.ts';
import { holdMs, judgeRefusal, later, spread } from './judge-refusal.ts';
import { recordFailure, recordSuccess, requeue } from './record-send.ts';
import { findPromotional, type MessageWords } from './require-lawful.ts';
import { openAccess, type Again, type SendContext } from './send-context.ts';
import { senderNameOf, withPrefix, type SenderName } from './sender-name.ts';
import { leaveUnknown, settleBeforeOthers } from './settle.ts';

/** What is said under a comment has no window. */
const publicGround: SendGround = { messagingType: 'RESPONSE' };
/** A page that Facebook restricted is tried again after this, by whoever sends then. */
const restrictedMs = 15 * 60_000;
/** A file of 25 MB on a slow line. */
const fileTimeoutMs = 90_000;

/**
 * Sends one queued message to Facebook, at most once. Three steps: a short transaction that marks it `sending`,
 * the call with no transaction open, a short transaction that records what came of it. Who finds a message
 * already `sending` comes after a worker that died in between: then only the echo or Meta's own conversation can
 * tell whether it left, and it is never sent a second time in silence.
 *
 * The legal ground is computed here, at the moment of sending, and not when the reply was written. There is no
 * access check: the writer was checked, and the system sends.
 *
 * @param input.attempts  how often the job was tried, this time included.
 * @returns when to take it up again; nothing when the message needs no more work of this kind.
 * @throws SecretUnreadable when the page's token cannot be opened with this `SECRET_KEY`.
 */
export async function deliverMessage(
  ctx: SendContext,
  input: { messageId: string; attempts: number },
): Promise<Again | void> {
  const facts = await readSendFacts(ctx.db, input.messageId);
  if (!facts || facts.direction !== 'out' || facts.kind !== 'message') return;
  switch (facts.status) {
    case 'queued':
      return sendQueued(ctx, facts, input.attempts);
    case 'sending':
      return leaveUnknown(ctx, facts, facts.at);
    case 'unknown':
      return settleBeforeOthers(ctx, facts);
    default:
      return;
  }
}

async function sendQueued(ctx: SendContext, facts: SendFacts, attempts: number): Promise<Again | void> {
  const isPublic = facts.conversationKind === 'comment';
  const ground = isPublic ? publicGround : groundOf(ctx, facts);
  // Also while the page is held: what can no longer go is told at once, not when the page is back.
  if (!ground) return recordFailure(ctx, facts, failures.windowClosed);
  const promotional = ground.messagingType === 'MESSAGE_TAG' ? findPromotional(facts, wordsOf(facts)) : null;
  if (promotional !== null) return recordFailure(ctx, facts, promotionalWord(promotional));
  const wait = mustWait(ctx, facts);
  if (wait) return wait;
  const content = await contentOf(ctx, facts);
  const obstacle = await findObstacle(ctx, facts);
  if (obstacle) return recordFailure(ctx, facts, obstacle);
  if (!content) return recordFailure(ctx, facts, failures.fileMissing);
  const { tokenSealed } = facts;
  if (tokenSealed === null) return recordFailure(ctx, facts, failures.pageDisconnected);
  const allowedAt = ctx.graph.rateLimit.nextAllowedAt(facts.pageFacebookId, weightOf(content));
  const waitMs = allowedAt.getTime() - ctx.clock.now().getTime();
  if (waitMs > 0) return later(ctx, waitMs + spread(ctx), "The page's rate is used up.");

  const access = openAccess(ctx.secrets, { ...facts, tokenSealed });
  // Under a comment the page speaks.
  const sender: SenderName = isPublic ? { kind: 'none' } : await senderNameOf(ctx, facts, access);
  const started = await markSending(ctx, facts, ground);
  if (!started) return;
  try {
    if (isPublic) return await sendPublicReply(ctx, access, started, content);
    const drawn = await drawnOf(ctx, access, facts, content);
    if ('broken' in drawn) return recordFailure(ctx, started, failureOfLimit(drawn.broken));
    const result = await sendMessage(ctx.graph, access, {
      recipient: { psid: facts.psid },
      content:
        drawn.content.kind === 'text'
          ? { ...drawn.content, text: withPrefix(drawn.content.text, sender, facts.partIndex) }
          : drawn.content,
      ground,
      // The column is written by our own verbs alone.
      quickReplies: facts.quickReplies as QuickReply[],
      metadata: facts.id,
      ...(facts.replyToMid === null ? {} : { replyToMid: facts.replyToMid }),
      ...(sender.kind === 'persona' ? { personaId: sender.personaId } : {}),
      ...(content.kind === 'attachment' ? { timeoutMs: fileTimeoutMs } : {}),
    });
    return result.ok
      ? recordSuccess(ctx, started, result.messageId)
      : recordFailure(ctx, started, failureOfLimit(result.broken));
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    if (isLostPersona(error, sender)) return tryWithoutPersona(ctx, started, sender);
    if (isPublic && isForbidden(error)) return recordFailure(ctx, started, publicReplyForbidden);
    const isHumanAgent = ground.messagingType === 'MESSAGE_TAG';
    return judgeRefusal(ctx, { facts: started, error, isHumanAgent, attempts });
  }
}

/** The columns are written by our own verbs alone. */
function wordsOf({ text, quickReplies, template }: SendFacts): MessageWords {
  return {
    text,
    quickReplies: quickReplies as QuickReply[],
    template: template as ShownTemplate | null,
  };
}

/** A persona that somebody deleted at Facebook is a bad parameter, and so may be what else is wrong with the message. */
function isLostPersona(
  error: GraphRefused | GraphUnreachable,
  sender: SenderName,
): sender is Extract<SenderName, { kind: 'persona' }> {
  return sender.kind === 'persona' && error instanceof GraphRefused && error.code === 100;
}

/** Nothing went out: once more, as the page shows names without it. */
async function tryWithoutPersona(
  ctx: SendContext,
  facts: SendFacts,
  { name }: Extract<SenderName, { kind: 'persona' }>,
): Promise<Again | void> {
  const { pageId, authorId } = facts;
  if (authorId !== null) await forgetPersona(ctx.db, { pageId, userId: authorId, name, at: ctx.clock.now() });
  return (await requeue(ctx, facts)) ? later(ctx, 0, 'The persona is not there any more.') : undefined;
}

/** Reasons of the page's to be patient, none of which costs the message anything but time. */
function mustWait(ctx: SendContext, facts: SendFacts): Again | null {
  const now = ctx.clock.now();
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (isHeld && facts.tokenSealed !== null) return later(ctx, holdMs, 'The page is disconnected.');
  if (facts.sendPausedUntil && facts.sendPausedUntil > now) {
    const waitMs = facts.sendPausedUntil.getTime() - now.getTime();
    return later(ctx, waitMs + spread(ctx), 'Facebook asks for patience.');
  }
  return null;
}

/** Why it may go now; null when it may not. The tag is for what a person wrote and sent. */
function groundOf(ctx: SendContext, facts: SendFacts): SendGround | null {
  const window = policyWindow({
    lastCustomerActionAt: facts.windowAnchorAt,
    adMessageAt: adMessageAt(facts.referrals),
    now: ctx.clock.now(),
    humanAgentAllowed: facts.humanAgentAllowed,
  });
  return sendGround(window, { authorKind: facts.authorKind === 'user' ? 'person' : 'automated' });
}

/** Why it cannot go at all; null when nothing stands in its way. */
async function findObstacle(ctx: SendContext, facts: SendFacts): Promise<Failure | null> {
  if (facts.pageState === 'unsubscribed') return failures.pageDisconnected;
  const triedAgainAt = facts.pageStateSince.getTime() + restrictedMs;
  if (facts.pageState === 'restricted' && ctx.clock.now().getTime() < triedAgainAt) {
    return failures.pageRestricted;
  }
  if (facts.unreachableReason !== null) {
    return { ...failures.personUnavailable, message: facts.unreachableReason };
  }
  // Nobody of ours writes into another app's thread, a person as little as a rule.
  if (heldElsewhere(facts, ctx.clock.now()) !== null) return failures.heldElsewhere;
  const { authorId, clientId, partIndex } = facts;
  if (facts.partCount === null || authorId === null || clientId === null || partIndex === null) return null;
  const mayFollow = await haveEarlierPartsGone(ctx.db, { authorId, clientId, partIndex });
  return mayFollow ? null : failures.earlierPart;
}

/**
 * What goes out: text and files as they are; of a picture with buttons, the picture is given to Meta first. Nothing of
 * the message has left until then, so a call without an answer is no doubt about it.
 */
async function drawnOf(
  ctx: SendContext,
  access: PageAccess,
  facts: SendFacts,
  content: SendContent,
): Promise<{ content: SendContent } | { broken: SendLimitBroken }> {
  // The column is written by our own verb alone.
  const template = facts.template as ShownTemplate | null;
  if (template === null) return { content };
  if (template.kind !== 'media') return { content: { kind: 'template', template } };
  if (content.kind !== 'attachment' || !('file' in content.source)) throw noPicture();
  const { type: mediaType, source } = content;
  if (mediaType !== 'image' && mediaType !== 'video') throw noPicture();
  const input = { type: mediaType, file: source.file, timeoutMs: fileTimeoutMs };
  const given = await uploadAttachment(ctx.graph, access, input).catch((error: unknown) => {
    if (!(error instanceof GraphUnreachable)) throw error;
    throw new GraphUnreachable({ phase: 'before-send', reason: error.reason, status: error.status });
  });
  if (!given.ok) return given;
  const { attachmentId } = given;
  return { content: { kind: 'template', template: { ...template, mediaType, attachmentId } } };
}

const noPicture = () => new Error('A picture with buttons has no picture.');

/** Text or one file; null when the file is gone. */
async function contentOf(ctx: SendContext, facts: SendFacts): Promise<SendContent | null> {
  if (facts.attachmentId === null) return { kind: 'text', text: facts.text ?? '' };
  const { sha256, sizeBytes, mimeType } = facts;
  if (sha256 === null || sizeBytes === null || mimeType === null) return null;
  if (!(await ctx.storage.has(sha256))) return null;
  const file = {
    name: facts.attachmentName ?? 'file',
    mimeType,
    sizeBytes,
    bytes: Readable.from(openLater(() => ctx.storage.read(sha256))),
  };
  return { kind: 'attachment', type: mediaTypeOf(facts.attachmentKind), source: { file } };
}

/** Opens the file when the call takes it, so that none stays open when the call is not made. */
async function* openLater(open: () => Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of open()) yield chunk;
}

function mediaTypeOf(kind: SendFacts['attachmentKind']): MediaType {
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}

/** @returns the facts as they are now; null when the message is no longer queued. */
async function markSending(
  ctx: SendContext,
  facts: SendFacts,
  ground: SendGround,
): Promise<SendFacts | null> {
  const at = ctx.clock.now();
  const name =
    ground === publicGround ? 'public' : ground.messagingType === 'MESSAGE_TAG' ? 'human-agent' : 'standard';
  if (!(await startSending(ctx.db, facts, { at, ground: name }))) return null;
  ctx.bell.ring('live');
  return { ...facts, at, status: 'sending' };
}
