import type { AuditList, ListAudit } from '../../../contract/audit.ts';
import type { UserId } from '../../../contract/ids.ts';
import { listAuditActions as listActions, listAuditEntries } from '../../store/audit.ts';
import { figureSightOf, requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, rowsFor } from '../paging.ts';

/** Who did what, newest first. Who leads, of the departments that they see. Reading it is no act of its own. */
export async function listAudit(ctx: Context, query: ListAudit): Promise<AuditList> {
  requireRight(ctx.actor, 'see-audit-log');
  const rows = await listAuditEntries(ctx.db, {
    sight: figureSightOf(ctx.actor),
    actorId: query.actor,
    action: query.action,
    subjectId: query.subject,
    beforeId: query.cursor === undefined ? undefined : Number(query.cursor),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actorId === null ? null : { id: row.actorId as UserId, name: row.actorName ?? '' },
      action: row.action,
      subject: row.subjectId === null ? null : { id: row.subjectId, name: row.subjectName },
      // An object since `desk/audit.ts` writes it.
      detail: row.detail as Record<string, unknown>,
    })),
    nextCursor: last && String(last.id),
  };
}

/** The actions that ever happened, to filter by. */
export async function listAuditActions(ctx: Context): Promise<string[]> {
  requireRight(ctx.actor, 'see-audit-log');
  return listActions(ctx.db);
}
