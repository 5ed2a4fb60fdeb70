import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Tx } from '../../store/db.ts';
import { hasRoom } from './choose.ts';
import { seePeople } from './see-people.ts';
import { inStream, readHouse } from './stream-of.ts';

/**
 * Why a colleague cannot take something over now, as distribution would see it: null when they can, and for those who are
 * no members of its department and are not distributed to.
 */
export async function exclusionForTransfer(
  tx: Tx,
  conversation: { departmentId: string; workStreamId: string | null; units: number },
  userId: string,
  settings: WorkStreamSettings,
  now: Date,
): Promise<'presence' | 'no-room' | null> {
  const house = await readHouse(tx);
  const { departmentId } = conversation;
  const people = await seePeople(tx, [departmentId], house, now);
  const { item, candidates } = people.seeFor(departmentId, inStream(house, conversation));
  const one = candidates.find((each) => each.userId === userId);
  if (!one) return null;
  const allowed: readonly string[] = settings.allowedPresences;
  if (!allowed.includes(one.presence)) return 'presence';
  return one.full === null && hasRoom(one, item.units) ? null : 'no-room';
}
