import { z } from 'zod';
import { conversationSummary } from './conversations.ts';
import { offerId } from './ids.ts';
import { offerLook } from './offer-templates.ts';
import { instant } from './instant.ts';
import { departmentRef, userRef } from './team.ts';
import { algorithm } from './work-streams.ts';

/** Why somebody cannot be given a conversation: the first reason that held. */
export const exclusion = z.enum([
  'missed',
  'rejected',
  'handed-on',
  'lacks-skill',
  'presence',
  /** They take chats alone, or tickets alone, for now. */
  'switched-off',
  'no-room',
  'profile-full',
  'profile-blocks',
  'most-conversations',
  'fair-share',
]);
export type Exclusion = z.infer<typeof exclusion>;

/** What told the one who got it from the next. */
export const criterion = z.enum([
  'preferred',
  'not-lost',
  'more-skills',
  'most-room',
  'fewest-of-stream',
  'longest-without',
  'longest-without-here',
  'fewest-given',
  'fewest-in-hand',
  'least-busy',
  'best-score',
  'named',
  'name',
  'only-one',
  'all-at-once',
]);
export type Criterion = z.infer<typeof criterion>;

/** A conversation that is proposed to the one who asks, for a time. */
export const offer = z.object({
  id: offerId,
  conversation: conversationSummary,
  offeredAt: instant,
  expiresAt: instant,
  /** Given without asking: it is theirs already, and this only tells them. */
  isGiven: z.boolean(),
  /** Of the template it was made by, and what its placeholders stand for (`fillOfferText`); `WaitingSince` is a moment. */
  look: offerLook.nullable(),
  facts: z.record(z.string(), z.string().nullable()),
  showsCountdown: z.boolean(),
  canReject: z.boolean(),
  /** Whoever lets it go by becomes inactive. */
  missedMakesInactive: z.boolean(),
  /** Why it is they who are asked; null when that is not known. */
  by: criterion.nullable(),
  /** A colleague who wants to hand it over, and has it until then; null: it waits for somebody. */
  from: userRef.nullable(),
  /** Their advice is asked for, in this mode: it stays whose it is. Null: it would be theirs. */
  consult: z.enum(['internal', 'public']).nullable(),
  /** How many other conversations there were with this person. */
  earlierCount: z.number().int(),
});
export type Offer = z.infer<typeof offer>;
export const offerList = z.object({ items: z.array(offer) });

/** How distribution saw the people of a department for one conversation. */
const judgement = {
  department: departmentRef.nullable(),
  algorithm,
  /** Those who could have it, the best first; at most 10. */
  ranked: z.array(
    z.object({
      user: userRef,
      /** In units, before this one; null: without limit. */
      room: z.number().nullable(),
      inHand: z.number().int(),
      lastGivenAt: instant.nullable(),
      /** How well they suit, from 0 to 1, where weights decide. */
      score: z.number().optional(),
    }),
  ),
  /** Those who could not, and why; at most 20. */
  excluded: z.array(z.object({ user: userRef, because: exclusion })),
  /** How many more could not, by reason. */
  excludedMore: z.partialRecord(exclusion, z.number().int()),
};

export const distributionDecision = z.object({
  kind: z.literal('distribution'),
  id: z.uuid(),
  at: instant,
  /** Proposed, or given without asking. */
  outcome: z.enum(['offered', 'given']),
  to: z.array(userRef),
  by: criterion,
  /** What became of it, by user; absent: it was given. */
  answers: z.array(
    z.object({
      user: userRef,
      state: z.enum(['offered', 'accepted', 'rejected', 'missed', 'withdrawn']),
    }),
  ),
  ...judgement,
});
export type DistributionDecision = z.infer<typeof distributionDecision>;

/** Why a conversation that waits has nobody yet, as of now. */
export const waitingReason = z.object({
  /** `picked`: agents take from the list · `asked`: somebody is being asked · `agent`: it waits for one person ·
   * `service`: a program is asked who gets it · `too-old`: it waits longer than is offered · `nobody`: nobody can take it · `next`: it comes next. */
  because: z.enum(['picked', 'asked', 'agent', 'service', 'too-old', 'nobody', 'next']),
  /** Who is asked, or waited for. */
  users: z.array(userRef),
  ...judgement,
});
export type WaitingReason = z.infer<typeof waitingReason>;

export const whyHere = z.object({
  /** Newest first. */
  decisions: z.array(distributionDecision),
  /** Null: it does not wait for anybody. */
  waiting: waitingReason.nullable(),
});
export type WhyHere = z.infer<typeof whyHere>;
