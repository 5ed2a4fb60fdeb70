import type { z } from 'zod';
import { hasRight } from '../../../contract/rights.ts';
import type {
  ChangeDepartment,
  createDepartment as createDepartmentSchema,
  Department,
  DepartmentRef,
} from '../../../contract/team.ts';
import {
  deleteDepartment as deleteRow,
  insertDepartment,
  isDepartmentNameTaken,
  isDepartmentUsed,
  listDepartments as listRows,
  lockDepartment,
  setMembersOf,
  updateDepartment,
  type DepartmentRow,
} from '../../store/departments.ts';
import { canSee, requireRight } from '../access.ts';
import { listUsers } from '../../store/users.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { releaseLost } from '../conversations/release-lost.ts';
import { requireHours } from '../hours/require-hours.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { readDepartmentRules, requireSoundRules } from './department-rules.ts';
import { requireUnnamed } from '../triggers/require-unnamed.ts';

/** A department as conversations show it. */
export function toDepartmentRef(row: Pick<DepartmentRow, 'id' | 'name' | 'color'>): DepartmentRef {
  return { id: row.id as DepartmentRef['id'], name: row.name, color: row.color };
}

function toDepartment(row: DepartmentRow): Department {
  return {
    ...toDepartmentRef(row),
    isDefault: row.isDefault,
    priority: row.priority,
    needsTag: row.needsTag,
    needsComment: row.needsComment,
    rules: readDepartmentRules(row.rules),
    memberIds: row.memberIds as Department['memberIds'],
    operatingHoursId: row.operatingHoursId as Department['operatingHoursId'],
  };
}

/** Every department, by name, with its members: colleagues may know how the house is divided. */
export async function listDepartments(ctx: Context): Promise<Department[]> {
  return (await listRows(ctx.db)).map(toDepartment);
}

/** Adds a department. Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createDepartment(
  ctx: Context,
  input: z.output<typeof createDepartmentSchema>,
): Promise<Department> {
  requireRight(ctx.actor, 'manage-departments');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    const { memberIds, priority, rules, operatingHoursId = null, ...fields } = input;
    const row = {
      ...{ id, operatingHoursId, ...fields },
      ...(priority === undefined ? {} : { priority }),
      ...(rules === undefined ? {} : { rules: JSON.stringify(rules) }),
    };
    await requireHours(story, operatingHoursId);
    if (rules) await requireSoundRules(story.tx, id, rules);
    await requireWorkers(story, memberIds);
    const isNew = await insertDepartment(story.tx, { ...row, createdAt: ctx.clock.now() });
    if (!isNew) throw nameTaken();
    await setMembersOf(story.tx, id, memberIds);
    await audit(ctx, story, {
      action: 'department.created',
      subjectId: id,
      detail: { name: row.name, memberIds },
    });
    story.announce({ kind: 'department.changed', subjectId: id });
    if (operatingHoursId) story.announce({ kind: 'operating-hours.changed', subjectId: id });
    announceMembers(story, memberIds);
  });
  return readDepartment(ctx, id);
}

/**
 * Renames a department, colours it anew, sets its members, when it is open, or what it wants before an end.
 * Administrators; those who lead it set its members.
 *
 * @throws Problem `not-found`, `forbidden`, `invalid` when the name is taken, there are no such hours, or members of the default department are given.
 */
export async function changeDepartment(
  ctx: Context,
  id: string,
  input: ChangeDepartment,
): Promise<Department> {
  const isStaffing = Object.keys(input).every((field) => field === 'memberIds');
  requireRight(ctx.actor, isStaffing ? 'staff-departments' : 'manage-departments');
  await change(ctx, async (story) => {
    const department = await lockDepartment(story.tx, id);
    if (!department || !canSee(ctx.actor, id)) throw notFound('department');
    if (input.name !== undefined && (await isDepartmentNameTaken(story.tx, input.name, id)))
      throw nameTaken();
    await requireHours(story, input.operatingHoursId ?? null);
    if (input.rules) await requireSoundRules(story.tx, id, input.rules);
    await updateDepartment(story.tx, id, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.color === undefined ? {} : { color: input.color }),
      ...(input.priority === undefined ? {} : { priority: input.priority }),
      ...(input.operatingHoursId === undefined ? {} : { operatingHoursId: input.operatingHoursId }),
      ...(input.needsTag === undefined ? {} : { needsTag: input.needsTag }),
      ...(input.needsComment === undefined ? {} : { needsComment: input.needsComment }),
      ...(input.rules === undefined ? {} : { rules: JSON.stringify(input.rules) }),
    });
    if (input.operatingHoursId !== undefined)
      story.announce({ kind: 'operating-hours.changed', subjectId: id });
    if (input.memberIds) {
      if (department.isDefault)
        throw invalid('memberIds', 'Everybody is a member of the default department.');
      await requireWorkers(story, input.memberIds);
      const before = await membersOf(story, id);
      await setMembersOf(story.tx, id, input.memberIds);
      const changed = changedMembers(before, input.memberIds);
      await releaseLost(ctx, story, changed);
      announceMembers(story, changed);
    }
    await audit(ctx, story, { action: 'department.changed', subjectId: id, detail: { ...input } });
    story.announce({ kind: 'department.changed', subjectId: id });
  });
  return readDepartment(ctx, id);
}

/**
 * Deletes a department that nothing belongs to any more. Administrators only.
 * @throws Problem `not-found`, `conflict` for the default one and for one with pages, conversations, routing rules or
 * triggers.
 */
export async function deleteDepartment(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-departments');
  await change(ctx, async (story) => {
    const department = await lockDepartment(story.tx, id);
    if (!department) throw notFound('department');
    if (department.isDefault) throw conflict('The default department cannot be deleted.');
    if (await isDepartmentUsed(story.tx, id)) {
      throw conflict(
        'Pages, conversations or routing rules still belong to this department. Move them first.',
      );
    }
    await requireUnnamed(story.tx, id, 'department');
    const members = await membersOf(story, id);
    await deleteRow(story.tx, id);
    await audit(ctx, story, {
      action: 'department.deleted',
      subjectId: id,
      detail: { name: department.name },
    });
    story.announce({ kind: 'department.changed', subjectId: id });
    announceMembers(story, members);
  });
}

async function readDepartment(ctx: Context, id: string): Promise<Department> {
  const [row] = await listRows(ctx.db, [id]);
  if (!row) throw notFound('department');
  return toDepartment(row);
}

async function membersOf(story: Change, id: string): Promise<readonly string[]> {
  const [row] = await listRows(story.tx, [id]);
  return row?.memberIds ?? [];
}

/** @throws Problem `invalid` naming `memberIds` for who does not work with customers. Who is gone is passed over. */
async function requireWorkers(story: Change, userIds: readonly string[]): Promise<void> {
  const users = userIds.length === 0 ? [] : await listUsers(story.tx, userIds);
  if (users.some(({ role }) => !hasRight(role, 'get-requests'))) {
    throw invalid('memberIds', 'Only who works with customers belongs to a department.');
  }
}

function changedMembers(before: readonly string[], after: readonly string[]): string[] {
  return [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
}

/** Their rights changed, and colleagues see where they belong. */
function announceMembers(story: Change, userIds: readonly string[]): void {
  for (const id of userIds) {
    story.announce({ kind: 'me.changed', subjectId: id });
    story.announce({ kind: 'colleague.changed', subjectId: id });
  }
}

function nameTaken() {
  return invalid('name', 'Another department has this name.');
}
