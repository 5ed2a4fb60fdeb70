import type { Tx } from '../../store/db.ts';
import { listMacrosNaming } from '../../store/macros.ts';
import { listTriggersNaming } from '../../store/triggers.ts';
import { conflict } from '../problems.ts';

/**
 * What triggers or macros name is not deleted under them.
 * @throws Problem `conflict`, with the first two that name it, and how many others do.
 */
export async function requireUnnamed(tx: Tx, id: string, what: string): Promise<void> {
  const triggers = await listTriggersNaming(tx, id);
  const macros = await listMacrosNaming(tx, id);
  const all = [
    ...triggers.map((name) => `the trigger “${name}”`),
    ...macros.map((name) => `the macro “${name}”`),
  ];
  if (all.length > 0) throw conflict(wordNamed(all, what));
}

/** `The trigger “VIP” and the macro “Refund” name this tag. Change them first.` */
function wordNamed(all: readonly string[], what: string): string {
  const shown = all.length > 2 ? [...all.slice(0, 2), `${all.length - 2} more`] : all;
  const last = shown.at(-1) ?? '';
  const subject = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
  const [verb, them] = all.length > 1 ? ['name', 'them'] : ['names', 'it'];
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb} this ${what}. Change ${them} first.`;
}
