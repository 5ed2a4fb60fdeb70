import type { Act } from '../../../contract/acts.ts';
import type { Tx } from '../../store/db.ts';
import { findNamed } from '../../store/triggers.ts';
import { invalid } from '../problems.ts';
import { faultOfNamed, namedInActs } from './named-in.ts';

/** What acts name is there, and everybody's. @throws Problem `invalid`, naming the field of the act. */
export async function requireNamed(tx: Tx, acts: readonly Act[]): Promise<void> {
  const named = namedInActs(acts);
  const found = await findNamed(tx, [...new Set(named.map(({ id }) => id))]);
  for (const one of named) {
    const fault = faultOfNamed(one, found);
    if (fault !== null) throw invalid(one.field ?? 'acts', fault);
  }
}
