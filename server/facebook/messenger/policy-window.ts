/** What decides whether a page may still write to a person. */
export interface WindowFacts {
  /**
   * Meta's time of the newest thing the customer did that opens the window (a message, a postback, a quick reply, a
   * referral into an existing thread), UTC; null when there is none. Reads and our own messages do not count.
   */
  lastCustomerActionAt: Date | null;
  /** Meta's time of the newest message that came by way of a click-to-Messenger ad, UTC; absent or null: none. */
  adMessageAt?: Date | null;
  /** UTC; handed in, so that tests own the clock. */
  now: Date;
  /** Whether the page's app holds Meta's Human Agent feature. */
  humanAgentAllowed: boolean;
}

/** Whether the page may write now, and why. */
export type PolicyWindow =
  | {
      open: true;
      /** `human-agent`: only what a person wrote and sent may go, under the tag. */
      ground: 'standard' | 'human-agent';
      /** The first moment at which nothing may be sent any more, UTC. */
      endsAt: Date;
      /** The end of the first 24 hours, UTC; in the past on the ground `human-agent`. */
      standardEndsAt: Date;
    }
  | {
      open: false;
      /** `over-24-hours`: within seven days, but the Human Agent feature is missing. */
      reason: 'never-wrote' | 'over-24-hours' | 'over-7-days';
    };

const STANDARD_MS = 24 * 60 * 60_000;
const HUMAN_AGENT_MS = 7 * STANDARD_MS;
const AD_MS = 7 * STANDARD_MS;

/**
 * Tells whether the page may still write to this person, and until when.
 *
 * Meta counts 24 hours from the customer's last action; with the Human Agent feature, seven days, of which what is
 * beyond the first 24 hours is for people's own answers only. The ends are exclusive: at `endsAt` the window is shut.
 * A message that came by way of a click-to-Messenger ad keeps the standard window open for seven days of its own.
 * An action later than `now` (Meta's clock is ahead of ours) counts as one that happens now or later: open.
 *
 * Never throws.
 *
 * Source: Meta, Messenger Platform, "Send a message: messaging windows", read 2026-11-20; "Messenger Platform policy:
 * entry by ads", 28 September 2026, read 2026-11-20.
 */
export function policyWindow(facts: WindowFacts): PolicyWindow {
  const { lastCustomerActionAt, adMessageAt = null, now, humanAgentAllowed } = facts;
  if (lastCustomerActionAt === null) return { open: false, reason: 'never-wrote' };
  const ofAd = adMessageAt === null ? 0 : adMessageAt.getTime() + AD_MS;
  const standardEndsAt = new Date(Math.max(lastCustomerActionAt.getTime() + STANDARD_MS, ofAd));
  const humanAgentEndsAt = new Date(lastCustomerActionAt.getTime() + HUMAN_AGENT_MS);
  if (now < standardEndsAt) {
    const endsAt = humanAgentAllowed && humanAgentEndsAt > standardEndsAt ? humanAgentEndsAt : standardEndsAt;
    return { open: true, ground: 'standard', endsAt, standardEndsAt };
  }
  if (now >= humanAgentEndsAt) return { open: false, reason: 'over-7-days' };
  if (!humanAgentAllowed) return { open: false, reason: 'over-24-hours' };
  return { open: true, ground: 'human-agent', endsAt: humanAgentEndsAt, standardEndsAt };
}

/** Who made a message: somebody who pressed send, or a rule, a bot, a survey, a timer. */
export type AuthorKind = 'person' | 'automated';

/** The legal ground of one send, in Meta's words. */
export type SendGround = { messagingType: 'RESPONSE' } | { messagingType: 'MESSAGE_TAG'; tag: 'HUMAN_AGENT' };

/**
 * The ground on which a message may go now; null when it may not. What is automated never goes under the tag.
 *
 * Source: Meta, Messenger Platform, "Message tags: HUMAN_AGENT", read 2026-11-20.
 */
export function sendGround(
  window: PolicyWindow,
  { authorKind }: { authorKind: AuthorKind },
): SendGround | null {
  if (!window.open) return null;
  if (window.ground === 'standard') return { messagingType: 'RESPONSE' };
  return authorKind === 'person' ? { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : null;
}
