import { addTag, listTags, removeTag, renewConversation } from '../../store/tags.ts';
import { uuidOf } from '../../kit/uuid-of.ts';
import type { Change, Context } from '../context.ts';
import { noteTriggerEvent } from '../triggers/note-event.ts';

type Place = { id: string; departmentId: string };

/** Puts tags on a locked conversation, beside those that it bears. @returns how many of them there are. */
export async function putTags(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  { id, departmentId }: Place,
  tagIds: readonly string[],
): Promise<number> {
  const known = await listTags(story.tx, tagIds);
  let isNew = false;
  for (const tag of known) isNew = (await addTag(story.tx, id, tag.id)) || isNew;
  if (!isNew) return known.length;
  await renewConversation(story.tx, id, { isTouched: true });
  story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
  // Put on again later, it is put on anew.
  const event = { id: uuidOf(ctx.newId(), 'tagged'), event: 'tagged', conversationId: id } as const;
  await noteTriggerEvent(story, { ...event, at: ctx.clock.now() });
  return known.length;
}

/** Takes tags off a locked conversation. */
export async function takeTags(
  story: Change,
  { id, departmentId }: Place,
  tagIds: readonly string[],
): Promise<void> {
  let isNews = false;
  for (const tagId of tagIds) isNews = (await removeTag(story.tx, id, tagId)) || isNews;
  if (!isNews) return;
  await renewConversation(story.tx, id);
  story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
}
