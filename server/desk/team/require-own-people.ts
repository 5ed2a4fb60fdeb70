import { findMembersOf } from '../../store/departments.ts';
import { sightOf } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { notFound } from '../problems.ts';

/**
 * @throws Problem `not-found` unless everybody works in a department that the actor sees. Who works is no secret on the
 *   desk; whom one leads is.
 */
export async function requireOwnPeople(
  { actor }: Context,
  tx: Change['tx'],
  userIds: readonly string[],
): Promise<void> {
  const sight = sightOf(actor);
  if (sight === 'all') return;
  const members = await findMembersOf(tx, sight, userIds);
  if (userIds.some((id) => !members.has(id))) throw notFound('user');
}
