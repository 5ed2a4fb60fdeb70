import type { ReplyWindow } from '../../../contract/conversations.ts';

const HOUR_MS = 3_600_000;
const STANDARD_MS = 24 * HOUR_MS;
const HUMAN_AGENT_MS = 7 * 24 * HOUR_MS;

/**
 * Until when Facebook allows a reply, in the words of the contract.
 *
 * @param facts.windowAnchorAt  Meta's time of the person's last act that opens the window; null: never.
 * @param facts.humanAgentAllowed  whether the page's app was granted Meta's human agent permission.
 */
export function replyWindow(
  facts: { windowAnchorAt: Date | null; humanAgentAllowed: boolean },
  now: Date,
): ReplyWindow {
  const anchor = facts.windowAnchorAt;
  if (anchor === null) return { state: 'closed', endsAt: null, reason: 'never-wrote' };
  const standardEndsAt = new Date(anchor.getTime() + STANDARD_MS);
  if (now < standardEndsAt) return { state: 'standard', endsAt: standardEndsAt.toISOString(), reason: null };
  if (!facts.humanAgentAllowed) {
    return { state: 'closed', endsAt: standardEndsAt.toISOString(), reason: 'over-24-hours' };
  }
  const longEndsAt = new Date(anchor.getTime() + HUMAN_AGENT_MS);
  if (now < longEndsAt) return { state: 'human-agent', endsAt: longEndsAt.toISOString(), reason: null };
  return { state: 'closed', endsAt: longEndsAt.toISOString(), reason: 'over-7-days' };
}
