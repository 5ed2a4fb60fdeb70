import { addTag, listTags, removeTag, renewConversation } from '../../store/tags.ts';
import { change, type Context } from '../context.ts';
import { lockVisible } from '../conversations/act.ts';
import { notFound } from '../problems.ts';

/** Puts a tag on a conversation; twice changes nothing. Whoever sees it may. @throws Problem `not-found`. */
export async function tagConversation(ctx: Context, conversationId: string, tagId: string): Promise<void> {
  await change(ctx, async (story) => {
    const { id, departmentId } = await lockVisible(ctx, story, conversationId);
    if ((await listTags(story.tx, [tagId])).length === 0) throw notFound('tag');
    if (!(await addTag(story.tx, id, tagId))) return;
    await renewConversation(story.tx, id, { isTouched: true });
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
  });
}

/** Takes a tag off a conversation; twice changes nothing. Whoever sees it may. @throws Problem `not-found`. */
export async function untagConversation(ctx: Context, conversationId: string, tagId: string): Promise<void> {
  await change(ctx, async (story) => {
    const { id, departmentId } = await lockVisible(ctx, story, conversationId);
    if (!(await removeTag(story.tx, id, tagId))) return;
    await renewConversation(story.tx, id);
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
  });
}
