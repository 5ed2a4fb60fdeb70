import type { ActFailure, CommentAct } from '../../../contract/comments.ts';
import { deletePublic, setBanned, setHidden, setLiked } from '../../facebook/comments/write.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import {
  addHistory,
  listRepliesTo,
  markRemoved,
  moveAct,
  readAct,
  type ActFacts,
} from '../../store/comments.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { recountWaiting } from '../../store/outgoing-messages.ts';
import { upsertCommentReactions } from '../../store/thread-writes.ts';
import { change, type Change } from '../context.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';
import { announceComment } from './act-on-comment.ts';
import { failAct, failureOfAct, judgeAct, mustWait } from './act-steps.ts';
import { performPrivateReply } from './perform-private-reply.ts';

// No access check in this file: who asked for the act was checked, and the system does it.

/**
 * Does on Facebook what was asked of a comment. All but the private reply set a state, so after an answer that never
 * came they are done once more; the private reply is at most once.
 *
 * @param input.attempts  how often the job was tried, this time included.
 * @returns when to take it up again; nothing when the act has come to its end.
 */
export async function performAct(
  ctx: SendContext,
  input: { actId: string; attempts: number },
): Promise<Again | void> {
  const facts = await readAct(ctx.db, input.actId);
  if (!facts) return;
  if (facts.kind === 'private-reply') return performPrivateReply(ctx, facts, input.attempts);
  if (facts.status !== 'queued' && facts.status !== 'doing') return;
  const wait = mustWait(ctx, facts);
  if (wait) return wait;
  const { tokenSealed, kind } = facts;
  if (tokenSealed === null) return failAct(ctx, facts, disconnected);
  await moveAct(ctx.db, facts.id, ['queued', 'doing'], { status: 'doing', startedAt: ctx.clock.now() });
  try {
    await doIt(ctx, openAccess(ctx.secrets, { ...facts, tokenSealed }), facts, kind);
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    const told = classifyGraphError(error);
    // What is gone is deleted.
    if (!(kind === 'delete' && told.kind === 'gone')) {
      return judgeAct(ctx, { facts, told, attempts: input.attempts, fault, refused: failureOfAct });
    }
  }
  await recordDone(ctx, facts, kind);
}

function doIt(ctx: SendContext, access: PageAccess, facts: ActFacts, act: CommentAct): Promise<void> {
  const { graph } = ctx;
  const { facebookId, psid } = facts;
  switch (act) {
    case 'like':
    case 'unlike':
      return setLiked(graph, access, facebookId, act === 'like');
    case 'hide':
    case 'unhide':
      return setHidden(graph, access, facebookId, act === 'hide');
    case 'delete':
      return deletePublic(graph, access, facebookId);
    case 'ban':
    case 'unban':
      return setBanned(graph, access, psid, act === 'ban');
  }
}

async function recordDone(ctx: SendContext, facts: ActFacts, act: CommentAct): Promise<void> {
  const at = ctx.clock.now();
  await change(ctx, async (story) => {
    // The conversation before its comments, as intake locks them.
    await lockConversationRow(story.tx, facts.conversationId);
    if (!(await moveAct(story.tx, facts.id, ['doing', 'queued'], { status: 'done', doneAt: at }))) return;
    await recordEffect(story, facts, act, at);
    await announceComment(story, facts);
  });
}

async function recordEffect(story: Change, facts: ActFacts, act: CommentAct, at: Date): Promise<void> {
  const { tx } = story;
  const { messageId } = facts;
  const by = facts.authorName ?? 'A rule of the page';
  switch (act) {
    case 'like':
    case 'unlike': {
      const reaction = act === 'like' ? 'like' : null;
      await upsertCommentReactions(tx, [{ messageId, person: facts.pageFacebookId, reaction, at }]);
      return;
    }
    case 'hide':
    case 'unhide':
      return addHistory(tx, [messageId], { verb: act, at, by });
    case 'delete':
      return recordRemoval(story, facts, { at, by });
    case 'ban':
    case 'unban':
      return;
  }
}

/** Facebook removes the answers with what they stand under. */
async function recordRemoval(story: Change, facts: ActFacts, entry: { at: Date; by: string }): Promise<void> {
  const { tx, announce } = story;
  const { messageId, conversationId, departmentId } = facts;
  const replies = await listRepliesTo(tx, facts);
  const all = [{ id: messageId, conversationId, departmentId }, ...replies];
  const removed = new Set(
    await markRemoved(
      tx,
      all.map((each) => each.id),
      entry.at,
    ),
  );
  await addHistory(tx, [...removed], { verb: 'remove', ...entry });
  for (const each of all) {
    if (!removed.has(each.id)) continue;
    const departments = [each.departmentId];
    announce({ kind: 'message.changed', subjectId: each.conversationId, messageId: each.id, departments });
  }
  if (await recountWaiting(tx, conversationId)) {
    announce({ kind: 'conversation.changed', subjectId: conversationId, departments: [departmentId] });
  }
}

const disconnected: ActFailure = {
  code: 'page-disconnected',
  message: 'Not done. The page is no longer connected to Facebook.',
  advice: 'Ask an administrator to connect the page again, then try again.',
  mayRetry: true,
};

const fault: ActFailure = {
  code: 'facebook-fault',
  message: 'Not done. Facebook had a fault, or could not be reached, and went on failing.',
  advice: 'Try again later.',
  mayRetry: true,
};
