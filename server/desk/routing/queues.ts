import type { Db, Tx } from '../../store/db.ts';
import { countWaitingIn } from '../../store/routing-places.ts';
import type { Surroundings } from './surroundings.ts';

/** How much waits in departments that have a limit, kept up while conversations are sent there. */
export interface Queues {
  isFull(departmentId: string): boolean;
  enters(departmentId: string): void;
  leaves(departmentId: string): void;
}

/**
 * Counts what waits in the departments that have a limit; where none has one, nothing is asked. Of two that send
 * something at the same moment neither sees the other's: a limit may be passed by a few.
 */
export async function readQueues(db: Db | Tx, { waitingLimits }: Surroundings): Promise<Queues> {
  if (waitingLimits.size === 0) return endless;
  const waiting = await countWaitingIn(db, [...waitingLimits.keys()]);
  const add = (id: string, count: number) => {
    if (waitingLimits.has(id)) waiting.set(id, (waiting.get(id) ?? 0) + count);
  };
  return {
    isFull: (id) => (waiting.get(id) ?? 0) >= (waitingLimits.get(id) ?? Infinity),
    enters: (id) => add(id, 1),
    leaves: (id) => add(id, -1),
  };
}

const endless: Queues = { isFull: () => false, enters: () => {}, leaves: () => {} };
