import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../../desk/context.ts';
import { followEvents } from '../../desk/desk-events/follow.ts';
import { sendWebhookHandler } from '../../jobs/send-webhook.ts';
import { createWorker } from '../../jobs/worker.ts';
import { createLogger } from '../../kit/logger.ts';
import type { OutgoingAnswer } from '../../kit/outgoing.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const secrets = createSecrets('a key for tests that nobody needs to guess');
const url = 'https://hooks.test/pagedesk?key=hush';

let told: { url: string; body: Record<string, unknown>; headers: Record<string, string>; raw: string }[];
let answers: OutgoingAnswer[];
let admin: DeskPerson;
let maya: DeskPerson;
let page: string;

beforeEach(async () => {
  await door.db.deleteFrom('webhookEndpoint').execute();
  await door.db.deleteFrom('job').execute();
  await door.db.deleteFrom('installation').where('name', '=', 'event-follower').execute();
  [told, answers] = [[], []];
  const sales = await door.department();
  admin = await door.person('administrator');
  maya = await door.person('agent', [sales], 'Maya');
  page = await facts.page(sales, { name: 'Harbour' });
});

const system = (): Context => ({ ...door, actor: { kind: 'system', name: 'worker' } });
const worker = () =>
  createWorker({
    ...door,
    random: () => 0.5,
    log: createLogger({ level: 'silent', isPretty: false }),
    handlers: {
      'send-webhook': sendWebhookHandler({
        ...system(),
        secrets,
        outgoing: {
          post: async (to, raw, headers) => {
            told.push({ url: to, raw, body: JSON.parse(raw), headers });
            return answers.shift() ?? { answered: true, status: 200 };
          },
          get: async () => ({ answered: false, reason: 'Nobody asks.', isForGood: true }),
          ask: async () => ({ answered: false, reason: 'Nobody asks.', isForGood: true }),
          close: async () => {},
        },
      }),
    },
  });
const tell = async () => {
  await followEvents(system());
  await worker().drain();
};
const make = async (events: string[]) => (await admin.ask('POST', '/api/webhooks', { url, events })).body;
const log = async (id: string) => (await admin.ask('GET', `/api/webhooks/${id}/deliveries`)).body.items;
const names = () => told.map(({ body }) => body['event']);
const act = (id: string, name: string, body?: unknown) =>
  maya.ask('POST', `/api/conversations/${id}/${name}`, body);
const reply = (id: string) => act(id, 'messages', { clientId: door.newId(), kind: 'reply', text: 'Yes.' });

