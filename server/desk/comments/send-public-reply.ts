import type { Failure } from '../../../contract/messages.ts';
import { readReplies } from '../../facebook/comments/read.ts';
import { replyInPublic } from '../../facebook/comments/write.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import type { SendContent } from '../../facebook/messenger/send.ts';
import { findKnownMids, type SendFacts } from '../../store/sends.ts';
import { midOfComment } from '../inbound/place-comment.ts';
import { recordFailure, recordSuccess } from '../messages/record-send.ts';
import type { SendContext } from '../messages/send-context.ts';

// The public half of sending (`messages/deliver.ts`): the same steps, with another call and another place to look.

const pictureTimeoutMs = 60_000;
/** Facebook tells the times of comments in whole seconds, and its clock may be behind ours. */
const clockSkewMs = 60_000;

/**
 * Answers in public under the comment that the message names, and records the comment that it became.
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function sendPublicReply(
  ctx: SendContext,
  access: PageAccess,
  facts: SendFacts,
  content: SendContent,
): Promise<void> {
  const { answeredFacebookId: to } = facts;
  if (to === null) return recordFailure(ctx, facts, nothingToAnswer);
  const file = content.kind === 'attachment' && 'file' in content.source ? content.source.file : null;
  ctx.graph.rateLimit.spend(facts.pageFacebookId, 'other');
  const id = await replyInPublic(ctx.graph, access, {
    to,
    text: content.kind === 'text' ? content.text : null,
    picture: file,
    ...(file === null ? {} : { timeoutMs: pictureTimeoutMs }),
  });
  return recordSuccess(ctx, facts, midOfComment(id), id);
}

/**
 * Looks for a public reply whose call had no answer, among the newest comments under what it answers: by the page,
 * after the call began, with the same words, and under an id that is no other message of ours.
 */
export async function lookInPublic(
  ctx: SendContext,
  access: PageAccess,
  facts: SendFacts,
): Promise<{ mid: string; commentId: string } | 'absent' | 'unreadable'> {
  const { answeredFacebookId: to } = facts;
  if (to === null) return 'absent';
  const replies = await readReplies(ctx.graph, access, to).catch((error: unknown) => {
    if (error instanceof GraphRefused || error instanceof GraphUnreachable) return null;
    throw error;
  });
  if (replies === null) return 'unreadable';
  const since = facts.at.getTime() - clockSkewMs;
  const alike = replies.filter(
    ({ authorId, createdAt, text }) =>
      authorId === facts.pageFacebookId &&
      createdAt !== null &&
      createdAt.getTime() >= since &&
      (text ?? '').trim() === (facts.text ?? '').trim(),
  );
  const mids = alike.map(({ id }) => midOfComment(id));
  const known = await findKnownMids(ctx.db, facts.pageId, mids);
  // The oldest: of two alike that are both unknown, the first was sent first.
  const found = alike.findLast(({ id }) => !known.has(midOfComment(id)));
  return found ? { mid: midOfComment(found.id), commentId: found.id } : 'absent';
}

/** Whether Facebook lacks a permission for comments: messages of the page go on. */
export function isForbidden(error: GraphRefused | GraphUnreachable): boolean {
  return classifyGraphError(error).kind === 'permission';
}

export const publicReplyForbidden: Failure = {
  code: 'permission-missing',
  message: 'Not sent. Facebook does not let Pagedesk write comments for this page.',
  advice: 'Ask an administrator to reconnect the page and to grant the permissions for comments.',
  mayRetry: true,
};

const nothingToAnswer: Failure = {
  code: 'gone',
  message: 'Not sent. The comment that it answers is no longer known here.',
  advice: 'Answer another comment of the thread.',
  mayRetry: false,
};
