import type { Exclusion } from '../../../contract/offers.ts';
import { readMost } from '../../store/capacity.ts';
import { readLoads } from '../../store/distribution-people.ts';
import { lockUser } from '../../store/users.ts';
import { may } from '../access.ts';
import { readLimits } from '../capacity/read-limits.ts';
import type { Actor, Change } from '../context.ts';
import { conflict } from '../problems.ts';
import { idleSince } from './see-people.ts';
import { inStream, readHouse, readStreamOf } from './stream-of.ts';

type Taken = { id: string; departmentId: string; workStreamId: string | null; units: number };

/**
 * Whether somebody may take a waiting conversation on their own: as its work stream allows, and while they have room.
 * Those who lead always may. The user's row is locked, so that of two takes at once the second counts the first.
 *
 * @throws Problem `conflict`.
 */
export async function requireRoom(
  { tx }: Pick<Change, 'tx'>,
  actor: Extract<Actor, { kind: 'user' }>,
  conversation: Taken,
  now: Date,
): Promise<void> {
  if (may(actor, 'lead-conversations')) return;
  const { mode, selfAssign } = await readStreamOf(tx, conversation.id);
  if (selfAssign === 'always') return;
  if (mode === 'push' && selfAssign === 'never') {
    throw conflict('Conversations of this work stream come to you by themselves.');
  }
  const user = await lockUser(tx, actor.userId);
  const house = await readHouse(tx);
  const most = await readMost(tx, actor.userId, conversation.departmentId);
  const people = { userIds: [actor.userId], most: [most] };
  const limits = await readLimits(tx, house.rules, people, now);
  const because = limits?.because(actor.userId, most, inStream(house, conversation));
  if (because) throw conflict(fullWords[because] ?? 'You have no room for it.');
  const capacity = user?.capacityUnits ?? null;
  if (capacity === null || house.rules.model === 'profiles') return;
  const loads = await readLoads(tx, [actor.userId], idleSince(house.streams, now));
  const used = loads.reduce((sum, { units }) => sum + units, 0);
  if (used + conversation.units > capacity) {
    throw conflict('You have as much in hand as you may. End, park or hand on something first.', {
      capacity,
      used,
    });
  }
}

const fullWords: Partial<Record<Exclusion, string>> = {
  'profile-full': 'You have as many of this kind as you may.',
  'profile-blocks': 'You are at the limit of something that lets nothing else come.',
  'most-conversations': 'You have as many conversations as you may at once.',
};
