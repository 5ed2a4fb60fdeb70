import { uuidOf } from '../kit/uuid-of.ts';
import type { Tx } from './db.ts';
import { laneOf } from './deliveries.ts';
import type { InboundEventTable, SetAsideTable } from './tables.ts';

/** Something that could not be used, and where it stands in the journal. */
export interface NewSetAside {
  receivedAt: Date;
  reason: SetAsideTable['reason'];
  metaAppId: string;
  facebookPageId: string | null;
  personKey: string | null;
  /** A sentence for an administrator. */
  detail: string;
  /** The item as JSON text; null when the body is no JSON that could be stored. */
  itemJson: string | null;
  /** Only when there is no item. */
  body: Buffer | null;
  deliveryId: number;
  list: InboundEventTable['list'];
  entryIndex: number;
  itemIndex: number;
}

/** Keeps what could not be used. The same thing again changes nothing. */
export async function addSetAside(tx: Tx, things: readonly NewSetAside[]): Promise<void> {
  if (things.length === 0) return;
  const rows = things.map(({ itemJson, ...thing }) => ({
    ...thing,
    id: uuidOf(thing.reason, thing.facebookPageId ?? '', itemJson ?? thing.body ?? placeOf(thing)),
    item: itemJson,
  }));
  await tx
    .insertInto('setAside')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Of what cannot be shown, its place in the journal tells one from another. */
function placeOf({ deliveryId, list, entryIndex, itemIndex }: Omit<NewSetAside, 'itemJson'>): string {
  return [deliveryId, list, entryIndex, itemIndex].join(' ');
}

/**
 * Puts something set aside back into the queue, to be read and applied again from the journal.
 *
 * @returns `queued`; `unknown` when there is no such thing; `gone` when its delivery is no longer in the journal.
 */
export async function requeueSetAside(tx: Tx, id: string): Promise<'queued' | 'unknown' | 'gone'> {
  const thing = await tx
    .selectFrom('setAside')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!thing) return 'unknown';
  const { deliveryId, receivedAt, facebookPageId, list, entryIndex, itemIndex } = thing;
  if (deliveryId === null || list === null || entryIndex === null || itemIndex === null) return 'gone';
  const delivery = await tx
    .selectFrom('delivery')
    .select('metaAppId')
    .where('id', '=', deliveryId)
    .where('receivedAt', '=', receivedAt)
    .executeTakeFirst();
  if (!delivery) return 'gone';
  const personKey = thing.personKey ?? '';
  await tx
    .insertInto('inboundEvent')
    .values({
      deliveryId,
      receivedAt,
      metaAppId: delivery.metaAppId,
      lane: laneOf(facebookPageId, personKey),
      facebookPageId,
      personKey,
      list,
      entryIndex,
      itemIndex,
      notBefore: null,
    })
    .execute();
  await tx.deleteFrom('setAside').where('id', '=', id).execute();
  return 'queued';
}
