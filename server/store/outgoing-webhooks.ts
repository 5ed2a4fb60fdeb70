import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Endpoints in the order in which they were made, with what went wrong since a moment. */
export async function listEndpoints(db: Db | Tx, since: Date, id?: string) {
  const count = (state: 'failed' | 'waiting') =>
    sql<number>`(
      select count(*)::int from webhook_delivery w
      where w.endpoint_id = e.id and w.state = ${state} and w.created_at > ${since}::timestamptz
    )`;
  let query = db
    .selectFrom('webhookEndpoint as e')
    .select(['e.id', 'e.url', 'e.events', 'e.isOn', 'e.createdAt'])
    .select([count('failed').as('failedCount'), count('waiting').as('waitingCount')]);
  if (id !== undefined) query = query.where('e.id', '=', id);
  return query.orderBy('e.createdAt').orderBy('e.id').execute();
}

/** Endpoints that want to be told, and of what. */
export async function listWanting(db: Db | Tx) {
  return db.selectFrom('webhookEndpoint').select(['id', 'events']).where('isOn', '=', true).execute();
}

export async function insertEndpoint(
  tx: Tx,
  endpoint: { id: string; url: string; events: readonly string[]; secretSealed: string; createdAt: Date },
): Promise<void> {
  await tx.insertInto('webhookEndpoint').values(endpoint).execute();
}

/** @returns false when there is no such endpoint. */
export async function updateEndpoint(
  tx: Tx,
  id: string,
  change: { url?: string; events?: readonly string[]; isOn?: boolean; secretSealed?: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('webhookEndpoint')
    .set({ id, ...change })
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Removes an endpoint with its log. @returns its address; undefined when there was none. */
export async function deleteEndpoint(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('webhookEndpoint').where('id', '=', id).returning('url').executeTakeFirst();
  return row?.url;
}

export interface NewDelivery {
  id: string;
  endpointId: string;
  eventId: string;
  event: string;
  conversationId: string | null;
  contactId: string | null;
  body: string;
  createdAt: Date;
}

/** Writes down what is to be told; of one event each endpoint is told once. @returns those that are new. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<Set<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = await tx
    .insertInto('webhookDelivery')
    .values(deliveries.map((each) => ({ ...each, state: 'waiting' as const })))
    .onConflict((conflict) => conflict.columns(['endpointId', 'eventId']).doNothing())
    .returning('id')
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** A delivery with where it goes. */
export async function findDelivery(db: Db | Tx, id: string) {
  return db
    .selectFrom('webhookDelivery as w')
    .innerJoin('webhookEndpoint as e', 'e.id', 'w.endpointId')
    .select([
      'w.id',
      'w.endpointId',
      'w.eventId',
      'w.event',
      'w.conversationId',
      'w.body',
      'w.state',
      'w.attempts',
      'e.url',
      'e.secretSealed',
      'e.isOn',
    ])
    .where('w.id', '=', id)
    .executeTakeFirst();
}

export async function recordTry(
  db: Db | Tx,
  id: string,
  outcome: {
    state: 'waiting' | 'delivered' | 'failed';
    attempts: number;
    statusCode: number | null;
    failure: string | null;
    triedAt: Date | null;
  },
): Promise<void> {
  await db.updateTable('webhookDelivery').set(outcome).where('id', '=', id).execute();
}

/** The log of an endpoint, newest first. */
export async function listDeliveries(
  db: Db | Tx,
  endpointId: string,
  page: { before: { key: string; id: string } | null; limit: number },
) {
  const { before } = page;
  return db
    .selectFrom('webhookDelivery')
    .select(['id', 'event', 'state', 'attempts', 'statusCode', 'failure', 'createdAt', 'triedAt'])
    .select(sql<string>`((extract(epoch from created_at) * 1000000)::bigint)::text`.as('key'))
    .where('endpointId', '=', endpointId)
    .where(
      before
        ? sql<boolean>`(created_at, id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Forgets what was told before a moment, but what still waits. @returns how many. */
export async function pruneWebhookDeliveries(db: Db, before: Date): Promise<number> {
  const done = await db
    .deleteFrom('webhookDelivery')
    .where('createdAt', '<', before)
    .where('state', '<>', 'waiting')
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
