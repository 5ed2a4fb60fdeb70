import type { LoadBound } from '../../contract/capacity.ts';

/** `60 of 100 units`, `Chats 2 of 3`, `4 of 5 at once`. */
export function boundWords({ kind, name, used, limit }: LoadBound): string {
  if (kind === 'units') return `${used} of ${limit} units`;
  if (kind === 'profile') return `${name ?? ''} ${used} of ${limit}`;
  return `${used} of ${limit} at once`;
}

/** How much of it is taken, in hundredths; of what lets nothing come all. */
export function percentOf({ used, limit }: LoadBound): number {
  return limit === 0 ? 100 : Math.round((used * 100) / limit);
}

/** What is taken most; undefined: nothing bounds them. */
export function fullestOf(bounds: readonly LoadBound[]): LoadBound | undefined {
  return bounds.toSorted((a, b) => percentOf(b) - percentOf(a))[0];
}
