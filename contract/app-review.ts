import { z } from 'zod';
import { instant } from './instant.ts';

export const reviewState = z.enum(['not-started', 'submitted', 'approved', 'rejected']);
export type ReviewState = z.infer<typeof reviewState>;

/** One thing that is asked for in App Review. */
export const reviewItem = z.object({
  /** Meta's name of it. */
  permission: z.string(),
  kind: z.enum(['permission', 'feature']),
  /** Without it the desk does not work; the others are for one thing each. */
  isRequired: z.boolean(),
  purpose: z.string(),
  /** What to write into Meta's form, to be copied. */
  answer: z.string(),
  /** What the screencast has to show for it, step by step. */
  steps: z.array(z.string()),
  state: reviewState,
  /** What Meta wrote back. */
  note: z.string(),
  changed: z.object({ by: z.string(), at: instant }).nullable(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

export const appReview = z.object({
  items: z.array(reviewItem),
  /** What Meta asks for under App settings, Basic. */
  addresses: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What the reviewers need to try it. */
  instructions: z.string(),
  /** Where Meta's forms are; app ids of ours. */
  apps: z.array(z.object({ name: z.string(), dashboardUrl: z.string() })),
});
export type AppReview = z.infer<typeof appReview>;

export const changeReview = z.strictObject({
  state: reviewState,
  note: z.string().trim().max(2_000).optional(),
});
export type ChangeReview = z.infer<typeof changeReview>;
