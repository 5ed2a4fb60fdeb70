import { deleteTag as deleteRow } from '../../store/tags.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { requireUnnamed } from '../triggers/require-unnamed.ts';

/**
 * Removes a tag, from every conversation that bears it too. Administrators only.
 * @throws Problem `not-found` · `conflict` while a trigger or a macro names it.
 */
export async function deleteTag(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-tags');
  await change(ctx, async (story) => {
    await requireUnnamed(story.tx, id, 'tag');
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('tag');
    await audit(ctx, story, { action: 'tag.deleted', subjectId: id, detail: { name } });
  });
}
