import { z } from 'zod';
import { criterion, exclusion, type Exclusion } from '../../../contract/offers.ts';
import { algorithm, type WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate } from './candidate.ts';
import type { Choice } from './choose.ts';
import { scoreOf } from './score.ts';

const MOST_RANKED = 10;
const MOST_EXCLUDED = 20;

/** How the people of a department were seen for one conversation, in ids. */
const judgement = {
  departmentId: z.string(),
  algorithm,
  ranked: z.array(
    z.object({
      userId: z.string(),
      room: z.number().nullable(),
      inHand: z.number(),
      lastGivenAt: z.string().nullable(),
      /** Where weights decide. */
      score: z.number().optional(),
    }),
  ),
  excluded: z.array(z.object({ userId: z.string(), because: exclusion })),
  excludedMore: z.partialRecord(exclusion, z.number()),
};

/** What is stored of one decision of distribution. */
export const storedDecision = z.object({
  outcome: z.enum(['offered', 'given']),
  to: z.array(z.string()),
  by: criterion,
  ...judgement,
});
export type StoredDecision = z.infer<typeof storedDecision>;
export type StoredJudgement = z.infer<z.ZodObject<typeof judgement>>;

/** How the people of a department were seen. With a thousand people in it only the first of them are named. */
export function judgementOf(
  departmentId: string,
  settings: WorkStreamSettings,
  { ranked, excluded }: Choice,
  now: Date,
): StoredJudgement {
  const excludedMore: Partial<Record<Exclusion, number>> = {};
  for (const { because } of excluded.slice(MOST_EXCLUDED)) {
    excludedMore[because] = (excludedMore[because] ?? 0) + 1;
  }
  return {
    departmentId,
    algorithm: settings.algorithm,
    ranked: ranked.slice(0, MOST_RANKED).map((one) => rankedOf(one, settings, now)),
    excluded: excluded.slice(0, MOST_EXCLUDED).map(({ userId, because }) => ({ userId, because })),
    excludedMore,
  };
}

function rankedOf(
  one: Candidate,
  settings: WorkStreamSettings,
  now: Date,
): StoredJudgement['ranked'][number] {
  const { userId, capacity, used, inHand, lastGivenAt } = one;
  return {
    userId,
    room: capacity === null ? null : capacity - used,
    inHand,
    lastGivenAt: lastGivenAt?.toISOString() ?? null,
    ...(settings.algorithm === 'weights' ? { score: scoreOf(one, settings, now) } : {}),
  };
}
