import { pageSettings, type PageSettings } from '../../../contract/page-settings.ts';
import type { Tx } from '../../store/db.ts';
import { readSettings } from '../../store/page-settings.ts';

/** How long conversations of this page live. */
export async function readLife(tx: Tx, pageId: string): Promise<PageSettings['life']> {
  return pageSettings.parse((await readSettings(tx, pageId))?.settings ?? {}).life;
}

const hourMs = 60 * 60_000;

export function dueAfterHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * hourMs);
}
