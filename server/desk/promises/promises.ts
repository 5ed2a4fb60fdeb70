import type { z } from 'zod';
import type {
  ChangePromise,
  createPromise as createPromiseSchema,
  KeptPromise,
} from '../../../contract/promises.ts';
import {
  deletePromise as deleteRow,
  insertPromise,
  listPromises as listRows,
  setUsers,
  updatePromise,
  type PromiseFields,
  type PromiseRow,
} from '../../store/promises.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { requireHours } from '../hours/require-hours.ts';
import { change, type Change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';

/** What is promised, by name. For those who lead. @throws Problem `forbidden`. */
export async function listPromises(ctx: Context): Promise<KeptPromise[]> {
  requireRight(ctx.actor, 'see-promises');
  return (await listRows(ctx.db)).map(present);
}

/** Adds a promise. Administrators only. @throws Problem `invalid` naming the field. */
export async function createPromise(
  ctx: Context,
  input: z.output<typeof createPromiseSchema>,
): Promise<KeptPromise> {
  requireRight(ctx.actor, 'manage-promises');
  const id = ctx.newId();
  const { departmentIds, workStreamIds, ...fields } = input;
  await change(ctx, async (story) => {
    await requireHours(story, fields.operatingHoursId);
    await insertPromise(story.tx, { id, ...fields, createdAt: ctx.clock.now() });
    await use(story, id, { departmentIds, workStreamIds });
    await audit(ctx, story, { action: 'promise.created', subjectId: id, detail: input });
  }).catch(refuse);
  return find(ctx, id);
}

/**
 * Changes a promise, and what goes by it; what is under way is reckoned anew within half a minute. Administrators only.
 * @throws Problem `not-found` · `invalid` naming the field.
 */
export async function changePromise(ctx: Context, id: string, input: ChangePromise): Promise<KeptPromise> {
  requireRight(ctx.actor, 'manage-promises');
  await change(ctx, async (story) => {
    const [row] = await listRows(story.tx, [id]);
    if (!row) throw notFound('promise');
    const { departmentIds, workStreamIds, ...rest } = input;
    const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const after = { ...row, ...fields };
    if (after.respondMinutes === null && after.resolveMinutes === null) {
      throw invalid('respondMinutes', 'Promise a first answer, or a resolution, or both.');
    }
    await requireHours(story, input.operatingHoursId ?? null);
    await updatePromise(story.tx, id, fields as Partial<PromiseFields>);
    await use(story, id, { departmentIds, workStreamIds });
    await audit(ctx, story, { action: 'promise.changed', subjectId: id, detail: input });
  }).catch(refuse);
  return find(ctx, id);
}

/** Removes a promise; nothing is due by it any more. Administrators only. @throws Problem `not-found`. */
export async function deletePromise(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-promises');
  await change(ctx, async (story) => {
    const gone = await deleteRow(story.tx, id);
    if (!gone) throw notFound('promise');
    for (const { id: subjectId, departmentId } of gone.freed) {
      story.announce({ kind: 'conversation.changed', subjectId, departments: [departmentId] });
    }
    await audit(ctx, story, { action: 'promise.deleted', subjectId: id, detail: { name: gone.name } });
  });
}

async function use(
  { tx }: Change,
  id: string,
  users: { departmentIds?: readonly string[] | undefined; workStreamIds?: readonly string[] | undefined },
): Promise<void> {
  const { departmentIds, workStreamIds } = users;
  if (departmentIds && (await setUsers(tx, 'department', id, departmentIds)) < new Set(departmentIds).size) {
    throw invalid('departmentIds', 'There is no such department.');
  }
  if (workStreamIds && (await setUsers(tx, 'workStream', id, workStreamIds)) < new Set(workStreamIds).size) {
    throw invalid('workStreamIds', 'There is no such work stream.');
  }
}

function refuse(error: unknown): never {
  if (isUniqueViolation(error, 'promise_name')) throw invalid('name', 'There is a promise of this name.');
  throw error;
}

async function find(ctx: Context, id: string): Promise<KeptPromise> {
  const [row] = await listRows(ctx.db, [id]);
  if (!row) throw notFound('promise');
  return present(row);
}

function present(row: PromiseRow): KeptPromise {
  const { id, name, respondMinutes, resolveMinutes, operatingHoursId, hoursName } = row;
  return {
    id: id as KeptPromise['id'],
    name,
    respondMinutes,
    resolveMinutes,
    hours: operatingHoursId === null ? null : { id: operatingHoursId as never, name: hoursName ?? '' },
    departments: row.departments as KeptPromise['departments'],
    workStreams: row.workStreams.map((stream) => ({ id: stream.id as never, name: stream.name })),
  };
}
