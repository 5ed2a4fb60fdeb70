import type { Tx } from '../../store/db.ts';
import { listTriggersNaming } from '../../store/triggers.ts';
import { conflict } from '../problems.ts';

/** What a trigger names is not deleted under it. @throws Problem `conflict`, with the trigger's name. */
export async function requireUnnamed(tx: Tx, id: string, what: string): Promise<void> {
  const [first, ...others] = await listTriggersNaming(tx, id);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw conflict(`The trigger “${first}”${more} names this ${what}. Change it first.`);
}
