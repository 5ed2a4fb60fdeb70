import { z } from 'zod';
import { userId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** One act, as the audit log keeps it for good. It holds no secret and no customer's word. */
export const auditEntry = z.object({
  /** Grows with time. */
  id: z.number().int(),
  at: instant,
  /** Null: the desk itself. */
  actor: userRef.nullable(),
  /** Subject and verb: `page.connected`. */
  action: z.string(),
  /** What it was done to; the name as it is now, null when the thing is gone or has none. */
  subject: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditList = z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() });
export type AuditList = z.infer<typeof auditList>;

export const listAudit = z.strictObject({
  actor: userId.optional(),
  /** An action (`page.connected`), or all of a subject's (`page.`). */
  action: z.string().trim().min(1).max(80).optional(),
  subject: z.uuid().optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'This is not a cursor from an answer of this list.')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAudit = z.infer<typeof listAudit>;

/** Actions that ever happened, to choose from. */
export const auditActions = z.object({ items: z.array(z.string()) });
export type AuditActions = z.infer<typeof auditActions>;
