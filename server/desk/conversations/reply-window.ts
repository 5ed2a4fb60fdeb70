import type { ReplyWindow } from '../../../contract/conversations.ts';
import { policyWindow } from '../../facebook/messenger/policy-window.ts';
import { adMessageAt } from './ad-message.ts';

const DAY_MS = 24 * 3_600_000;

/** How long after the customer's last act each kind of closing came, in milliseconds. */
const closedAfterMs = { 'over-24-hours': DAY_MS, 'over-7-days': 7 * DAY_MS };

/**
 * Until when Facebook allows a reply, in the words of the contract: the end of the present state, of the
 * standard window also where the human agent's one follows.
 *
 * @param facts.windowAnchorAt  Meta's time of the person's last act that opens the window; null: never.
 * @param facts.referrals  as intake keeps them: a message by way of an ad opens a longer window.
 * @param facts.humanAgentAllowed  whether the page's app was granted Meta's human agent permission.
 */
export function replyWindow(
  facts: { windowAnchorAt: Date | null; humanAgentAllowed: boolean; referrals: unknown },
  now: Date,
): ReplyWindow {
  const { windowAnchorAt: anchor, humanAgentAllowed } = facts;
  const adAt = adMessageAt(facts.referrals);
  const window = policyWindow({
    lastCustomerActionAt: anchor,
    adMessageAt: adAt,
    now,
    humanAgentAllowed,
  });
  if (window.open) {
    const endsAt = window.ground === 'standard' ? window.standardEndsAt : window.endsAt;
    return { state: window.ground, endsAt: endsAt.toISOString(), reason: null };
  }
  if (window.reason === 'never-wrote' || anchor === null) {
    return { state: 'closed', endsAt: null, reason: window.reason };
  }
  const ofAd = window.reason === 'over-24-hours' && adAt !== null ? adAt.getTime() + 7 * DAY_MS : 0;
  const endedAt = new Date(Math.max(anchor.getTime() + closedAfterMs[window.reason], ofAd));
  return { state: 'closed', endsAt: endedAt.toISOString(), reason: window.reason };
}
