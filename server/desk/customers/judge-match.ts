import type { MatchReason } from '../../../contract/customers.ts';

/** A card that may be a conversation's customer, and by what. */
export interface Match {
  customerId: string;
  because: MatchReason;
}

/**
 * Whom a conversation is linked to without anybody's doing: the one card that has an address which was told in it; by the
 * name alone only where the house wants it, and only when no address says anything.
 *
 * @param matches  each card once, by its best reason.
 * @returns null when there is none, or more than one.
 */
export function judgeMatch(matches: readonly Match[], linksByName: boolean): Match | null {
  const byAddress = matches.filter(({ because }) => because !== 'name');
  const counted = byAddress.length > 0 ? byAddress : linksByName ? matches : [];
  return counted.length === 1 ? (counted[0] ?? null) : null;
}
