import { z } from 'zod';
import { macroAct } from '../../../contract/acts.ts';
import type { Macro, SaveMacro } from '../../../contract/macros.ts';
import {
  deleteMacro as deleteRow,
  insertMacro,
  listMacros as listRows,
  lockMacroOrder,
  orderMacros as orderRows,
  updateMacro,
} from '../../store/macros.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireSameIds } from '../paging.ts';
import { invalid, notFound } from '../problems.ts';
import { requireNamed } from '../triggers/require-named.ts';

// No live events, as with tags: a minute, or the next look, is soon enough for a new name.

/** All macros, in their order; everybody on the desk may use them. */
export async function listMacros(ctx: Context): Promise<Macro[]> {
  return (await listRows(ctx.db)).map(present);
}

/** Adds a macro. For those who lead. @throws Problem `invalid` when the name is taken, or what it names is gone. */
export async function createMacro(ctx: Context, input: SaveMacro): Promise<Macro> {
  requireRight(ctx.actor, 'write-macros');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await requireNamed(story.tx, input.acts);
    await insertMacro(story.tx, { id, name: input.name, steps: input.acts, createdAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'macro.created', subjectId: id, detail: { name: input.name } });
  }).catch(rethrowTaken);
  return { id: id as Macro['id'], ...input };
}

/** Changes a macro as a whole. For those who lead. @throws Problem `not-found` · `invalid` as `createMacro` does. */
export async function changeMacro(ctx: Context, id: string, input: SaveMacro): Promise<Macro> {
  requireRight(ctx.actor, 'write-macros');
  await change(ctx, async (story) => {
    await requireNamed(story.tx, input.acts);
    if (!(await updateMacro(story.tx, id, { name: input.name, steps: input.acts }))) throw notFound('macro');
    await audit(ctx, story, { action: 'macro.changed', subjectId: id, detail: { name: input.name } });
  }).catch(rethrowTaken);
  return { id: id as Macro['id'], ...input };
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

/** Puts all macros into another order. For those who lead. @throws Problem `conflict` when there are others by now. */
export async function orderMacros(ctx: Context, ids: readonly string[]): Promise<Macro[]> {
  requireRight(ctx.actor, 'write-macros');
  await change(ctx, async (story) => {
    requireSameIds(await lockMacroOrder(story.tx), ids, 'Somebody has added or removed a macro. Look again.');
    await orderRows(story.tx, ids);
    await audit(ctx, story, { action: 'macro.ordered', subjectId: null });
  });
  return listMacros(ctx);
}

/** A step that this version does not know is left out. */
export function present(row: { id: string; name: string; steps: unknown }): Macro {
  const steps = z.array(z.unknown()).parse(row.steps);
  const acts = steps.flatMap((step) => macroAct.safeParse(step).data ?? []);
  return { id: row.id as Macro['id'], name: row.name, acts };
}

function rethrowTaken(error: unknown): never {
  throw isUniqueViolation(error, 'macro_name') ? invalid('name', 'There is a macro of this name.') : error;
}
