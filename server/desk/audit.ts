import type { AuditAction } from '../../contract/audit.ts';
import { insertAuditEntry } from '../store/audit.ts';
import { actorId } from './access.ts';
import type { Change, Context } from './context.ts';

/**
 * Writes an act into the audit log, in the transaction of the act.
 * @param entry.detail  never holds a secret or a customer's word.
 */
export async function audit(
  ctx: Context,
  change: Change,
  entry: { action: AuditAction; subjectId: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  await insertAuditEntry(change.tx, { at: ctx.clock.now(), actorId: actorId(ctx.actor), ...entry });
}
