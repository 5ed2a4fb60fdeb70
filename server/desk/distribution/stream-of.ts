import type { OfferLook } from '../../../contract/offer-templates.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { readStreams, readStreamSettingsOf } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { CapacityRules } from '../capacity/limits.ts';
import { capacityOf } from '../capacity/read-limits.ts';
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

/** Every work stream with what is set for it, and how much people may have in hand. */
export interface House {
  streams: readonly Stream[];
  rules: CapacityRules;
}

export async function readHouse(db: Db | Tx): Promise<House> {
  return houseOf(await readStreams(db));
}

/** A conversation in its work stream: its own, or the default one. */
export function inStream<Item extends { workStreamId: string | null }>(
  { streams }: House,
  item: Item,
): Item & { workStreamId: string } {
  const usual = streams.find(({ isDefault }) => isDefault);
  return { ...item, workStreamId: item.workStreamId ?? usual?.id ?? '' };
}

export function houseOf(rows: Awaited<ReturnType<typeof readStreams>>): House {
  const streams = rows.map(streamOfRow);
  return { streams, rules: capacityOf(rows, streams) };
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
