import type { ChangeUser, User } from '../../../contract/team.ts';
import { deleteSessionsOf } from '../../store/sessions.ts';
import { countOtherAdministrators, lockUser, setDepartmentsOf, updateUser } from '../../store/users.ts';
import { lockInstallation } from '../../store/installation.ts';
import { setSkillsOf } from '../../store/work-streams.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { releaseLost } from '../conversations/release-lost.ts';
import { conflict, notFound } from '../problems.ts';
import { readUser, requireDepartments, requireSkills } from './create-user.ts';
import { requireLongPassword } from '../privacy/policy.ts';
import { settlePresence } from '../presence/presences.ts';
import { hashPassword } from './password.ts';

/**
 * Changes a user's name, role, password, departments, capacity, skills, or whether they may sign in. Administrators only.
 * Disabling and a new password end every session of the user at once; conversations that the user had and may not
 * see any more go back to their departments.
 *
 * @throws Problem `not-found`; `conflict` when it would leave the desk without an administrator.
 */
export async function changeUser(ctx: Context, id: string, input: ChangeUser): Promise<User> {
  requireRight(ctx.actor, 'manage-users');
  if (input.password !== undefined) await requireLongPassword(ctx.db, input.password);
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password);
  await change(ctx, async (story) => {
    // Of two changes at once that each take away an administrator, the second must see the first.
    await lockInstallation(story.tx);
    const user = await lockUser(story.tx, id);
    if (!user) throw notFound('user');
    await keepAnAdministrator(story, id, user.role, input);
    if (input.departmentIds) {
      await requireDepartments(story.tx, input.departmentIds);
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
      ...(input.automaticPresence === undefined ? {} : { automaticPresence: input.automaticPresence }),
      ...(passwordHash === undefined ? {} : { passwordHash }),
      ...(disabledAt === undefined ? {} : { disabledAt }),
    });
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
