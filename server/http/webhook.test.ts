import { createHmac } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSecrets } from '../kit/secrets.ts';
import { openDatabase, type Database } from '../store/db.ts';
import { createDeliveryWriter, type DeliveryWriter } from '../store/deliveries.ts';
import { useOpenDesk } from '../testing/open-desk.ts';
import { createWebhookCounts, registerWebhook } from './webhook.ts';

const desk = useOpenDesk();
const secrets = createSecrets('a key of a test that nobody uses elsewhere');
const appSecret = 'the app secret';
const address = '/webhooks/facebook/key-1';
const counts = createWebhookCounts();
const errors: unknown[] = [];
let app: FastifyInstance;
let database: Database;
let writer: DeliveryWriter;

beforeAll(async () => {
  database = openDatabase(desk.database.connection, { maxConnections: 2 });
  writer = createDeliveryWriter(database, { clock: desk.clock });
  const base = { name: 'App', verifyToken: 'let me in', createdAt: desk.clock.now() };
  const id = desk.newId();
  const brokenId = desk.newId();
  await desk.db
    .insertInto('metaApp')
    .values([
      { ...base, id, appKey: 'key-1', appId: '1', appSecretSealed: secrets.seal(appSecret, id) },
      { ...base, id: brokenId, appKey: 'key-2', appId: '2', appSecretSealed: 'sealed by a lost key' },
    ])
    .execute();
  app = Fastify({ logger: false });
  await registerWebhook(app, {
    db: desk.db,
    writer,
    secrets,
    clock: desk.clock,
    counts,
    onError: (error) => errors.push(error),
  });
});
afterAll(async () => {
  await app.close();
  await writer.close();
  await database.close();
});
beforeEach(async () => {
  await sql`truncate delivery, inbound_event`.execute(desk.db);
  errors.length = 0;
});

const sign = (body: string | Buffer, key = appSecret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
const deliver = (body: string | Buffer, headers: Record<string, string> = {}, url = address) =>
  app.inject({
    method: 'POST',
    url,
    payload: body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(body), ...headers },
  });
const item = (mid: string, psid: string) => ({
  sender: { id: psid },
  recipient: { id: '700' },
  timestamp: 1795000000001,
  message: { mid, text: 'Olá' },
});
const deliveryOf = (...items: object[]) =>
  JSON.stringify({ object: 'page', entry: [{ id: '700', time: 1795000000123, messaging: items }] });
const stored = async () => ({
  deliveries: (await desk.db.selectFrom('delivery').select('body').execute()).map((row) =>
    row.body.toString(),
  ),
  events: await desk.db
    .selectFrom('inboundEvent')
    .select(['facebookPageId', 'personKey', 'list', 'entryIndex', 'itemIndex', 'lane'])
    .orderBy('id')
    .execute(),
});

