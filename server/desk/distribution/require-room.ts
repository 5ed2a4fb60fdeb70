import { readLoads } from '../../store/distribution.ts';
import { lockUser } from '../../store/users.ts';
import { may } from '../access.ts';
import type { Actor, Change } from '../context.ts';
import { conflict } from '../problems.ts';
import { idleSince } from './see-people.ts';
import { readAllStreams, readStreamOf } from './stream-of.ts';

/**
 * Whether somebody may take a waiting conversation on their own: as its work stream allows, and while they have room.
 * Those who lead always may. The user's row is locked, so that of two takes at once the second counts the first.
 *
 * @throws Problem `conflict`.
 */
export async function requireRoom(
  { tx }: Pick<Change, 'tx'>,
  actor: Extract<Actor, { kind: 'user' }>,
  conversation: { id: string; units: number },
  now: Date,
): Promise<void> {
  if (may(actor, 'lead-conversations')) return;
  const { mode, selfAssign } = await readStreamOf(tx, conversation.id);
  if (selfAssign === 'always') return;
  if (mode === 'push' && selfAssign === 'never') {
    throw conflict('Conversations of this work stream come to you by themselves.');
  }
  const user = await lockUser(tx, actor.userId);
  const capacity = user?.capacityUnits ?? null;
  if (capacity === null) return;
  const idle = idleSince(await readAllStreams(tx), now);
  const used = (await readLoads(tx, [actor.userId], idle)).reduce((sum, { units }) => sum + units, 0);
  if (used + conversation.units > capacity) {
    throw conflict('You have as much in hand as you may. End, park or hand on something first.', {
      capacity,
      used,
    });
  }
}
