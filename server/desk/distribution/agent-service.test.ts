import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createSecrets } from '../../kit/secrets.ts';
import type { OutgoingReading } from '../../kit/outgoing.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';
import { askService } from './ask-service.ts';

const secrets = createSecrets('a key for tests that nobody needs to guess');
const door = useDeskDoor(() => ({ secrets }));
const facts = deskFacts(door);
const { comes, endsAll, round, system } = useTeamAtWork(door);
const service = 'https://agents.example/next?desk=1';
let admin: DeskPerson;
let lead: DeskPerson;
let maya: DeskPerson;
let jonas: DeskPerson;
let department: string;
let page: string;
let stream: string;
let count = 0;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  await endsAll();
  asked.length = 0;
  department = await door.department();
  maya = await door.person('agent', [department], 'Maya');
  jonas = await door.person('agent', [department], 'Jonas');
  page = await facts.page(department);
  const settings = { algorithm: 'external' };
  stream = (await admin.ask('POST', '/api/work-streams', { name: `Outside ${++count}`, settings })).body.id;
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream });
  await comes(maya, jonas);
  // Maya has less room, so that she gets nothing that is not said to be hers.
  await facts.conversation(page, { status: 'active', assigneeId: maya.id });
});

const set = (body: object, who = admin) => who.ask('PUT', `/api/work-streams/${stream}/service`, body);
const asked: { url: string; headers: Record<string, string> }[] = [];
const answers = async (conversationId: string, answer: OutgoingReading) => {
  const outgoing = {
    get: async (url: string, headers: Record<string, string>) => {
      asked.push({ url, headers });
      return answer;
    },
    post: () => Promise.reject(new Error('Nothing is told.')),
    ask: () => Promise.reject(new Error('Nothing is given.')),
    close: async () => {},
  };
  return askService({ ...system(), secrets, outgoing }, { conversationId });
};
const says = (username: string): OutgoingReading => ({
  ...{ answered: true, status: 200 },
  body: JSON.stringify({ username }),
});
const busy: OutgoingReading = { answered: true, status: 503, body: '' };
const waits = async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  await round();
  return id;
};
const offers = async (who: DeskPerson): Promise<{ by: string; conversation: { id: string } }[]> =>
  (await who.ask('GET', '/api/offers')).body.items;
const why = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}/why`)).body;

test('a service is asked once with the department and the secret, and whom it names by user name or e-mail is offered it', async () => {
  await set({ url: service, secret: 'a word between us' });
  for (const name of [maya.email.toUpperCase(), 'Maya.L']) {
    if (name === 'Maya.L') await admin.ask('PATCH', `/api/users/${maya.id}`, { userName: 'maya.l' });
    const id = await waits();
    expect(await offers(jonas)).toEqual([]);
    expect((await why(id)).waiting.because).toBe('service');
    await round();
    const jobs = await door.db
      .selectFrom('job')
      .select('payload')
      .where('kind', '=', 'ask-service')
      .execute();
    expect(jobs.filter(({ payload }) => JSON.stringify(payload).includes(id))).toHaveLength(1);
    expect(await answers(id, says(name))).toBeUndefined();
    await round();
    expect(await offers(maya)).toMatchObject([{ conversation: { id }, by: 'named' }]);
    const [offer] = (await maya.ask('GET', '/api/offers')).body.items;
    await maya.ask('POST', `/api/offers/${offer.id}/accept`);
    await maya.ask('POST', `/api/conversations/${id}/end`);
  }
  expect(asked[0]).toMatchObject({
    url: `https://agents.example/next?desk=1&departmentId=${department}`,
    headers: { 'x-pagedesk-secret': 'a word between us' },
  });
});

