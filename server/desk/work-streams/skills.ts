import type { Skill } from '../../../contract/work-streams.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import {
  deleteSkill as deleteRow,
  insertSkill,
  listSkills as listRows,
  renameSkill as renameRow,
} from '../../store/work-streams.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';

/** Every skill, by name; everybody on the desk may know them. */
export async function listSkills(ctx: Context): Promise<Skill[]> {
  return (await listRows(ctx.db)).map(({ id, name }) => ({ id: id as Skill['id'], name }));
}

/** Adds a skill. Administrators only. @throws Problem `invalid` when the name is taken, case and accents aside. */
export async function createSkill(ctx: Context, name: string): Promise<Skill> {
  requireRight(ctx.actor, 'manage-work-streams');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertSkill(story.tx, { id, name, createdAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'skill.created', subjectId: id, detail: { name } });
  }).catch(nameTaken);
  return { id: id as Skill['id'], name };
}

/** Administrators only. @throws Problem `not-found` · `invalid` when the name is taken. */
export async function renameSkill(ctx: Context, id: string, name: string): Promise<Skill> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    if (!(await renameRow(story.tx, id, name))) throw notFound('skill');
    await audit(ctx, story, { action: 'skill.renamed', subjectId: id, detail: { name } });
  }).catch(nameTaken);
  return { id: id as Skill['id'], name };
}

/**
 * Removes a skill; nobody has it any more, and nothing asks for it. Administrators only.
 * @throws Problem `not-found`.
 */
export async function deleteSkill(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('skill');
    await audit(ctx, story, { action: 'skill.deleted', subjectId: id, detail: { name } });
  });
}

function nameTaken(error: unknown): never {
  throw isUniqueViolation(error, 'skill_name') ? invalid('name', 'There is a skill of this name.') : error;
}
