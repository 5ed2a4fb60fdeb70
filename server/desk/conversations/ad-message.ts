/**
 * When the customer last wrote by way of an ad, Meta's time; null: never in this conversation. A click alone, without
 * a message, does not count.
 *
 * @param referrals  as intake keeps them with a conversation.
 */
export function adMessageAt(referrals: unknown): Date | null {
  if (!Array.isArray(referrals)) return null;
  let newest: number | null = null;
  for (const each of referrals as { source?: unknown; at?: unknown; isMessage?: unknown }[]) {
    if (each.source !== 'ADS' || each.isMessage !== true) continue;
    const at = Date.parse(String(each.at));
    if (!Number.isNaN(at) && (newest === null || at > newest)) newest = at;
  }
  return newest === null ? null : new Date(newest);
}
