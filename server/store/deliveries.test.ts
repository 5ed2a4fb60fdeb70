import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useOpenDesk } from '../testing/open-desk.ts';
import { dropOldPartitions, ensurePartitions } from './delivery-days.ts';
import { openDatabase, type Database } from './db.ts';
import { createDeliveryWriter, laneCount, laneOf, type NewDelivery } from './deliveries.ts';

const desk = useOpenDesk();
const app = '018f3c1e-7a2b-7000-8000-000000000001';
let database: Database;
beforeEach(async () => {
  await sql`truncate delivery, inbound_event`.execute(desk.db);
  database = openDatabase(desk.database.connection, { maxConnections: 2 });
});
afterEach(() => database.close());

const delivery = (text: string, person = '28', body = Buffer.from(text)): NewDelivery => ({
  metaAppId: app,
  body,
  events: [{ facebookPageId: '700', personKey: person, list: 'messaging', entryIndex: 0, itemIndex: 0 }],
});
const bodies = async () =>
  (await desk.db.selectFrom('delivery').select('body').orderBy('id').execute()).map((row) =>
    row.body.toString(),
  );

describe('the batch writer', () => {
  test('writes what comes together by one statement and answers each when it is committed', async () => {
    let commits = 0;
    const writer = createDeliveryWriter(database, { clock: desk.clock, onWritten: () => commits++ });
    await Promise.all(Array.from({ length: 50 }, (_, i) => writer.write(delivery(`body ${i}`))));
    expect(commits).toBe(1);
    expect(await bodies()).toEqual(Array.from({ length: 50 }, (_, i) => `body ${i}`));
  });

  test('keeps bytes that are no text, and quotes, and nothing at all', async () => {
    const writer = createDeliveryWriter(database, { clock: desk.clock });
    const odd = [Buffer.from([0, 255, 128, 10]), Buffer.from('"\\{},\''), Buffer.alloc(0), Buffer.from('é')];
    await Promise.all(odd.map((body) => writer.write(delivery('', 'a "b" {c}, \\', body))));
    const rows = await desk.db.selectFrom('delivery').select('body').orderBy('id').execute();
    expect(rows.map((row) => row.body)).toEqual(odd);
    const events = await desk.db.selectFrom('inboundEvent').select('personKey').execute();
    expect(new Set(events.map((event) => event.personKey))).toEqual(new Set(['a "b" {c}, \\']));
  });

  test('one bad row does not fail its neighbours', async () => {
    const writer = createDeliveryWriter(database, { clock: desk.clock });
    const results = await Promise.allSettled([
      writer.write(delivery('one')),
      writer.write(delivery('bad', 'no text can hold \0')),
      writer.write(delivery('two')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await bodies()).toEqual(['one', 'two']);
  });

  test('a database that is gone fails every delivery and none is stored twice later', async () => {
    const gone = openDatabase({ ...desk.database.connection, port: 1 }, { maxConnections: 1 });
    const writer = createDeliveryWriter(gone, { clock: desk.clock });
    const results = await Promise.allSettled([writer.write(delivery('a')), writer.write(delivery('b'))]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    await gone.close();
    expect(await bodies()).toEqual([]);
  });

  test('two processes never give one id twice, and the queue keeps the order of arrival', async () => {
    const other = openDatabase(desk.database.connection, { maxConnections: 2 });
    const [a, b] = [database, other].map((handle) => createDeliveryWriter(handle, { clock: desk.clock }));
    if (!a || !b) throw new Error('two writers');
    for (let i = 0; i < 20; i++) await (i % 2 ? a : b).write(delivery(`body ${i}`));
    await other.close();
    const { rows } = await sql<{ text: string }>`
      select convert_from(body, 'utf8') as text from inbound_event e
      join delivery d on d.id = e.delivery_id and d.received_at = e.received_at order by e.id
    `.execute(desk.db);
    expect(rows.map((row) => row.text)).toEqual(Array.from({ length: 20 }, (_, i) => `body ${i}`));
  });
});

test('lanes are spread evenly, and the same person is always in the same lane', () => {
  const counts = Array.from({ length: laneCount }, () => 0);
  for (let i = 0; i < 6_400; i++) {
    const lane = laneOf('700100200300401', String(28_000_000_000_000_000n + BigInt(i)));
    expect(lane).toBe(laneOf('700100200300401', String(28_000_000_000_000_000n + BigInt(i))));
    counts[lane] = (counts[lane] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(160);
});

describe('the days of the journal', () => {
  const day = (text: string) => new Date(`${text}T12:00:00Z`);
  const insertDelivery = (id: number, at: Date) =>
    desk.db
      .insertInto('delivery')
      .values({ id, receivedAt: at, metaAppId: app, body: Buffer.from('x') })
      .execute();
  const partitionOf = async (id: number) => {
    const { rows } = await sql<{
      name: string;
    }>`select tableoid::regclass::text as name from delivery where id = ${id}`.execute(desk.db);
    return rows[0]?.name;
  };

  test('are made ahead, take in what came before them, and are dropped when they are old and worked off', async () => {
    await insertDelivery(1, day('2026-11-20'));
    expect(await partitionOf(1)).toBe('delivery_default');
    const made = await Promise.all([
      ensurePartitions(desk.db, day('2026-11-20')),
      ensurePartitions(desk.db, day('2026-11-20')),
    ]);
    expect(made.flat().toSorted()).toEqual([
      'delivery_20261120',
      'delivery_20261121',
      'delivery_20261122',
      'delivery_20261123',
    ]);
    expect(await partitionOf(1)).toBe('delivery_20261120');
    await insertDelivery(2, day('2026-11-21'));
    expect(await partitionOf(2)).toBe('delivery_20261121');

    await desk.db
      .insertInto('inboundEvent')
      .values({
        deliveryId: 2,
        receivedAt: day('2026-11-21'),
        metaAppId: app,
        lane: 1,
        facebookPageId: '7',
        personKey: '1',
        entryIndex: 0,
        list: 'messaging',
        itemIndex: 0,
      })
      .execute();
    await insertDelivery(3, day('2026-11-01'));
    expect(await dropOldPartitions(desk.db, new Date('2026-11-22T00:00:00Z'))).toEqual(['delivery_20261120']);
    expect(await partitionOf(1)).toBeUndefined();
    expect(await partitionOf(2)).toBe('delivery_20261121');
    expect(await partitionOf(3)).toBeUndefined();

    await sql`delete from inbound_event`.execute(desk.db);
    expect(await dropOldPartitions(desk.db, new Date('2026-11-22T00:00:00Z'))).toEqual(['delivery_20261121']);
  });
});
