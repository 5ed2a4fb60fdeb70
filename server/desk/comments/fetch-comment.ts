import { readComment } from '../../facebook/comments/read.ts';
import { feedLaneOf } from '../../facebook/webhook/feed-ids.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { holdLaneOf } from '../../store/inbound-queue.ts';
import { change } from '../context.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import type { Again, SendContext } from '../messages/send-context.ts';
import { askFacebook } from './ask-facebook.ts';
import { eventOfRead } from './event-of-read.ts';

/**
 * Reads a comment of which something was not told: its author, or all of it. What Facebook says goes the way of every
 * event, so it changes only what is missing.
 *
 * No access check: the system asks, for whoever may see the thread.
 */
export async function fetchComment(
  ctx: SendContext,
  input: { pageId: string; commentId: string; attempts: number },
): Promise<Again | void> {
  const asked = await askFacebook(ctx, input.pageId, input.attempts, async (access, page) => ({
    comment: await readComment(ctx.graph, access, input.commentId),
    page,
  }));
  if ('again' in asked) return asked.again;
  if ('refused' in asked || asked.told.comment === null) return;
  const { comment, page } = asked.told;
  const event = eventOfRead(comment, page.facebookId);
  const now = ctx.clock.now();
  await change(ctx, async ({ tx }) => {
    // A webhook about the same thread is applied before or after it, never beside it.
    await holdLaneOf(tx, page.facebookId, feedLaneOf(comment.id));
    const [fact] = await findPages(tx, [page.facebookId]);
    if (!fact) return;
    const apply = { tx, now, newId: ctx.newId, secrets: ctx.secrets };
    await applyEvents(apply, new Map([[fact.facebookId, fact]]), [{ event, receivedAt: now }]);
  });
  ctx.bell.ring('live', 'jobs');
}
