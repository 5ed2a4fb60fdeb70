import type { ConsentList, ConsentRecord, ListConsents } from '../../../contract/privacy.ts';
import { listConsentRecords, type ConsentLogRow } from '../../store/consents.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';

/**
 * What customers were asked and what they answered, on one page or on all, the newest first; what was of somebody
 * whose data was erased is gone with them. Administrators only.
 *
 * @throws Problem `invalid` for a cursor that was made up.
 */
export async function listConsentLog(ctx: Context, query: ListConsents): Promise<ConsentList> {
  requireRight(ctx.actor, 'manage-privacy');
  const rows = await listConsentRecords(ctx.db, {
    pageId: query.page ?? null,
    before: readPlace(query.cursor, 'cursor'),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(rows, query.limit);
  return { items: shown.map(present), nextCursor: writePlace(last) };
}

function present(row: ConsentLogRow): ConsentRecord {
  return {
    id: row.id,
    page: { id: row.pageId as ConsentRecord['page']['id'], name: row.pageName },
    contact: {
      id: row.contactId as ConsentRecord['contact']['id'],
      name: row.contactName ?? `Facebook user ${row.psid.slice(-4)}`,
    },
    version: row.version,
    language: row.language,
    notice: row.notice,
    askedAt: row.askedAt.toISOString(),
    answer: row.answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
