import type { Referral } from '../../../contract/conversations.ts';

/** Written by intake alone, in the contract's shape; what an older version left out is null. */
export function presentReferrals(value: unknown): Referral[] {
  return (value as Partial<Referral>[]).map((each) => ({
    source: each.source ?? null,
    ref: each.ref ?? null,
    adId: each.adId ?? null,
    adTitle: each.adTitle ?? null,
    at: new Date(each.at ?? 0).toISOString(),
  }));
}
