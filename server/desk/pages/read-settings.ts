import type { VersionedPageSettings } from '../../../contract/page-settings.ts';
import { readSettings as readRow } from '../../store/page-settings.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { settingsOfPage } from './settings-of.ts';

/** What is set for a page, defaults filled in. Administrators only. @throws Problem `not-found`. */
export async function readSettings(ctx: Context, pageId: string): Promise<VersionedPageSettings> {
  requireRight(ctx.actor, 'manage-pages');
  const row = await readRow(ctx.db, pageId);
  if (!row) throw notFound('page');
  return { version: row.version, settings: settingsOfPage(row.settings) };
}
