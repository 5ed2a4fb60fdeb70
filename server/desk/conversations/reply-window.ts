import type { ReplyWindow } from '../../../contract/conversations.ts';
import { policyWindow } from '../../facebook/messenger/policy-window.ts';

const DAY_MS = 24 * 3_600_000;

/** How long after the customer's last act each kind of closing came, in milliseconds. */
const closedAfterMs = { 'over-24-hours': DAY_MS, 'over-7-days': 7 * DAY_MS };

/**
 * Until when Facebook allows a reply, in the words of the contract: the end of the present state, of the
 * standard window also where the human agent's one follows.
 *
 * @param facts.windowAnchorAt  Meta's time of the person's last act that opens the window; null: never.
 * @param facts.humanAgentAllowed  whether the page's app was granted Meta's human agent permission.
 */
export function replyWindow(
  facts: { windowAnchorAt: Date | null; humanAgentAllowed: boolean },
  now: Date,
): ReplyWindow {
  const { windowAnchorAt: anchor, humanAgentAllowed } = facts;
  const window = policyWindow({ lastCustomerActionAt: anchor, now, humanAgentAllowed });
  if (window.open) {
    const endsAt = window.ground === 'standard' ? window.standardEndsAt : window.endsAt;
    return { state: window.ground, endsAt: endsAt.toISOString(), reason: null };
  }
  if (window.reason === 'never-wrote' || anchor === null) {
    return { state: 'closed', endsAt: null, reason: window.reason };
  }
  const endedAt = new Date(anchor.getTime() + closedAfterMs[window.reason]);
  return { state: 'closed', endsAt: endedAt.toISOString(), reason: window.reason };
}
