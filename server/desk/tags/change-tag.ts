import type { ChangeTag, Tag } from '../../../contract/tags.ts';
import { listTags, updateTag } from '../../store/tags.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { tagNameTaken } from './create-tag.ts';
import { presentTag } from './list-tags.ts';

/** Renames a tag, or gives it another colour. Administrators only. @throws Problem `not-found` · `invalid`. */
export async function changeTag(ctx: Context, id: string, input: ChangeTag): Promise<Tag> {
  requireRight(ctx.actor, 'manage-tags');
  await change(ctx, async (story) => {
    const { name, color } = input;
    const fields = { ...(name === undefined ? {} : { name }), ...(color === undefined ? {} : { color }) };
    if (!(await updateTag(story.tx, id, fields))) throw notFound('tag');
    await audit(ctx, story, { action: 'tag.changed', subjectId: id, detail: fields });
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'tag_name') ? tagNameTaken() : error;
  });
  const [row] = await listTags(ctx.db, [id]);
  if (!row) throw notFound('tag');
  return presentTag(row);
}
