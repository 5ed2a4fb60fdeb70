import { z } from 'zod';
import { banRef } from './ban-ref.ts';
import { conversationId } from './ids.ts';
import { instant } from './instant.ts';
import { contactRef } from './conversations.ts';
import { userRef } from './team.ts';

/** For how long somebody is shut out; `ever` until it is lifted. */
export const banLength = z.enum(['hour', 'day', 'week', 'month', 'ever']);
export type BanLength = z.infer<typeof banLength>;

export const banCustomer = z.strictObject({
  length: banLength,
  note: z.string().trim().max(500, 'A note has at most 500 characters.').default(''),
});
export type BanCustomer = z.input<typeof banCustomer>;

/** A ban on the list of them. */
export const ban = banRef.extend({
  contact: contactRef,
  pageName: z.string(),
  /** Where it was set; null when it is gone, or not the caller's to see. */
  conversation: z.object({ id: conversationId, number: z.number().int() }).nullable(),
  state: z.enum(['on', 'over', 'lifted']),
  /** What they said since: kept out of sight, and not kept. */
  keptCount: z.number().int(),
  droppedCount: z.number().int(),
  liftedAt: instant.nullable(),
  liftedBy: userRef.nullable(),
});
export type Ban = z.infer<typeof ban>;

export const listBans = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const banList = z.object({ items: z.array(ban), nextCursor: z.string().nullable() });
export type BanList = z.infer<typeof banList>;
