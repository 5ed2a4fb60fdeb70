import { sql } from 'kysely';
import { uuidOf } from '../kit/uuid-of.ts';
import type { Db, Tx } from './db.ts';
import { laneOf } from './deliveries.ts';
import type { SetAsideTable } from './tables.ts';

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
  list: SetAsideTable['list'];
  entryIndex: number;
  itemIndex: number;
}

/** Keeps what could not be used. The same thing again changes nothing. */
export async function addSetAside(tx: Tx, things: readonly NewSetAside[]): Promise<void> {
  if (things.length === 0) return;
  const rows = things.map(({ itemJson, ...thing }) => ({
    ...thing,
    id: uuidOf(thing.reason, thing.facebookPageId ?? '', itemJson ?? thing.body ?? ''),
    item: itemJson,
  }));
  await tx
    .insertInto('setAside')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
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
  const delivery = await tx
    .selectFrom('delivery')
    .select('metaAppId')
    .where('id', '=', thing.deliveryId)
    .where('receivedAt', '=', thing.receivedAt)
    .executeTakeFirst();
  if (!delivery) return 'gone';
  const { deliveryId, receivedAt, facebookPageId, list, entryIndex, itemIndex } = thing;
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

/** Drops what was set aside before a time. @returns how many. */
export async function pruneSetAside(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from set_aside where received_at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