test('anything but 200 is asked again, ten times; then whoever has the most room gets it', async () => {
  await set({ url: service, secret: 'a word between us' });
  const id = await waits();
  for (let repeat = 0; repeat < 10; repeat += 1) {
    expect(await answers(id, busy)).toMatchObject({ countsAsAttempt: true });
    await round();
    expect(await offers(jonas)).toEqual([]);
  }
  expect(await answers(id, busy)).toBeUndefined();
  expect(await answers(id, says(maya.email))).toBeUndefined();
  expect(asked).toHaveLength(11);
  await round();
  expect(await offers(jonas)).toMatchObject([{ conversation: { id }, by: 'most-room' }]);
});

test('a service that so many are asked of that no try comes to an end is waited for no longer than two minutes', async () => {
  await set({ url: service, secret: 'a word between us' });
  const id = await waits();
  door.clock.advance(2 * 60_000 - 1_000);
  await comes(maya, jonas);
  await round();
  expect(await offers(jonas)).toEqual([]);
  door.clock.advance(1_000);
  await round();
  expect(await offers(jonas)).toMatchObject([{ conversation: { id }, by: 'most-room' }]);
});

test('whom it names needs room and presence like everybody; nobody, and somebody who is not here, are not waited for', async () => {
  await set({ url: service, secret: 'a word between us' });
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  for (const answer of [
    says(maya.email),
    says('nobody@else.where'),
    { ...says(''), body: 'Maya' } as OutgoingReading,
  ]) {
    const id = await waits();
    await answers(id, answer);
    await round();
    expect(await offers(maya)).toEqual([]);
    expect(await offers(jonas)).toMatchObject([{ conversation: { id } }]);
    const [decision] = (await why(id)).decisions;
    expect(decision.excluded).toMatchObject([{ user: { id: maya.id }, because: 'no-room' }]);
    const [offer] = (await jonas.ask('GET', '/api/offers')).body.items;
    await jonas.ask('POST', `/api/offers/${offer.id}/accept`);
    await jonas.ask('POST', `/api/conversations/${id}/end`);
  }
});

test('without a service the one with the most room gets it at once; an answer holds for ten minutes', async () => {
  const first = await waits();
  expect(await offers(jonas)).toMatchObject([{ conversation: { id: first }, by: 'most-room' }]);
  await admin.ask('PATCH', `/api/users/${jonas.id}`, { capacityUnits: 0 });
  await set({ url: service, secret: 'a word between us' });
  const id = await waits();
  await answers(id, says(jonas.email));
  door.clock.advance(10 * 60_000);
  await comes(maya);
  await round();
  expect((await why(id)).waiting.because).toBe('service');
});

test('administrators set it, by an address that may be reached, with a secret that is told to nobody', async () => {
  const body = { url: service, secret: 'a word between us' };
  expect((await set(body, lead)).status).toBe(403);
  expect((await set(body, maya)).status).toBe(403);
  expect((await admin.ask('PUT', `/api/work-streams/${door.newId()}/service`, body)).status).toBe(404);
  for (const [wrong, field] of [
    [{ url: service }, 'secret'],
    [{ url: service, secret: 'short' }, 'secret'],
    [{ ...body, url: 'ftp://agents.example' }, 'url'],
    [{ ...body, url: 'http://127.0.0.1/next' }, 'url'],
    [{ ...body, url: 'https://me:mine@agents.example' }, 'url'],
  ] as const) {
    const { status, body: answer } = await set(wrong);
    expect([status, answer.error.data.field]).toEqual([400, field]);
  }
  const made = await set(body);
  expect(made.body.service).toEqual({ url: service });
  expect(JSON.stringify(made.body)).not.toContain('a word between us');
  expect((await set({ url: 'https://agents.example/other' })).body.service.url).toContain('/other');
  const { items } = (await admin.ask('GET', `/api/audit?subject=${stream}`)).body;
  expect(items[0]).toMatchObject({ action: 'work-stream.changed', detail: { service: 'agents.example' } });
  expect(JSON.stringify(items)).not.toContain('a word between us');
  const row = await door.db
    .selectFrom('agentService')
    .select('secretSealed')
    .where('workStreamId', '=', stream)
    .executeTakeFirstOrThrow();
  expect(row.secretSealed).not.toContain('word');
});
