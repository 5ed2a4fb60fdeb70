import { macroActs, type Macro, type SaveMacro } from '../../../contract/macros.ts';
import {
  deleteMacro as deleteRow,
  insertMacro,
  listMacros as listRows,
  updateMacro,
} from '../../store/macros.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';

// No live events, as with tags: a minute, or the next look, is soon enough for a new name.

/** All macros, by name; everybody on the desk may use them. */
export async function listMacros(ctx: Context): Promise<Macro[]> {
  return (await listRows(ctx.db)).map(present);
}

/** Adds a macro. For those who lead. @throws Problem `invalid` when the name is taken. */
export async function createMacro(ctx: Context, input: SaveMacro): Promise<Macro> {
  requireRight(ctx.actor, 'write-macros');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertMacro(story.tx, { id, ...input, createdAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'macro.created', subjectId: id, detail: { name: input.name } });
  }).catch(rethrowTaken);
  return present({ id, ...input });
}

/** Changes a macro as a whole. For those who lead. @throws Problem `not-found` · `invalid` when the name is taken. */
export async function changeMacro(ctx: Context, id: string, input: SaveMacro): Promise<Macro> {
  requireRight(ctx.actor, 'write-macros');
  await change(ctx, async (story) => {
    if (!(await updateMacro(story.tx, id, input))) throw notFound('macro');
    await audit(ctx, story, { action: 'macro.changed', subjectId: id, detail: { name: input.name } });
  }).catch(rethrowTaken);
  return present({ id, ...input });
}

/** Removes a macro; what it did stays. For those who lead. @throws Problem `not-found`. */
export async function deleteMacro(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'write-macros');
  await change(ctx, async (story) => {
    const name = await deleteRow(story.tx, id);
    if (name === undefined) throw notFound('macro');
    await audit(ctx, story, { action: 'macro.deleted', subjectId: id, detail: { name } });
  });
}

export function present(row: { id: string; name: string; acts: unknown }): Macro {
  return { id: row.id as Macro['id'], name: row.name, acts: macroActs.parse(row.acts) };
}

function rethrowTaken(error: unknown): never {
  throw isUniqueViolation(error, 'macro_name') ? invalid('name', 'There is a macro of this name.') : error;
}