test('N20 a delivery is signed over its time and its bytes, by a secret that is told once and kept sealed', async () => {
  const { id, secret } = await make(['message.agent']);
  const { id: conversation } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await reply(conversation);
  await tell();
  const [one] = told;
  const [, seconds, proof] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(one?.headers['x-pagedesk-signature'] ?? '') ?? [];
  expect(Number(seconds)).toBe(Math.floor(door.clock.now().getTime() / 1_000));
  expect(proof).toBe(createHmac('sha256', secret).update(`${seconds}.${one?.raw}`).digest('hex'));
  expect(one?.body).toMatchObject({
    event: 'message.agent',
    conversation: { id: conversation, page: { name: 'Harbour' }, assignee: { name: 'Maya' } },
    message: { text: 'Yes.', direction: 'out' },
    by: { id: maya.id, name: 'Maya' },
  });
  expect(one?.headers['x-pagedesk-event-id']).toBe(one?.body['id']);
  expect(JSON.stringify((await admin.ask('GET', '/api/webhooks')).body)).not.toContain(secret);
  const { secretSealed } = await door.db
    .selectFrom('webhookEndpoint')
    .select('secretSealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(secretSealed).not.toContain(secret);
  const renewed = await admin.ask('POST', `/api/webhooks/${id}/secret`);
  expect(renewed.body.secret).not.toBe(secret);
});

test('N20 given 500 twice and then 200, it is delivered on the third try, 10 s after 10 s, under one event id', async () => {
  const { id } = await make(['conversation.taken']);
  const { id: conversation } = await facts.conversation(page);
  await act(conversation, 'take');
  answers = [
    { answered: true, status: 500 },
    { answered: false, reason: 'It did not answer in time.', isForGood: false },
  ];
  await tell();
  expect((await log(id))[0]).toMatchObject({ state: 'waiting', attempts: 1, statusCode: 500 });
  door.clock.advance(9_999);
  await worker().drain();
  expect(told).toHaveLength(1);
  door.clock.advance(1);
  await worker().drain();
  expect((await log(id))[0]).toMatchObject({ attempts: 2, failure: 'It did not answer in time.' });
  door.clock.advance(10_000);
  await worker().drain();
  expect((await log(id))[0]).toMatchObject({
    state: 'delivered',
    attempts: 3,
    statusCode: 200,
    failure: null,
  });
  expect(new Set(told.map(({ body }) => body['id'])).size).toBe(1);
});

test('N20 after ten repeats it is given up, and can be sent again by hand', async () => {
  const { id } = await make(['conversation.taken']);
  const { id: conversation } = await facts.conversation(page);
  await act(conversation, 'take');
  answers = Array.from({ length: 11 }, () => ({ answered: true, status: 503 }));
  await followEvents(system());
  for (let tries = 0; tries < 15; tries++) {
    await worker().drain();
    door.clock.advance(10_000);
  }
  expect(told).toHaveLength(11);
  const [delivery] = await log(id);
  expect(delivery).toMatchObject({ state: 'failed', attempts: 11, failure: 'It answered 503.' });
  const again = () => admin.ask('POST', `/api/webhooks/${id}/deliveries/${delivery.id}/send`);
  expect((await again()).status).toBe(202);
  expect((await again()).status).toBe(409);
  await worker().drain();
  expect((await log(id))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
});

test('N20 of one conversation things are told in their order, also while the first must wait', async () => {
  await make(['conversation.taken', 'conversation.queued', 'conversation.closed']);
  const { id: conversation } = await facts.conversation(page);
  const other = await facts.conversation(page);
  await act(conversation, 'take');
  await act(conversation, 'release');
  await act(conversation, 'take');
  await act(conversation, 'end');
  answers = [{ answered: true, status: 500 }];
  await followEvents(system());
  await worker().drain();
  expect(names()).toEqual(['conversation.taken']);
  await act(other.id, 'take');
  await tell();
  expect(names()).toEqual(['conversation.taken', 'conversation.taken']);
  door.clock.advance(10_000);
  await worker().drain();
  expect(names().slice(2)).toEqual([
    'conversation.taken',
    'conversation.queued',
    'conversation.taken',
    'conversation.closed',
  ]);
});

test('only what was asked for is told, once, to each endpoint that is on; before there was one, nothing is kept', async () => {
  const { id: conversation } = await facts.conversation(page);
  await act(conversation, 'take');
  const one = await make(['message.agent']);
  const off = await make(['message.agent']);
  await admin.ask('PATCH', `/api/webhooks/${off.id}`, { isOn: false });
  await reply(conversation);
  await act(conversation, 'messages', { clientId: door.newId(), kind: 'note', text: 'Between us.' });
  await Promise.all([followEvents(system()), followEvents(system())]);
  await tell();
  await tell();
  expect(names()).toEqual(['message.agent']);
  expect((await log(one.id)).length).toBe(1);
  expect(await log(off.id)).toEqual([]);
});

test('where nobody wants to know the log is not followed, and no job is left', async () => {
  const { id: conversation } = await facts.conversation(page);
  await act(conversation, 'take');
  expect(await followEvents(system())).toBe(0);
  const { id } = await make(['conversation.taken']);
  await admin.ask('DELETE', `/api/webhooks/${id}`);
  await act(conversation, 'release');
  await act(conversation, 'take');
  expect(await followEvents(system())).toBe(0);
  const fact = await door.db
    .selectFrom('installation')
    .selectAll()
    .where('name', '=', 'event-follower')
    .execute();
  expect(fact).toEqual([]);
});

test('a test is sent on its own, also to an endpoint that is off', async () => {
  const { id } = await make(['message.agent']);
  await admin.ask('PATCH', `/api/webhooks/${id}`, { isOn: false });
  expect((await admin.ask('POST', `/api/webhooks/${id}/test`)).status).toBe(202);
  await worker().drain();
  expect(names()).toEqual(['test']);
});

test.each([
  ['url', { url: 'ftp://a.test', events: ['message.agent'] }],
  ['url', { url: 'http://10.0.0.7/x', events: ['message.agent'] }],
  ['url', { url: 'http://[::1]/x', events: ['message.agent'] }],
  ['url', { url: 'http://localhost:8080/', events: ['message.agent'] }],
  ['url', { url: 'https://me:pw@a.test/', events: ['message.agent'] }],
  ['events', { url, events: [] }],
])('%s is refused: %o', async (field, body) => {
  const answer = await admin.ask('POST', '/api/webhooks', body);
  expect([answer.status, answer.body.error.data.field]).toEqual([400, field]);
});

test('what is not there is not found, and the audit log holds neither address nor secret', async () => {
  for (const [method, path] of [
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/secret'],
    ['POST', '/test'],
    ['GET', '/deliveries'],
    ['POST', `/deliveries/${door.newId()}/send`],
  ] as const) {
    const body = method === 'PATCH' ? { isOn: true } : undefined;
    expect((await admin.ask(method, `/api/webhooks/${door.newId()}${path}`, body)).status).toBe(404);
  }
  const { id, secret } = await make(['message.agent']);
  const { items } = (await admin.ask('GET', `/api/audit?subject=${id}`)).body;
  expect(items[0]).toMatchObject({ action: 'webhook.created', detail: { host: 'hooks.test' } });
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`hush|${secret}`));
});
