import type { z } from 'zod';
import type { createTag as createTagSchema, Tag } from '../../../contract/tags.ts';
import { insertTag } from '../../store/tags.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, type Problem } from '../problems.ts';
import { presentTag } from './list-tags.ts';

/** Adds a tag. Administrators only. @throws Problem `invalid` when the name is taken, case and accents aside. */
export async function createTag(ctx: Context, input: z.output<typeof createTagSchema>): Promise<Tag> {
  requireRight(ctx.actor, 'manage-tags');
  const row = { id: ctx.newId(), ...input };
  await change(ctx, async (story) => {
    if (!(await insertTag(story.tx, { ...row, createdAt: ctx.clock.now() }))) throw tagNameTaken();
    await audit(ctx, story, { action: 'tag.created', subjectId: row.id, detail: input });
  });
  return presentTag(row);
}

export function tagNameTaken(): Problem {
  return invalid('name', 'There is a tag of this name.');
}
