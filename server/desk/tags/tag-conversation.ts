import { listTags } from '../../store/tags.ts';
import { putTags, takeTags } from '../acts/put-tags.ts';
import { change, type Context } from '../context.ts';
import { lockVisible } from '../conversations/act.ts';
import { notFound } from '../problems.ts';

/** Puts a tag on a conversation; twice changes nothing. Whoever sees it may. @throws Problem `not-found`. */
export async function tagConversation(ctx: Context, conversationId: string, tagId: string): Promise<void> {
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, conversationId);
    if ((await listTags(story.tx, [tagId])).length === 0) throw notFound('tag');
    await putTags(ctx, story, conversation, [tagId]);
  });
}

/** Takes a tag off a conversation; twice changes nothing. Whoever sees it may. @throws Problem `not-found`. */
export async function untagConversation(ctx: Context, conversationId: string, tagId: string): Promise<void> {
  await change(ctx, async (story) => {
    await takeTags(story, await lockVisible(ctx, story, conversationId), [tagId]);
  });
}
