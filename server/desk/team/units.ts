import type { z } from 'zod';
import type { ChangeUnit, createUnit as createUnitSchema, Unit } from '../../../contract/team.ts';
import { findDepartments } from '../../store/departments.ts';
import {
  countSupervisors,
  deleteUnit as deleteRow,
  insertUnit,
  listSolelyOf,
  listUnits as listRows,
  lockUnit,
  renameUnit,
  setUnitDepartments,
  setUnitSupervisors,
  type UnitRow,
} from '../../store/units.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { releaseLost } from '../conversations/release-lost.ts';
import { conflict, invalid, notFound } from '../problems.ts';

/** Every unit, by name. Administrators only. */
export async function listUnits(ctx: Context): Promise<Unit[]> {
  requireRight(ctx.actor, 'manage-units');
  return (await listRows(ctx.db)).map(present);
}

/** Adds a unit. Administrators only. @throws Problem `invalid` when the name is taken, or somebody is no supervisor. */
export async function createUnit(ctx: Context, input: z.output<typeof createUnitSchema>): Promise<Unit> {
  requireRight(ctx.actor, 'manage-units');
  const id = ctx.newId();
  const { name, departmentIds, supervisorIds } = input;
  await change(ctx, async (story) => {
    await insertUnit(story.tx, { id, name, createdAt: ctx.clock.now() });
    await fill(story, id, { departmentIds, supervisorIds });
    await audit(ctx, story, { action: 'unit.created', subjectId: id, detail: { ...input } });
    await tell(ctx, story, id, supervisorIds);
  }).catch(nameTaken);
  return read(ctx, id);
}

/**
 * Changes a unit: its name, its departments, or who is set for it. What its supervisors had in hand and may not see any
 * more goes back to its department. Administrators only.
 *
 * @throws Problem `not-found` · `invalid` as in `createUnit`.
 */
export async function changeUnit(ctx: Context, id: string, input: ChangeUnit): Promise<Unit> {
  requireRight(ctx.actor, 'manage-units');
  await change(ctx, async (story) => {
    if (!(await lockUnit(story.tx, id))) throw notFound('unit');
    const [before] = await listRows(story.tx, [id]);
    if (input.name !== undefined) await renameUnit(story.tx, id, input.name);
    await fill(story, id, input);
    await audit(ctx, story, { action: 'unit.changed', subjectId: id, detail: { ...input } });
    await tell(ctx, story, id, [...(before?.supervisorIds ?? []), ...(input.supervisorIds ?? [])]);
  }).catch(nameTaken);
  return read(ctx, id);
}

/**
 * Deletes a unit. Supervisors of no other one would lead the whole desk: they are named first, and let go only when that
 * is said. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when there are such and `release` is not said (`data.supervisors`: names).
 */
export async function deleteUnit(ctx: Context, id: string, { release }: { release: boolean }): Promise<void> {
  requireRight(ctx.actor, 'manage-units');
  await change(ctx, async (story) => {
    const unit = await lockUnit(story.tx, id);
    if (!unit) throw notFound('unit');
    const supervisors = await listSolelyOf(story.tx, id);
    if (supervisors.length > 0 && !release) {
      throw conflict('Some supervisors are set for no other unit. They would lead the whole desk.', {
        supervisors,
      });
    }
    const [before] = await listRows(story.tx, [id]);
    await deleteRow(story.tx, id);
    await audit(ctx, story, {
      action: 'unit.deleted',
      subjectId: id,
      detail: { name: unit.name, supervisors },
    });
    await tell(ctx, story, id, before?.supervisorIds ?? []);
  });
}

/** @throws Problem `invalid` naming `departmentIds` or `supervisorIds`. */
async function fill(
  { tx }: Change,
  id: string,
  { departmentIds, supervisorIds }: Pick<ChangeUnit, 'departmentIds' | 'supervisorIds'>,
): Promise<void> {
  if (departmentIds) {
    const there = await findDepartments(tx, departmentIds);
    if (departmentIds.some((each) => !there.has(each))) {
      throw invalid('departmentIds', 'A department is no longer there.');
    }
    await setUnitDepartments(tx, id, departmentIds);
  }
  if (supervisorIds) {
    if ((await countSupervisors(tx, supervisorIds)) !== new Set(supervisorIds).size) {
      throw invalid('supervisorIds', 'Only supervisors are set for units.');
    }
    await setUnitSupervisors(tx, id, supervisorIds);
  }
}

/** What they may see has changed. */
async function tell(ctx: Context, story: Change, unitId: string, supervisorIds: readonly string[]) {
  const userIds = [...new Set(supervisorIds)];
  await releaseLost(ctx, story, userIds);
  for (const subjectId of userIds) {
    story.announce({ kind: 'me.changed', subjectId });
    story.announce({ kind: 'colleague.changed', subjectId });
  }
  story.announce({ kind: 'units.changed', subjectId: unitId });
}

async function read(ctx: Context, id: string): Promise<Unit> {
  const [row] = await listRows(ctx.db, [id]);
  if (!row) throw notFound('unit');
  return present(row);
}

function present(row: UnitRow): Unit {
  return {
    id: row.id as Unit['id'],
    name: row.name,
    departmentIds: row.departmentIds as Unit['departmentIds'],
    supervisorIds: row.supervisorIds as Unit['supervisorIds'],
  };
}

function nameTaken(error: unknown): never {
  throw isUniqueViolation(error, 'unit_name') ? invalid('name', 'Another unit has this name.') : error;
}
