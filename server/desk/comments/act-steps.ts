import type { ActFailure } from '../../../contract/comments.ts';
import type { GraphErrorClass } from '../../facebook/graph/error.ts';
import { backoffMs } from '../../kit/retry.ts';
import { moveAct, type ActFacts } from '../../store/comments.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { recountWaiting } from '../../store/outgoing-messages.ts';
import { change } from '../context.ts';
import { failureOf } from '../messages/failures.ts';
import { holdMs, later, spread } from '../messages/judge-refusal.ts';
import type { Again, SendContext } from '../messages/send-context.ts';
import { noteRefusal } from '../pages/health/note-refusal.ts';
import { announceComment } from './act-on-comment.ts';

// What all acts on comments have in common: waiting, giving up, and what a refusal says of the page.

/** Why it has to wait: the page is disconnected, or Facebook asked for patience. */
export function mustWait(ctx: SendContext, facts: ActFacts): Again | null {
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (isHeld && facts.tokenSealed !== null) return later(ctx, holdMs, 'The page is disconnected.');
  const now = ctx.clock.now();
  if (facts.sendPausedUntil && facts.sendPausedUntil > now) {
    return later(
      ctx,
      facts.sendPausedUntil.getTime() - now.getTime() + spread(ctx),
      'Facebook asks for patience.',
    );
  }
  const waitMs = ctx.graph.rateLimit.nextAllowedAt(facts.pageFacebookId, 'other').getTime() - now.getTime();
  return waitMs > 0 ? later(ctx, waitMs + spread(ctx), "The page's rate is used up.") : null;
}

/** A refusal in words for the agent. Permissions for comments may be missing while messages go on. */
export function failureOfAct(told: GraphErrorClass): ActFailure {
  const failure = failureOf(told);
  return { ...failure, message: failure.message.replace(/^Not sent( yet)?\./, 'Not done.') };
}

async function noteOnPage(ctx: SendContext, facts: ActFacts, told: GraphErrorClass): Promise<void> {
  const page = { id: facts.pageId, tokenSealed: facts.tokenSealed };
  await change(ctx, (story) => noteRefusal(ctx, story, page, told));
}

/** Faults that pass, until an act is given up: about a minute. */
const mostTries = 5;
const retryBackoff = { firstMs: 2_000, mostMs: 60_000 };
/** When Facebook asks for patience without saying how long. */
const ratePauseSeconds = 60;

/** An act that Facebook surely did not do, and what is said when it is given up. */
interface RefusedAct {
  facts: ActFacts;
  told: GraphErrorClass;
  /** Of the job, this one included. */
  attempts: number;
  /** The fault did not pass. */
  fault: ActFailure;
  refused: (told: GraphErrorClass) => ActFailure;
}

/** What becomes of an act that was refused: back to the queue, or failed for good. */
export async function judgeAct(
  ctx: SendContext,
  { facts, told, attempts, fault, refused }: RefusedAct,
): Promise<Again | void> {
  switch (told.kind) {
    case 'token':
      await noteOnPage(ctx, facts, told);
      await requeueAct(ctx, facts);
      return later(ctx, holdMs, 'The page is disconnected.');
    case 'rate': {
      const seconds = told.retryAfterSeconds ?? ratePauseSeconds;
      ctx.graph.rateLimit.pause(told.scope === 'app' ? null : facts.pageFacebookId, seconds);
      await requeueAct(ctx, facts);
      return later(ctx, seconds * 1_000 + spread(ctx), 'Facebook asks for patience.');
    }
    case 'transient':
    case 'ambiguous': {
      if (attempts >= mostTries) return failAct(ctx, facts, fault);
      await requeueAct(ctx, facts);
      const waitMs = backoffMs(attempts, retryBackoff, ctx.random());
      return { ...later(ctx, waitMs, told.explanation), countsAsAttempt: true };
    }
    default:
      return failAct(ctx, facts, refused(told));
  }
}

/** It was surely not done, and shall be tried again. */
async function requeueAct(ctx: SendContext, facts: ActFacts): Promise<void> {
  await moveAct(ctx.db, facts.id, ['doing'], { status: 'queued' });
}

/** It was not done, and is not tried again by itself. */
export async function failAct(ctx: SendContext, facts: ActFacts, failure: ActFailure): Promise<void> {
  await change(ctx, async (story) => {
    await lockConversationRow(story.tx, facts.conversationId);
    const from = ['queued', 'doing', 'unknown'] as const;
    if (!(await moveAct(story.tx, facts.id, from, { status: 'failed', failure }))) return;
    await announceComment(story, facts);
    if (facts.kind !== 'private-reply') return;
    if (!(await recountWaiting(story.tx, facts.conversationId))) return;
    const departments = [facts.departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: facts.conversationId, departments });
  });
}
