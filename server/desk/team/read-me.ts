import type { CustomPresenceId } from '../../../contract/ids.ts';
import type { Me } from '../../../contract/team.ts';
import { listDepartments } from '../../store/departments.ts';
import { listUnitsOf } from '../../store/units.ts';
import { listUsers } from '../../store/users.ts';
import { canSee } from '../access.ts';
import type { Context } from '../context.ts';
import { readIsAutomatic } from '../presence/presences.ts';
import { Problem } from '../problems.ts';
import { toDepartmentRef } from './departments.ts';

/** Who sits at this desk, and which departments are theirs to see. */
export async function readMe(ctx: Context, sandboxUrl: string | null): Promise<Me> {
  const { actor } = ctx;
  const signedOut = new Problem('unauthenticated', 'Sign in first.');
  if (actor.kind !== 'user') throw signedOut;
  const [user] = await listUsers(ctx.db, [actor.userId]);
  if (!user) throw signedOut;
  const [departments, units] = await Promise.all([
    listDepartments(ctx.db),
    listUnitsOf(ctx.db, actor.userId),
  ]);
  return {
    user: {
      id: user.id as Me['user']['id'],
      name: user.name,
      email: user.email,
      role: user.role,
      standing: actor.role,
      presenceChoice: user.presenceChoice,
      takesChats: user.takesChats,
      takesTickets: user.takesTickets,
      customPresence:
        user.customPresenceId === null
          ? null
          : { id: user.customPresenceId as CustomPresenceId, name: user.customPresenceName ?? '' },
      followsLoad: user.followsLoad,
      mayFollowLoad: user.automaticPresence ?? (await readIsAutomatic(ctx.db)),
      inactiveSince: user.inactiveSince?.toISOString() ?? null,
      inactiveUntil: user.inactiveUntil?.toISOString() ?? null,
    },
    departments: departments.filter((department) => canSee(actor, department.id)).map(toDepartmentRef),
    units: units as Me['units'],
    sandboxUrl,
  };
}
