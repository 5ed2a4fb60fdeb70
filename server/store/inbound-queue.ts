import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { laneCount, laneOf } from './deliveries.ts';
import type { InboundEventTable } from './tables.ts';

/** First half of the advisory locks that hold lanes; the second is the lane. Nobody else takes these. */
const laneLocks = 7_243_100;

/** An event that waits to be applied, and where it stands in its delivery. */
export interface QueuedEvent {
  id: number;
  deliveryId: number;
  receivedAt: Date;
  metaAppId: string;
  lane: number;
  facebookPageId: string | null;
  personKey: string;
  entryIndex: number;
  list: InboundEventTable['list'];
  itemIndex: number;
  attempts: number;
}

/**
 * Takes lanes that have something to do and that nobody holds, until the end of the transaction. Holding and
 * working are one transaction: whoever dies, or loses the connection, has given back the lanes and undone the work.
 *
 * @param options.most     so many lanes at most: the others are left to other workers.
 * @param options.startAt  the first lane to look at; the next ones follow, so that all have their turn.
 * @returns the lanes, in no order.
 */
export async function takeLanes(
  tx: Tx,
  options: { most: number; startAt: number; now: Date },
): Promise<number[]> {
  // The list is made before the first lock is taken: a condition on both would lock lanes that have nothing to do.
  const { rows } = await sql<{ lane: number }>`
    with busy as materialized (
      select lane from generate_series(0, ${sql.lit(laneCount - 1)}) as lane
      where exists (
        select from inbound_event where inbound_event.lane = lane.lane and (not_before is null or not_before <= ${options.now})
      )
      order by (lane - ${options.startAt}::integer + ${sql.lit(laneCount)}) % ${sql.lit(laneCount)}
    )
    select lane from busy
    where pg_try_advisory_xact_lock(${sql.lit(laneLocks)}, lane)
    limit ${options.most}
  `.execute(tx);
  return rows.map((row) => row.lane);
}

/**
 * Holds one person's lane until the end of the transaction, waiting for whoever has it: for what is applied beside
 * the queue. Taken before any row, and no second one after it, so that nobody waits in a ring.
 */
export async function holdLaneOf(tx: Tx, facebookPageId: string, psid: string): Promise<void> {
  const lane = laneOf(facebookPageId, psid);
  await sql`select pg_advisory_xact_lock(${sql.lit(laneLocks)}, ${sql.lit(lane)})`.execute(tx);
}

/**
 * The next events of lanes that this transaction holds, in order. An event that failed waits for its time, and
 * with it the later ones of its person; everybody else goes on.
 *
 * Index `inbound_event_lane`: a bounded piece of each lane, however long the queue is.
 */
export async function readQueue(
  tx: Tx,
  options: { lanes: readonly number[]; most: number; now: Date },
): Promise<QueuedEvent[]> {
  const perLane = Math.max(8, Math.ceil((options.most * 2) / Math.max(options.lanes.length, 1)));
  const { rows } = await sql<QueuedEvent>`
    with waiting as materialized (
      select lane, facebook_page_id, person_key, min(id) as first_id from inbound_event
      where lane = any(${options.lanes}::smallint[]) and not_before is not null and not_before > ${options.now}
      group by lane, facebook_page_id, person_key
    )
    select event.* from unnest(${options.lanes}::smallint[]) as held (lane)
    cross join lateral (
      select id, delivery_id, received_at, meta_app_id, lane, facebook_page_id, person_key, entry_index, list, item_index, attempts
      from inbound_event as next
      where next.lane = held.lane
        and not exists (
          select from waiting
          where waiting.lane = next.lane and waiting.facebook_page_id is not distinct from next.facebook_page_id
            and waiting.person_key = next.person_key and waiting.first_id <= next.id
        )
      order by id
      limit ${perLane}
    ) as event
    order by event.id
    limit ${options.most}
  `.execute(tx);
  return rows;
}

/** So much of the journal is read at once; one delivery is always read, however long. */
const mostBytesAtOnce = 16 * 1024 * 1024;

/**
 * The bodies of some events' deliveries, by the delivery's id. What no longer fits is null and is for the next
 * time; what is not in the journal any more is not there.
 */
export async function readBodies(
  tx: Tx,
  events: readonly QueuedEvent[],
): Promise<Map<number, Buffer | null>> {
  if (events.length === 0) return new Map();
  const times = events.map((event) => event.receivedAt.getTime());
  const ids = [...new Set(events.map((event) => event.deliveryId))];
  // The bounds of the time name the days, so that only their partitions are opened.
  const { rows } = await sql<{ id: number; body: Buffer | null }>`
    select id, case when total <= ${sql.lit(mostBytesAtOnce)} or number = 1 then body end as body
    from (
      select id, body, sum(octet_length(body)) over (order by id) as total, row_number() over (order by id) as number
      from delivery
      where id = any(${`{${ids.join(',')}}`}::bigint[])
        and received_at between ${new Date(Math.min(...times))} and ${new Date(Math.max(...times))}
    ) as found
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row.body]));
}

/** Removes events that are done. */
export async function removeQueued(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from inbound_event where id = any(${`{${ids.join(',')}}`}::bigint[])`.execute(tx);
}

/** Counts a failed attempt and lets the event wait. */
export async function postponeQueued(tx: Tx, id: number, notBefore: Date): Promise<void> {
  await tx
    .updateTable('inboundEvent')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), notBefore }))
    .where('id', '=', id)
    .execute();
}

/** Whether anything is in the queue at all: for those who look now and then. */
export async function hasQueued(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (select from inbound_event) as is_there
  `.execute(db);
  return rows[0]?.isThere === true;
}

/** How long the queue is, for metrics and readiness: the count stops at 100,000. */
export async function measureQueue(db: Db): Promise<{ waiting: number; oldestReceivedAt: Date | null }> {
  const { rows } = await sql<{ waiting: number; oldestReceivedAt: Date | null }>`
    select (select count(*)::integer from (select from inbound_event limit 100000) as first_ones) as waiting,
      (select received_at from inbound_event order by id limit 1) as oldest_received_at
  `.execute(db);
  return rows[0] ?? { waiting: 0, oldestReceivedAt: null };
}

/**
 * Tries something within the transaction: when it throws, the transaction stands where it stood before.
 * @throws what it threw; or what the database said, when the connection itself is lost.
 */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint attempt`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx).catch((cause: unknown) => {
      throw Object.assign(new Error('The connection was lost.', { cause }), { code: '08006' });
    });
    throw error;
  }
}

/** Whether a failure says nothing about the work: the connection is lost, or somebody else was in the way. */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  // Node's own words for a fault of the program, an address that is none for example.
  if (typeof code === 'string' && code.startsWith('ERR_')) return false;
  if (typeof code !== 'string' || code.length !== 5) return code !== undefined;
  // Connection, rollback by the server (deadlock, serialization), shutdown, lock not to be had.
  return /^(?:08|40|53|57P0|55P03)/.test(code);
}