describe('verification', () => {
  const ask = (query: Record<string, string>, url = address) => app.inject({ method: 'GET', url, query });
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': 'let me in', 'hub.challenge': '1158201444' };

  test('the right verify token gets the challenge back as plain text (behaviour 1)', async () => {
    const answer = await ask(right);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toBe('1158201444');
  });

  test.each([
    ['a wrong token', { ...right, 'hub.verify_token': 'let me in!' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444' }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'let me in' }],
  ])('%s is refused without the challenge (behaviour 2)', async (_, query) => {
    const answer = await ask(query);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('1158201444');
  });

  test('an address that is nobody’s is not found', async () => {
    expect((await ask(right, '/webhooks/facebook/other')).statusCode).toBe(404);
  });
});

describe('delivery', () => {
  test('the answer leaves when the delivery is written down, before anything is done with it (behaviour 9)', async () => {
    expect((await deliver(deliveryOf(item('m_9', '28')))).statusCode).toBe(200);
    expect((await stored()).events).toHaveLength(1);
    for (const table of ['contact', 'message', 'job'] as const) {
      expect(await desk.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    }
  });

  test('a signed body is in the journal, byte for byte, before it is answered', async () => {
    const body = `${deliveryOf(item('m1', '28'))} \n`;
    const answer = await deliver(body);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('EVENT_RECEIVED');
    const { deliveries, events } = await stored();
    expect(deliveries).toEqual([body]);
    expect(events).toEqual([
      {
        facebookPageId: '700',
        personKey: '28',
        list: 'messaging',
        entryIndex: 0,
        itemIndex: 0,
        lane: expect.any(Number),
      },
    ]);
  });

  test('each entry and item of a body queues on its own, one person in one lane (behaviour 8)', async () => {
    await deliver(
      JSON.stringify({
        object: 'page',
        entry: [
          { id: '700', messaging: [item('1', '28'), item('2', '29')] },
          {
            id: '701',
            standby: [item('3', '28')],
            changes: [{ field: 'feed', value: { from: { id: '30' } } }],
          },
          { id: '700', messaging: [item('4', '28')] },
        ],
      }),
    );
    const { events } = await stored();
    expect(events.map((e) => [e.facebookPageId, e.personKey, e.list, e.entryIndex, e.itemIndex])).toEqual([
      ['700', '28', 'messaging', 0, 0],
      ['700', '29', 'messaging', 0, 1],
      ['701', '28', 'standby', 1, 0],
      ['701', '30', 'changes', 1, 0],
      ['700', '28', 'messaging', 2, 0],
    ]);
    expect(events[4]?.lane).toBe(events[0]?.lane);
  });

  test('a malformed entry queues alone and takes nothing along (behaviour 112)', async () => {
    await deliver(
      JSON.stringify({ object: 'page', entry: [null, { id: '700', messaging: [7, item('1', '28')] }] }),
    );
    const { events } = await stored();
    expect(events.map((e) => [e.list, e.personKey])).toEqual([
      ['entry', ''],
      ['messaging', ''],
      ['messaging', '28'],
    ]);
  });

  test('an entry with neither messaging, standby nor changes is 200 and no work (behaviour 7)', async () => {
    expect(
      (await deliver(JSON.stringify({ object: 'page', entry: [{ id: '700', time: 1 }] }))).statusCode,
    ).toBe(200);
    const { deliveries, events } = await stored();
    expect(deliveries).toHaveLength(1);
    expect(events).toEqual([]);
  });

  test('another object than page is answered and kept as a whole (behaviour 13)', async () => {
    const answer = await deliver(
      JSON.stringify({ object: 'instagram', entry: [{ id: '1', messaging: [{}] }] }),
    );
    expect(answer.statusCode).toBe(200);
    expect((await stored()).events).toMatchObject([{ list: 'other-object', facebookPageId: null }]);
  });

  test('JSON that is no delivery is answered and kept as a whole', async () => {
    expect((await deliver('[1,2]')).statusCode).toBe(200);
    expect((await stored()).events).toMatchObject([{ list: 'body', facebookPageId: null }]);
  });

  test('what is not JSON is 400 and nothing is queued (behaviour 4)', async () => {
    for (const body of ['{"object":', '', 'hello']) {
      const answer = await deliver(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: { code: 'invalid' } });
    }
    expect(await stored()).toEqual({ deliveries: [], events: [] });
  });

  test('without a signature it is 403, counted, and nothing is stored (behaviour 5)', async () => {
    const before = counts.unsigned;
    const answer = await app.inject({ method: 'POST', url: address, payload: deliveryOf(item('m', '1')) });
    expect(answer.statusCode).toBe(403);
    expect(counts.unsigned).toBe(before + 1);
    expect(await stored()).toEqual({ deliveries: [], events: [] });
  });

  test('with a wrong signature it is 403 and nothing is stored (behaviour 6)', async () => {
    const body = deliveryOf(item('m', '1'));
    for (const headers of [
      { 'x-hub-signature-256': sign(body, 'another secret') },
      { 'x-hub-signature-256': sign(`${body} `) },
      { 'x-hub-signature-256': 'sha256=' },
    ]) {
      expect((await deliver(body, headers)).statusCode).toBe(403);
    }
    expect(await stored()).toEqual({ deliveries: [], events: [] });
  });

  test('the SHA-1 twin alone is refused unless the app allows it', async () => {
    const body = deliveryOf(item('m', '1'));
    const sha1 = `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`;
    const send = () =>
      app.inject({ method: 'POST', url: address, payload: body, headers: { 'x-hub-signature': sha1 } });
    expect((await send()).statusCode).toBe(403);
    await desk.db.updateTable('metaApp').set({ allowSha1: true }).where('appKey', '=', 'key-1').execute();
    desk.clock.advance(5_000);
    expect((await send()).statusCode).toBe(200);
    await desk.db.updateTable('metaApp').set({ allowSha1: false }).execute();
    desk.clock.advance(5_000);
    expect((await send()).statusCode).toBe(403);
  });

  test('the content type says nothing about the bytes', async () => {
    const body = deliveryOf(item('m', '1'));
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
    ]) {
      expect((await deliver(body, { 'content-type': type })).statusCode).toBe(200);
    }
    expect((await stored()).deliveries).toEqual([body, body, body]);
  });

  test('a thousand updates in one body are taken, a body over 3 MiB is 413 and not stored', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => item(`m_${'x'.repeat(88)}${i}`, String(i)));
    expect((await deliver(deliveryOf(...many))).statusCode).toBe(200);
    expect((await stored()).events).toHaveLength(1_000);
    await sql`truncate delivery, inbound_event`.execute(desk.db);
    const answer = await deliver(Buffer.alloc(3 * 1024 * 1024 + 1, ' '));
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ error: { code: 'too-large' } });
    expect((await stored()).deliveries).toEqual([]);
  });

  test('a body of more items than Meta ever sends is kept as a whole, and makes no work for each', async () => {
    const body = JSON.stringify({ object: 'page', entry: Array.from({ length: 10_001 }, () => 0) });
    expect((await deliver(body)).statusCode).toBe(200);
    expect((await stored()).events).toMatchObject([{ list: 'body', facebookPageId: null }]);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const)(
    '%s is 405 (behaviour 3)',
    async (method) => {
      const answer = await app.inject({
        method,
        url: address,
        ...(method === 'PUT' ? { payload: 'x' } : {}),
      });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers['allow']).toBe('GET, POST');
    },
  );

  test('an address that is nobody’s is 404', async () => {
    const body = deliveryOf(item('m', '1'));
    expect((await deliver(body, {}, '/webhooks/facebook/other')).statusCode).toBe(404);
    expect((await stored()).deliveries).toEqual([]);
  });

  test('a secret that cannot be opened stops its own app only, and Meta is asked to come again', async () => {
    const body = deliveryOf(item('m', '1'));
    expect((await deliver(body, {}, '/webhooks/facebook/key-2')).statusCode).toBe(503);
    expect(errors).toHaveLength(1);
    expect((await deliver(body)).statusCode).toBe(200);
  });

  test('what the database does not take is answered 503, never 200', async () => {
    await sql`alter table inbound_event add constraint no_more check (false) not valid`.execute(desk.db);
    const before = counts.notStored;
    const answer = await deliver(deliveryOf(item('m', '1')));
    await sql`alter table inbound_event drop constraint no_more`.execute(desk.db);
    expect(answer.statusCode).toBe(503);
    expect(counts.notStored).toBe(before + 1);
    expect((await stored()).deliveries).toEqual([]);
  });

  test('a hundred deliveries at once are each stored once', async () => {
    const bodies = Array.from({ length: 100 }, (_, i) => deliveryOf(item(`m${i}`, String(i % 7))));
    const answers = await Promise.all(bodies.map((body) => deliver(body)));
    expect(answers.every((answer) => answer.statusCode === 200)).toBe(true);
    const { deliveries, events } = await stored();
    expect(deliveries.toSorted()).toEqual(bodies.toSorted());
    expect(events).toHaveLength(100);
  });
});
