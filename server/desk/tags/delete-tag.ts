import { deleteTag as deleteRow } from '../../store/tags.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';

/** Removes a tag, from every conversation that bears it too. Administrators only. @throws Problem `not-found`. */
export async function deleteTag(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-tags');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('tag');
    await audit(ctx, story, { action: 'tag.deleted', subjectId: id, detail: { name } });
  });
}
