import { clearUnread } from '../../store/conversations.ts';
import { hasIncomingAfter } from '../../store/timeline.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { findGestureSettings } from '../../store/gestures.ts';
import { gestureJob } from '../jobs.ts';
import { canNote, may } from '../access.ts';
import { lockOpen } from './act.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Somebody has everything up to this message on screen: nothing is unread any more, whoever it was. When the
 * customer has written since, it stays as it is, and the next sight counts.
 *
 * @throws Problem `not-found` for a conversation that may not be seen, or a message that is not in it.
 */
export async function markSeen(ctx: Context, id: string, messageId: string): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockOpen(ctx, story, id);
    // Helpers, and who only reads it now, leave it unread for those whose work it is.
    if (!may(ctx.actor, 'work-on-conversations') || !canNote(ctx.actor, conversation)) return;
    const hasNewer = await hasIncomingAfter(story.tx, id, messageId);
    if (hasNewer === undefined) throw notFound('message');
    if (hasNewer || !(await clearUnread(story.tx, id))) return;
    story.announce({
      kind: 'conversation.changed',
      subjectId: id,
      departments: [conversation.departmentId],
    });
    await showSeen(ctx, story, id);
  });
}

/** The customer sees it too, where the page is set so. */
async function showSeen(ctx: Context, story: Change, id: string): Promise<void> {
  const facts = await findGestureSettings(story.tx, id);
  if (facts?.kind !== 'messenger' || settingsOfPage(facts.settings).messages.seen !== 'on-open') return;
  story.enqueue(gestureJob({ id: facts.contactId, pageId: facts.pageId }, 'mark_seen', ctx.clock.now()));
}
