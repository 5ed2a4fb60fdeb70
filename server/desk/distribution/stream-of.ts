import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { readStreams, readStreamSettingsOf } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { Stream } from './see-people.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';

/** How the work stream of a conversation is set. */
export async function readStreamOf(db: Db | Tx, conversationId: string): Promise<WorkStreamSettings> {
  return readStreamSettings((await readStreamSettingsOf(db, conversationId)) ?? {});
}

/** Every work stream with what is set for it. */
export async function readAllStreams(db: Db | Tx): Promise<Stream[]> {
  return (await readStreams(db)).map(streamOfRow);
}

export function streamOfRow({
  id,
  isDefault,
  settings,
}: Awaited<ReturnType<typeof readStreams>>[number]): Stream {
  return { id, isDefault, settings: readStreamSettings(settings) };
}
