import { z } from 'zod';
import { banId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** A ban as a conversation with the customer shows it. */
export const banRef = z.object({
  id: banId,
  /** Null: until it is lifted. */
  until: instant.nullable(),
  note: z.string(),
  setAt: instant,
  setBy: userRef.nullable(),
});
export type BanRef = z.infer<typeof banRef>;
