import type { z } from 'zod';
import type {
  changeOperatingHours as changeSchema,
  createOperatingHours as createSchema,
  OperatingHours,
} from '../../../contract/operating-hours.ts';
import {
  insertOperatingHours,
  lockOperatingHours,
  updateOperatingHours,
} from '../../store/operating-hours.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';
import { listOperatingHours } from './list.ts';

/** Adds operating hours. Administrators only. @throws Problem `invalid` when the name is taken, case and accents aside. */
export async function createOperatingHours(
  ctx: Context,
  input: z.output<typeof createSchema>,
): Promise<OperatingHours> {
  requireRight(ctx.actor, 'manage-hours');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertOperatingHours(story.tx, { id, ...input, createdAt: ctx.clock.now() });
    const { name, timeZone } = input;
    await audit(ctx, story, { action: 'operating-hours.created', subjectId: id, detail: { name, timeZone } });
    story.announce({ kind: 'operating-hours.changed', subjectId: id });
  }).catch(rethrowTakenName);
  return readOne(ctx, id);
}

/**
 * Changes operating hours; what goes by them goes by the new ones at once. Administrators only.
 * @throws Problem `not-found` · `invalid` when the name is taken.
 */
export async function changeOperatingHours(
  ctx: Context,
  id: string,
  input: z.output<typeof changeSchema>,
): Promise<OperatingHours> {
  requireRight(ctx.actor, 'manage-hours');
  await change(ctx, async (story) => {
    const before = await lockOperatingHours(story.tx, id);
    if (!before) throw notFound('record of operating hours');
    const { name = before.name, timeZone = before.timeZone } = input;
    const { weekly = before.weekly, holidays = before.holidays } = input;
    await updateOperatingHours(story.tx, { id, name, timeZone, weekly, holidays });
    await audit(ctx, story, { action: 'operating-hours.changed', subjectId: id, detail: { ...input } });
    story.announce({ kind: 'operating-hours.changed', subjectId: id });
  }).catch(rethrowTakenName);
  return readOne(ctx, id);
}

async function readOne(ctx: Context, id: string): Promise<OperatingHours> {
  const [hours] = await listOperatingHours(ctx, [id]);
  if (!hours) throw notFound('record of operating hours');
  return hours;
}

function rethrowTakenName(error: unknown): never {
  throw isUniqueViolation(error, 'operating_hours_name')
    ? invalid('name', 'There are operating hours of this name.')
    : error;
}
