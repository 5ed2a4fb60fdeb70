import type { z } from 'zod';
import type { OwnLimit } from '../../../contract/capacity.ts';
import type { createUser as createUserSchema, User } from '../../../contract/team.ts';
import { findDefaultDepartment, findDepartments } from '../../store/departments.ts';
import { listCapacityProfiles, setOwnLimits } from '../../store/capacity.ts';
import { insertUser, listUsers, setDepartmentsOf } from '../../store/users.ts';
import { listSkills, setSkillsOf } from '../../store/work-streams.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';
import { requireLongPassword } from '../privacy/policy.ts';
import { settlePresence } from '../presence/presences.ts';
import { hashPassword } from './password.ts';
import { keepOutOfDepartments, setUnits } from './set-units.ts';
import { presentUser } from './present-user.ts';

/**
 * Adds a user. Administrators only.
 * @throws Problem `invalid` when the address is taken or a department does not exist.
 */
export async function createUser(ctx: Context, input: z.output<typeof createUserSchema>): Promise<User> {
  requireRight(ctx.actor, 'manage-users');
  await requireLongPassword(ctx.db, input.password);
  const passwordHash = await hashPassword(input.password);
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await requireDepartments(story.tx, input.departmentIds);
    const { email, name, role, nickname, userName } = input;
    const isNew = await insertUser(story.tx, {
      id,
      email,
      name,
      nickname: nickname || null,
      userName: userName || null,
      role,
      ...(input.capacityUnits === undefined ? {} : { capacityUnits: input.capacityUnits }),
      mostConversations: input.mostConversations || null,
      ...(input.automaticPresence === undefined ? {} : { automaticPresence: input.automaticPresence }),
      passwordHash,
      createdAt: ctx.clock.now(),
    });
    if (!isNew) throw invalid('email', 'Somebody else has this e-mail address.');
    await settlePresence(story.tx, id, false, input.automaticPresence ?? null);
    await setDepartmentsOf(story.tx, id, input.departmentIds);
    await setUnits(story, { id, role }, input.unitIds);
    if (input.ownLimits) await setLimits(story.tx, id, input.ownLimits);
    await keepOutOfDepartments(story, { id, role }, input.departmentIds);
    if (input.skillIds) {
      await requireSkills(story.tx, input.skillIds);
      await setSkillsOf(story.tx, id, input.skillIds);
    }
    await audit(ctx, story, {
      action: 'user.created',
      subjectId: id,
      detail: {
        role,
        departmentIds: input.departmentIds,
        ...(input.unitIds?.length ? { unitIds: input.unitIds } : {}),
      },
    });
    story.announce({ kind: 'colleague.changed', subjectId: id });
  });
  return readUser(ctx, id);
}

/** @throws Problem `invalid` naming `departmentIds` when one of them does not exist. */
export async function requireDepartments(tx: Change['tx'], ids: readonly string[]): Promise<void> {
  const known = await findDepartments(tx, ids);
  if (ids.some((id) => !known.has(id))) throw invalid('departmentIds', 'There is no such department.');
}

/** Limits of their own. @throws Problem `invalid` naming `ownLimits` when a profile does not exist, or stands twice. */
export async function setLimits(
  tx: Change['tx'],
  userId: string,
  limits: readonly OwnLimit[],
): Promise<void> {
  const known = new Set((await listCapacityProfiles(tx)).map(({ id }) => id));
  const asked = limits.map(({ profileId }) => profileId);
  if (asked.some((id) => !known.has(id))) throw invalid('ownLimits', 'There is no such capacity profile.');
  if (new Set(asked).size < asked.length) throw invalid('ownLimits', 'A profile stands there twice.');
  await setOwnLimits(tx, userId, limits);
}

/** @throws Problem `invalid` naming `skillIds` when one of them does not exist. */
export async function requireSkills(tx: Change['tx'], ids: readonly string[]): Promise<void> {
  if ((await listSkills(tx, ids)).length < new Set(ids).size)
    throw invalid('skillIds', 'There is no such skill.');
}

/** One user as administrators see them. The id is known to exist. */
export async function readUser(ctx: Context, id: string): Promise<User> {
  const [row] = await listUsers(ctx.db, [id]);
  if (!row) throw new Error('A user was read that does not exist.');
  return presentUser(row, await findDefaultDepartment(ctx.db));
}
