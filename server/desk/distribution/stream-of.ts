import type { OfferLook } from '../../../contract/offer-templates.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { readStreams, readStreamSettingsOf } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readBody } from '../offer-templates/offer-templates.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';

/** A work stream as distribution goes by it. */
export interface Stream {
  id: string;
  isDefault: boolean;
  /** With what the template of its requests says. */
  settings: WorkStreamSettings;
  /** How its requests look; null: by no template. */
  look: OfferLook | null;
}

/** How the work stream of a conversation is set. */
export async function readStreamOf(db: Db | Tx, conversationId: string): Promise<WorkStreamSettings> {
  return readStreamSettings((await readStreamSettingsOf(db, conversationId)) ?? {});
}

/** Every work stream with what is set for it. */
export async function readAllStreams(db: Db | Tx): Promise<Stream[]> {
  return (await readStreams(db)).map(streamOfRow);
}

/** A work stream's row; its template has the words over how it offers. */
export function streamOfRow({
  id,
  isDefault,
  settings: stored,
  template,
}: Pick<
  Awaited<ReturnType<typeof readStreams>>[number],
  'id' | 'isDefault' | 'settings' | 'template'
>): Stream {
  const settings = readStreamSettings(stored);
  if (template === null) return { id, isDefault, settings, look: null };
  const { seconds, givesWithoutAsking, ...look } = readBody(template);
  const { showsCountdown, canReject } = look;
  return {
    ...{ id, isDefault, look },
    settings: { ...settings, offerSeconds: seconds, givesWithoutAsking, showsCountdown, canReject },
  };
}
