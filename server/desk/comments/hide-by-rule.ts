import { findOpenAct, lockComment } from '../../store/comments.ts';
import { change, type Context } from '../context.ts';
import { queueAct } from './act-on-comment.ts';

/**
 * Hides a comment that has one of the words for it. No access check: the page's settings ask for it. What the page
 * said, what is gone, and what is being hidden already stay as they are.
 */
export async function hideByRule(ctx: Context, messageId: string): Promise<void> {
  await change(ctx, async (story) => {
    const comment = await lockComment(story.tx, messageId);
    if (!comment || comment.direction !== 'in' || comment.unsentAt !== null || !comment.pageHasToken) return;
    if ((await findOpenAct(story.tx, messageId, 'hide')) !== undefined) return;
    await queueAct(ctx, story, comment, { act: 'hide', authorId: null });
  });
}
