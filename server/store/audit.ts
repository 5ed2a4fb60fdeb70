import type { Db, Tx } from './db.ts';

/** An act worth a line in the audit log. `action` is subject and verb: `user.created`. No secrets in `detail`. */
export interface AuditEntry {
  at: Date;
  /** Null for the system. */
  actorId: string | null;
  action: string;
  subjectId: string | null;
  detail?: Record<string, unknown>;
}

/** Written in the transaction of the act: when the line fails, the act does. */
export async function insertAuditEntry(db: Db | Tx, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('auditEntry')
    .values({
      at: entry.at,
      actorId: entry.actorId,
      action: entry.action,
      subjectId: entry.subjectId,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
