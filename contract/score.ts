import { z } from 'zod';

/** The answer to a survey's first rating. */
export const score = z.object({ value: z.number(), outOf: z.number().int() });
export type Score = z.infer<typeof score>;

/** Up to this share of the best score a customer counts as unhappy: 2 of 5. */
export const LOW_SHARE = 0.4;

export function isLowScore({ value, outOf }: Score): boolean {
  return value <= outOf * LOW_SHARE;
}
