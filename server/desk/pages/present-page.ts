import type { Page } from '../../../contract/pages.ts';
import { listPages, type PageSettingsRow } from '../../store/page-settings.ts';
import type { Context } from '../context.ts';
import { presentPageRef } from './page-ref.ts';

/** A page with its settings; nothing of its token but whether it can send. */
export function presentPage(row: PageSettingsRow): Page {
  return {
    ...presentPageRef({ ...row, hasToken: Boolean(row.hasToken) }),
    facebookId: row.facebookId,
    metaAppId: row.metaAppId as Page['metaAppId'],
    departmentId: row.departmentId as Page['departmentId'],
    workStreamId: row.workStreamId as Page['workStreamId'],
    operatingHoursId: row.operatingHoursId as Page['operatingHoursId'],
    state: row.state,
    stateSince: row.stateSince.toISOString(),
    humanAgentAllowed: row.humanAgentAllowed,
    lastWebhookAt: row.lastWebhookAt?.toISOString() ?? null,
    tokenExpiresAt: row.tokenExpiresAt?.toISOString() ?? null,
    dataAccessExpiresAt: row.dataAccessExpiresAt?.toISOString() ?? null,
    hasPicture: row.pictureFileId !== null,
    removedAt: row.removedAt?.toISOString() ?? null,
  };
}

/** Pages by ids, whoever may see them: the caller decides. */
export async function presentPages(db: Context['db'], ids: readonly string[]): Promise<Page[]> {
  if (ids.length === 0) return [];
  return (await listPages(db, { sight: 'all', ids })).map(presentPage);
}
