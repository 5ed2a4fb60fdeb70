import { endOverdue, findLost, makeInactive, type EndedOffer } from '../../store/distribution.ts';
import { lockConversation } from '../../store/conversations.ts';
import { findNames } from '../../store/users.ts';
import { carryOut } from '../conversations/act.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import type { Change, Context } from '../context.ts';
import { noteDeclined } from './ask-colleague.ts';
import type { Stream } from './stream-of.ts';

// No access check in this file: it is the desk itself that acts.

/** An offer that nobody can see is taken back after so long without a desk. */
const UNSEEN_MS = 60_000;
/** So much of what was lost is looked at in one round. */
const MOST_AT_ONCE = 100;

/** Ends offers that were let go by, with what that means for who let them, and takes back those that nobody sees. @returns how many. */
export async function endOffers(ctx: Context, story: Change, streams: readonly Stream[]): Promise<number> {
  const now = ctx.clock.now();
  const ended = await endOverdue(story.tx, new Date(now.getTime() - UNSEEN_MS), now);
  const pauseOf = new Map(
    streams.flatMap(({ id, settings: { missedMakesInactive, inactiveMinutes } }) =>
      missedMakesInactive ? [[id, inactiveMinutes] as const] : [],
    ),
  );
  const inactive = new Map<string, Date | null>();
  for (const { state, workStreamId, fromUserId, userId } of ended) {
    const minutes = pauseOf.get(workStreamId);
    if (state !== 'missed' || fromUserId !== null || minutes === undefined) continue;
    const until = minutes === null ? null : new Date(now.getTime() + minutes * 60_000);
    // Of two that were missed at once the longer pause holds.
    const known = inactive.get(userId);
    const isLonger = known === undefined || until === null || (known !== null && known < until);
    if (isLonger) inactive.set(userId, until);
  }
  await makeInactive(
    story.tx,
    [...inactive].map(([userId, until]) => ({ userId, until })),
    now,
  );
  for (const subjectId of inactive.keys()) {
    story.announce({ kind: 'colleague.changed', subjectId });
    story.announce({ kind: 'me.changed', subjectId });
  }
  await tellDeclined(ctx, story, ended);
  announceOffers(story, ended);
  return ended.length;
}

/** Whom a colleague had asked to take one over, and who did not answer: it stays where it is. */
async function tellDeclined(ctx: Context, story: Change, ended: readonly EndedOffer[]): Promise<void> {
  const asked = ended.filter(({ fromUserId }) => fromUserId !== null);
  if (asked.length === 0) return;
  const names = await findNames(
    story.tx,
    asked.map(({ userId }) => userId),
  );
  for (const { conversationId, userId } of asked) {
    const conversation = await lockConversation(story.tx, conversationId);
    if (conversation) await noteDeclined(ctx, story, conversation, names.get(userId) ?? '');
  }
}

/** Their screens show what is offered to them now. */
export function announceOffers(story: Change, offers: readonly Pick<EndedOffer, 'userId'>[]): void {
  for (const subjectId of new Set(offers.map(({ userId }) => userId))) {
    story.announce({ kind: 'offers.changed', subjectId });
  }
}

/** What somebody had whose desk is gone for longer than the stream allows goes back to its department. */
export async function returnLost(ctx: Context, story: Change, streams: readonly Stream[]): Promise<number> {
  const nowMs = ctx.clock.now().getTime();
  const places = streams.flatMap(({ id, settings: { lostAgentSeconds } }) =>
    lostAgentSeconds === null ? [] : { id, leftBefore: new Date(nowMs - lostAgentSeconds * 1_000) },
  );
  let count = 0;
  for (const lost of await findLost(story.tx, places, MOST_AT_ONCE)) {
    const conversation = await lockConversation(story.tx, lost.id);
    const next = conversation && nextStatus(conversation.status, 'release');
    if (!conversation || !next || conversation.assigneeId !== lost.userId) continue;
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: null,
      cameBackBecause: 'lost',
      isByClock: true,
      activity: { type: 'agent-lost', name: conversation.assigneeName ?? '' },
    });
    count += 1;
  }
  return count;
}
