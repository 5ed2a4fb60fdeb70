import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { readPastThreads } from '../../facebook/messenger/past-threads.ts';
import { backoffMs } from '../../kit/retry.ts';
import {
  advanceBackfill,
  moveBackfill,
  readBackfillFacts,
  type BackfillFacts,
  type BackfillStep,
} from '../../store/backfills.ts';
import { change } from '../context.ts';
import { noteDeadToken } from '../pages/health/note-refusal.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';
import { applyThread } from './apply-thread.ts';
import { readPosts } from './read-posts.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Conversations read by one call, each with its newest messages: some 100 KB. */
const threadsPerCall = 10;
/** Meta allows two such calls a second for a page; one is left to whoever settles a send. */
const betweenCallsMs = 1_000;
/** A page that cannot be asked is looked at again so often. */
const holdMs = 60_000;
const mostFaults = 8;
const retryBackoff = { firstMs: 2_000, mostMs: 300_000 };
const ratePauseSeconds = 60;

/**
 * One step of reading a page's past, its conversations first and then its posts: one call, then each thread or post of
 * its answer in a transaction of its own. The place
 * in the list is written down with every step, so it goes on where it was after a restart; should Meta no longer know
 * the place, the list is read from its start, and nothing is added twice.
 *
 * What moves to the head of the list while it is read is not seen by the walk: a second round looks at what happened
 * since the start. No access check: the system reads what an administrator, or an outage, has asked for.
 *
 * @returns when to take the next step, also while it is paused; nothing when it has ended.
 */
export async function runBackfill(ctx: SendContext, backfillId: string): Promise<Again | void> {
  const facts = await readBackfillFacts(ctx.db, backfillId);
  if (facts?.state === 'paused') return again(ctx, holdMs, 'It is paused.');
  if (facts?.state !== 'running') return;
  const { tokenSealed } = facts;
  if (facts.pageState === 'unsubscribed' && tokenSealed === null) {
    return end(ctx, facts, 'failed', 'The page is no longer connected to Facebook.');
  }
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (tokenSealed === null || isHeld) {
    return waitFor(ctx, facts, holdMs, 'It goes on when the page is connected to Facebook again.');
  }
  const allowedAt = ctx.graph.rateLimit.nextAllowedAt(facts.pageFacebookId, 'other').getTime();
  const waitMs = allowedAt - ctx.clock.now().getTime();
  if (waitMs > 0) return again(ctx, waitMs);

  const access = openAccess(ctx.secrets, { ...facts, tokenSealed });
  ctx.graph.rateLimit.spend(facts.pageFacebookId, 'other');
  try {
    const step = facts.part === 'messages' ? stepThreads : stepPosts;
    return await step(ctx, access, facts);
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    return judge(ctx, facts, error);
  }
}

async function stepThreads(
  ctx: SendContext,
  access: PageAccess,
  facts: BackfillFacts,
): Promise<Again | void> {
  const piece = await readPastThreads(ctx.graph, access, { limit: threadsPerCall, after: facts.cursor });
  const until = facts.round === 1 ? facts.since : facts.startedAt;
  const wanted = piece.threads.filter((thread) => thread.updatedAt >= until);
  let messagesAdded = 0;
  for (const thread of wanted) messagesAdded += await applyThread(ctx, facts, thread);
  const isAtEnd = piece.next === null || wanted.length < piece.threads.length;
  // A list that one call could read has nothing that moved away from under it.
  const isDone = isAtEnd && (facts.round > 1 || facts.cursor === null);
  const did = {
    trouble: null,
    faults: 0,
    conversationsRead: facts.round === 1 ? wanted.length : 0,
    messagesAdded,
  };
  if (isDone) return endThreads(ctx, facts, did);
  return goOn(ctx, facts, {
    ...did,
    part: 'messages',
    cursor: isAtEnd ? null : piece.next,
    round: isAtEnd ? 2 : facts.round,
    reachedAt: isAtEnd ? facts.since : (wanted.at(-1)?.updatedAt ?? null),
  });
}

