import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { readStreamSettingsOf } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';

/** How the work stream of a conversation is set. */
export async function readStreamOf(db: Db | Tx, conversationId: string): Promise<WorkStreamSettings> {
  return readStreamSettings((await readStreamSettingsOf(db, conversationId)) ?? {});
}
