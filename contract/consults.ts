import { z } from 'zod';
import { departmentId, userId } from './ids.ts';

/** So many colleagues advise at once before the screen warns, and so many at most. */
export const consultLimits = { advised: 5, most: 10 } as const;

/**
 * Asks a colleague, or whoever of a department is there, for advice in a conversation that one has: it stays one's own,
 * and takes nothing of theirs. `internal`: with notes, unseen by the customer.
 */
export const askForAdvice = z
  .strictObject({
    userId: userId.optional(),
    departmentId: departmentId.optional(),
    mode: z.enum(['internal', 'public']).default('internal'),
    note: z.string().trim().max(2000, 'A note has at most 2,000 characters.').optional(),
  })
  .refine((to) => (to.departmentId === undefined) !== (to.userId === undefined), {
    message: 'Name either a department or a colleague.',
    path: ['userId'],
  });
export type AskForAdvice = z.input<typeof askForAdvice>;