/** Comments are next, where the page has them on the desk. */
function endThreads(
  ctx: SendContext,
  facts: BackfillFacts,
  did: Pick<BackfillStep, 'trouble' | 'faults' | 'conversationsRead' | 'messagesAdded'>,
): Promise<Again | void> {
  const to = { ...did, cursor: null, round: 1, reachedAt: null };
  const hasComments = settingsOfPage(facts.settings).comments.enabled;
  if (hasComments) return goOn(ctx, facts, { ...to, part: 'comments' });
  return finish(ctx, facts, { ...to, part: 'messages' });
}

async function stepPosts(ctx: SendContext, access: PageAccess, facts: BackfillFacts): Promise<Again | void> {
  const { step, isDone } = await readPosts(ctx, access, facts);
  return isDone ? finish(ctx, facts, step) : goOn(ctx, facts, step);
}

async function goOn(ctx: SendContext, facts: BackfillFacts, step: BackfillStep): Promise<Again> {
  await change(ctx, (story) => advanceBackfill(story.tx, facts, step));
  return again(ctx, betweenCallsMs);
}

/** The last step; when more was asked for meanwhile, there is more to do. */
async function finish(ctx: SendContext, facts: BackfillFacts, step: BackfillStep): Promise<Again | void> {
  const isOver = await change(ctx, async (story) => {
    const now = await advanceBackfill(story.tx, facts, step);
    if (now?.isUnchanged !== true) return false;
    const ended = { state: 'done', endedAt: ctx.clock.now(), trouble: step.trouble } as const;
    return moveBackfill(story.tx, facts.id, ['running', 'paused'], ended);
  });
  return isOver ? undefined : again(ctx, betweenCallsMs);
}

async function judge(
  ctx: SendContext,
  facts: BackfillFacts,
  error: GraphRefused | GraphUnreachable,
): Promise<Again | void> {
  const told = classifyGraphError(error);
  // Meta keeps a place in a list for a while only.
  if (error instanceof GraphRefused && error.code === 100 && facts.cursor !== null) {
    await note(ctx, facts, { cursor: null, trouble: null, faults: facts.faults });
    return again(ctx, betweenCallsMs);
  }
  if (told.kind === 'rate') {
    // This list has a limit of its own: the page's sends need not wait with it.
    const seconds = told.retryAfterSeconds ?? ratePauseSeconds;
    return waitFor(ctx, facts, seconds * 1_000, 'Facebook asks for patience.');
  }
  if (told.kind === 'token') {
    await noteDeadToken(ctx, facts, told);
    return waitFor(ctx, facts, holdMs, 'It goes on when the page is connected to Facebook again.');
  }
  const faults = facts.faults + 1;
  const isLasting = told.kind === 'permission' || told.kind === 'config';
  const what = facts.part === 'messages' ? 'conversations' : 'posts with their comments';
  const trouble = `Facebook does not show the page’s ${what}: ${error.message}`;
  // The messages are here; what a page's permissions do not show is said, and is no failure of the reading.
  if (isLasting && facts.part === 'comments')
    return finish(ctx, facts, { ...still(facts), trouble, faults: 0 });
  if (isLasting || faults >= mostFaults) return end(ctx, facts, 'failed', trouble);
  await note(ctx, facts, { cursor: facts.cursor, trouble, faults });
  return again(ctx, backoffMs(faults, retryBackoff, ctx.random()), trouble);
}

async function waitFor(
  ctx: SendContext,
  facts: BackfillFacts,
  waitMs: number,
  trouble: string,
): Promise<Again> {
  if (facts.trouble !== trouble) {
    await note(ctx, facts, { cursor: facts.cursor, trouble, faults: facts.faults });
  }
  return again(ctx, waitMs, trouble);
}

async function note(
  ctx: SendContext,
  facts: BackfillFacts,
  to: { cursor: string | null; trouble: string | null; faults: number },
): Promise<void> {
  await change(ctx, (story) => advanceBackfill(story.tx, facts, { ...still(facts), ...to }));
}

function still({ part, round, cursor }: BackfillFacts) {
  return { part, round, cursor, reachedAt: null };
}

async function end(ctx: SendContext, facts: BackfillFacts, state: 'failed', trouble: string): Promise<void> {
  await change(ctx, async (story) => {
    await moveBackfill(story.tx, facts.id, ['running'], { state, endedAt: ctx.clock.now(), trouble });
  });
}

function again(ctx: SendContext, waitMs: number, reason = 'There is more to read.'): Again {
  return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt: false };
}
