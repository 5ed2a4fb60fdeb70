import type { PageSettings } from '../../../contract/page-settings.ts';
import type { Tx } from '../../store/db.ts';
import { readStreamSettingsOf } from '../../store/distribution.ts';
import { readSettings } from '../../store/page-settings.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** How long conversations of this page live. */
export async function readLife(tx: Tx, pageId: string): Promise<PageSettings['life']> {
  return settingsOfPage((await readSettings(tx, pageId))?.settings ?? {}).life;
}

const hourMs = 60 * 60_000;

export function dueAfterHours(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * hourMs);
}

/** Until when a conversation may stay parked from a time on: as its work stream says, else as its page does. */
export async function parkedUntil(
  tx: Tx,
  { id, pageId }: { id: string; pageId: string },
  from: Date,
): Promise<Date> {
  const { autoCloseHours } = readStreamSettings((await readStreamSettingsOf(tx, id)) ?? {});
  return dueAfterHours(from, autoCloseHours ?? (await readLife(tx, pageId)).parkedHours);
}
