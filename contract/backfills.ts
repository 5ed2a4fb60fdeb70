import { z } from 'zod';
import { backfillId, pageId } from './ids.ts';
import { instant } from './instant.ts';

/** How far back a page's history is read: Facebook's own data access goes no further. */
export const backfillDays = { most: 90, whenConnected: 90 } as const;

export const backfillReason = z.enum(['first-connection', 'reconnected', 'subscription', 'outage', 'asked']);
export type BackfillReason = z.infer<typeof backfillReason>;

/** One reading of what Facebook still shows of a page's conversations, then of its posts' comments, into the desk. */
export const backfill = z.object({
  id: backfillId,
  pageId,
  reason: backfillReason,
  /** Nothing older is looked for. */
  since: instant,
  state: z.enum(['running', 'paused', 'done', 'cancelled', 'failed']),
  /** A sentence: why it waits, or why it failed. */
  trouble: z.string().nullable(),
  /** From 0 to 1, by Meta's time: how much of the way back to `since` is read, half for messages. */
  progress: z.number().min(0).max(1),
  conversationsRead: z.number().int(),
  messagesAdded: z.number().int(),
  postsRead: z.number().int(),
  commentsAdded: z.number().int(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type Backfill = z.infer<typeof backfill>;

export const startBackfill = z.strictObject({
  days: z
    .int('A whole number of days.')
    .min(1, 'At least one day.')
    .max(backfillDays.most, `At most ${backfillDays.most} days.`),
});
export type StartBackfill = z.infer<typeof startBackfill>;
