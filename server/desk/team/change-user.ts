import type { ChangeUser, Role, User } from '../../../contract/team.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import { findDefaultDepartment } from '../../store/departments.ts';
import {
  countOtherAdministrators,
  listUsers,
  lockUser,
  setDepartmentsOf,
  updateUser,
} from '../../store/users.ts';
import { lockInstallation } from '../../store/installation.ts';
import { setSkillsOf } from '../../store/work-streams.ts';
import { canSee, may, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { releaseLost } from '../conversations/release-lost.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { readUser, requireDepartments, requireSkills, setLimits } from './create-user.ts';
import { requireLongPassword } from '../privacy/policy.ts';
import { settlePresence } from '../presence/presences.ts';
import { requireOwnPeople } from './require-own-people.ts';
import { keepOutOfDepartments, setUnits } from './set-units.ts';
import { hashPassword } from './password.ts';

/**
 * Changes a user's name, role, password, departments, units, capacity, skills, or whether they may sign in.
 * Administrators; those who lead set the departments and the capacity of the agents whom they lead.
 *
 * Disabling and a new password end every session of the user at once; conversations that the user had and may not
 * see any more go back to their departments.
 *
 * @throws Problem `forbidden` · `not-found` · `invalid`; `conflict` when it would leave the desk without an administrator.
 */
export async function changeUser(ctx: Context, id: string, input: ChangeUser): Promise<User> {
  requireRight(ctx.actor, isStaffing(input) ? 'staff-departments' : 'manage-users');
  if (input.password !== undefined) await requireLongPassword(ctx.db, input.password);
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  await change(ctx, async (story) => {
    // Of two changes at once that each take away an administrator, the second must see the first.
    await lockInstallation(story.tx);
    const user = await lockUser(story.tx, id);
    if (!user) throw notFound('user');
    if (!may(ctx.actor, 'manage-users')) await requireLed(ctx, story, user);
    await keepAnAdministrator(story, id, user.role, input);
    const role = input.role ?? user.role;
    await setUnits(story, { id, role }, input.unitIds);
    await keepOutOfDepartments(story, { id, role }, input.departmentIds);
    if (input.departmentIds) {
      await requireDepartments(story.tx, input.departmentIds);
      await requireOwnDepartments(ctx, story, id, input.departmentIds);
      await setDepartmentsOf(story.tx, id, input.departmentIds);
    }
    if (input.skillIds) {
      await requireSkills(story.tx, input.skillIds);
      await setSkillsOf(story.tx, id, input.skillIds);
    }
    const disabledAt = nextDisabledAt(user.disabledAt, input.disabled, ctx.clock.now());
    await updateUser(story.tx, id, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.nickname === undefined ? {} : { nickname: input.nickname || null }),
      ...(input.userName === undefined ? {} : { userName: input.userName || null }),
      ...(input.role === undefined ? {} : { role: input.role }),
      ...(input.capacityUnits === undefined ? {} : { capacityUnits: input.capacityUnits }),
      ...(input.mostConversations === undefined
        ? {}
        : { mostConversations: input.mostConversations || null }),
      ...(input.automaticPresence === undefined ? {} : { automaticPresence: input.automaticPresence }),
      ...(passwordHash === undefined ? {} : { passwordHash }),
      ...(disabledAt === undefined ? {} : { disabledAt }),
    });
    if (input.ownLimits) await setLimits(story.tx, id, input.ownLimits);
    if (input.automaticPresence !== undefined) {
      await settlePresence(story.tx, id, user.automaticPresence, input.automaticPresence);
    }
    if (disabledAt || passwordHash) await deleteSessionsOf(story.tx, id);
    await releaseLost(ctx, story, [id]);
    const { password: _, ...told } = input;
    await audit(ctx, story, {
      action: 'user.changed',
      subjectId: id,
      detail: { ...told, ...(passwordHash ? { password: 'changed' } : {}) },
    });
    story.announce({ kind: 'colleague.changed', subjectId: id });
    story.announce({ kind: 'me.changed', subjectId: id });
  });
  return readUser(ctx, id);
}

const staffing = new Set([
  'departmentIds',
  'capacityUnits',
  'mostConversations',
  'ownLimits',
  'automaticPresence',
]);

/** Where and how much somebody works is for those who lead them; what they are is not. */
function isStaffing(input: ChangeUser): boolean {
  return Object.keys(input).every((field) => staffing.has(field));
}

/** @throws Problem `not-found` for who is not led by the actor, `forbidden` for who leads as well. */
async function requireLed(ctx: Context, story: Change, user: { id: string; role: Role }): Promise<void> {
  await requireOwnPeople(ctx, story.tx, [user.id]);
  if (user.role !== 'agent') throw forbidden('You set this for agents. The rest is for administrators.');
}

/** @throws Problem `forbidden` when it would take somebody out of, or into, a department that the actor may not see. */
async function requireOwnDepartments(
  ctx: Context,
  story: Change,
  userId: string,
  after: readonly string[],
): Promise<void> {
  const [user] = await listUsers(story.tx, [userId]);
  const home = await findDefaultDepartment(story.tx);
  const before = user?.departmentIds ?? [];
  const moved = [
    ...before.filter((id) => !after.includes(id)),
    ...after.filter((id) => !before.includes(id)),
  ];
  if (moved.some((id) => id !== home && !canSee(ctx.actor, id))) {
    throw forbidden('You set who works in the departments that you lead, and in no other.');
  }
}

async function keepAnAdministrator(
  story: Change,
  id: string,
  role: string,
  input: ChangeUser,
): Promise<void> {
  const leaves = input.disabled === true || (input.role !== undefined && input.role !== 'administrator');
  if (role !== 'administrator' || !leaves) return;
  if ((await countOtherAdministrators(story.tx, id)) === 0) {
    throw conflict('This is the last administrator. Make somebody else one first.');
  }
}

/** Undefined: leave it. A user who is disabled already stays so since then. */
function nextDisabledAt(
  present: Date | null,
  disabled: boolean | undefined,
  now: Date,
): Date | null | undefined {
  if (disabled === undefined) return undefined;
  if (!disabled) return null;
  return present ?? now;
}
