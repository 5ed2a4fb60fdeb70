import { z } from 'zod';

/**
 * The closed set of error codes a person or a program may see. A thing the actor may not see is
 * `not-found`, never `forbidden`: who may not see a thing does not learn that it exists.
 */
export const problemCode = z.enum([
  'not-found',
  'forbidden',
  'unauthenticated',
  'invalid',
  'conflict',
  'limit-reached',
  'window-closed',
  'page-disconnected',
  'recipient-unavailable',
  'rate-limited',
  'too-large',
  'method-not-allowed',
  'internal',
]);
export type ProblemCode = z.infer<typeof problemCode>;

/** The body of every answer that is not a success. */
export const problemBody = z.object({
  error: z.object({
    code: problemCode,
    /** One sentence for a person: what is wrong and what to do. */
    message: z.string(),
    requestId: z.string(),
    /** What the code carries, e.g. `{ field: 'text' }` or, on a stale reply, the newer message. */
    data: z.record(z.string(), z.unknown()).optional(),
  }),
});
export type ProblemBody = z.infer<typeof problemBody>;
