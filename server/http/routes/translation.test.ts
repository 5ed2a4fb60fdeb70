import { beforeEach, expect, test } from 'vitest';
import { translateMessageHandler } from '../../jobs/translate-message.ts';
import { createWorker } from '../../jobs/worker.ts';
import { createLogger } from '../../kit/logger.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTestService } from '../../testing/libre-translate.ts';

const service = useTestService();
const door = useDeskDoor(() => ({ outgoing: service.outgoing, allowsPrivateWebhooks: true }));
const facts = deskFacts(door);
const secrets = createSecrets('a key for tests that nobody needs to guess');

let sales: string;
let admin: DeskPerson;
let maya: DeskPerson;
let page: string;

beforeEach(async () => {
  await door.db.deleteFrom('translationService').execute();
  await door.db.deleteFrom('translationUsage').execute();
  await door.db.deleteFrom('job').execute();
  sales = await door.department();
  admin = await door.person('administrator');
  maya = await door.person('agent', [sales], 'Maya');
  page = await facts.page(sales, { name: 'Harbour' });
  await facts.settings(page, { translation: { mode: 'by-hand' } });
});

const worker = () =>
  createWorker({
    ...door,
    random: () => 0.5,
    log: createLogger({ level: 'silent', isPretty: false }),
    handlers: {
      'translate-message': translateMessageHandler({
        ...{ db: door.db, clock: door.clock, bell: door.bell, newId: door.newId, secrets },
        ...{ outgoing: service.outgoing, actor: { kind: 'system', name: 'worker' } },
      }),
    },
  });
const put = (body: object) =>
  admin.ask('PUT', '/api/translation/service', { url: service.url, dailyCharacters: null, ...body });
const sample = { from: 'en', to: 'cs', text: 'Where is my order?' };
const attempt = (body: object = {}) =>
  admin.ask('POST', '/api/translation/service/try', { ...sample, ...body });
const turn = (isOn: boolean, acknowledgedVersion?: string) =>
  admin.ask('POST', '/api/translation/service/switch', {
    isOn,
    ...(acknowledgedVersion === undefined ? {} : { acknowledgedVersion }),
  });
/** Named, tried, accepted and on. */
async function switchOn(body: object = {}): Promise<void> {
  const { acknowledgement } = (await put(body)).body;
  await attempt();
  expect((await turn(true, acknowledgement.version)).status).toBe(200);
  service.asked.length = 0;
}
const chat = async (more: Parameters<typeof facts.conversation>[1] = {}) =>
  facts.conversation(page, { status: 'active', assigneeId: maya.id, ...more });
const open = (id: string, body: object, who = maya) =>
  who.ask('PUT', `/api/conversations/${id}/translation`, body);
const read = async (id: string) => (await maya.ask('GET', `/api/conversations/${id}/messages`)).body.items;
const translations = async (id: string) =>
  (await read(id)).map((message: { text: string; translations?: object[] }) => message.translations);
const auditOf = async () => (await admin.ask('GET', '/api/audit?action=translation.')).body.items;

test('what is sent to whom is said and accepted, and the service has worked, before anything is turned on; all of it is audited, the key told to nobody (N33)', async () => {
  expect((await turn(true)).status).toBe(404);
  service.key = 'hush hush';
  const named = (await put({ apiKey: 'hush hush' })).body;
  expect(named).toMatchObject({ hasKey: true, isOn: false, triedAt: null, acceptance: null });
  expect(named.acknowledgement.paragraphs.join(' ')).toContain(new URL(service.url).host);
  const { version } = named.acknowledgement;
  expect((await turn(true)).body.error.data.field).toBe('acknowledgedVersion');
  expect((await turn(true, 'an older one')).body.error.message).toContain('changed since');
  expect((await turn(true, version)).status).toBe(409);
  const tried = (await attempt()).body;
  expect(tried).toMatchObject({ text: 'cs: Where is my order?', problem: null });
  expect(tried.service.languages.map(({ code }: { code: string }) => code)).toEqual(['en', 'cs', 'de', 'fr']);
  expect((await turn(true, version)).body).toMatchObject({
    isOn: true,
    acceptance: { version, by: { id: admin.id } },
  });
  expect((await maya.ask('GET', '/api/translation')).body).toMatchObject({ isOn: true });
  // Another address is another reader of these words.
  const moved = (await put({ url: 'http://words.test' })).body;
  expect(moved).toMatchObject({ isOn: false, hasKey: false, triedAt: null, languages: [] });
  expect(moved.acknowledgement.version).not.toBe(version);
  expect((await maya.ask('GET', '/api/translation')).body).toEqual({ isOn: false, languages: [] });
  const entries = await auditOf();
  expect(entries.map(({ action }: { action: string }) => action)).toEqual([
    'translation.changed',
    'translation.switched-on',
    'translation.acknowledged',
    'translation.tried',
    'translation.changed',
  ]);
  const all = JSON.stringify([entries, named, (await admin.ask('GET', '/api/translation/service')).body]);
  expect(all).not.toContain('hush');
  const kept = await door.db.selectFrom('translationService').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(kept)).not.toContain('hush');
});

test('a try says plainly what is wrong: no answer, a refused key, a pair that is not there, too slow, no such service (N33)', async () => {
  await put({});
  const faultOf = async (body: object = {}) => (await attempt(body)).body.problem;
  service.key = 'hush hush';
  expect(await faultOf()).toMatchObject({ fault: 'key-refused', message: expect.stringContaining('key') });
  service.key = null;
  await attempt();
  expect(await faultOf({ to: 'fi' })).toMatchObject({ fault: 'language-unknown' });
  // What it does not know is no fault of the service’s.
  expect((await admin.ask('GET', '/api/translation/service')).body.triedAt).not.toBeNull();
  // Sealed under a key that this desk has not got.
  await door.db.updateTable('translationService').set({ keySealed: 'v1.gone.AAAA' }).execute();
  expect(await faultOf()).toMatchObject({ fault: 'key-refused' });
  await put({ apiKey: null });
  service.mood = 'silent';
  expect(await faultOf()).toMatchObject({ fault: 'too-slow' });
  service.mood = { status: 500, body: {} };
  expect(await faultOf()).toMatchObject({ fault: 'faulty' });
  service.mood = { status: 200, body: { hello: 'world' } };
  expect(await faultOf()).toMatchObject({ fault: 'not-understood' });
  await put({ url: 'http://127.0.0.1:1' });
  expect(await faultOf()).toMatchObject({ fault: 'unreachable' });
  // What does not work cannot be turned on, whatever worked before.
  const { triedAt, acknowledgement } = (await admin.ask('GET', '/api/translation/service')).body;
  expect(triedAt).toBeNull();
  expect((await turn(true, acknowledgement.version)).status).toBe(409);
});

test('fields are named that are wrong, and administrators alone see and set the service (N33)', async () => {
  for (const [body, field] of [
    [{ url: 'ftp://words.test' }, 'url'],
    [{ url: 'https://words.test/?key=1' }, 'url'],
    [{ url: 'https://me:you@words.test' }, 'url'],
    [{ dailyCharacters: 5 }, 'dailyCharacters'],
    [{ apiKey: '' }, 'apiKey'],
  ] as const) {
    expect([field, (await put(body)).body.error.data.field]).toEqual([field, field]);
  }
  await put({});
  expect((await attempt({ text: ' ' })).body.error.data.field).toBe('text');
  const lead = await door.person('supervisor');
  for (const [method, url] of [
    ['GET', '/api/translation/service'],
    ['PUT', '/api/translation/service'],
    ['POST', '/api/translation/service/try'],
    ['POST', '/api/translation/service/switch'],
    ['GET', '/api/translation/usage'],
  ] as const) {
    expect([url, (await lead.ask(method, url)).status]).toEqual([url, 403]);
  }
});

test('who opens translation reads what the customer wrote in their language; the original stays, in the list, the search and the export (N33)', async () => {
  await switchOn();
  const place = await chat();
  await facts.message(place, { text: 'Kde je moje objednávka?' });
  await facts.message(place, { text: 'We look.', direction: 'out' });
  const opened = await open(place.id, { isOn: true, readsIn: 'en' });
  expect(opened.body).toEqual({ isOn: true, customerLanguage: null, knownFrom: null, readsIn: ['en'] });
  expect(await translations(place.id)).toEqual([
    [expect.objectContaining({ language: 'en', state: 'asked', text: null })],
    undefined,
  ]);
  await worker().drain();
  expect(service.asked).toEqual([
    { q: 'Kde je moje objednávka?', source: 'auto', target: 'en', format: 'text' },
  ]);
  expect(await read(place.id)).toMatchObject([
    {
      text: 'Kde je moje objednávka?',
      translations: [
        {
          language: 'en',
          madeBy: 'service',
          state: 'done',
          text: 'en: Kde je moje objednávka?',
          otherLanguage: 'cs',
        },
      ],
    },
    { text: 'We look.' },
  ]);
  const { body } = await maya.ask('GET', `/api/conversations/${place.id}`);
  expect(body.translation).toEqual({
    ...{ isOn: true, customerLanguage: 'cs', knownFrom: 'detected', readsIn: ['en'] },
  });
  expect(body.ticket.subject).toBe('Kde je moje objednávka?');
  const found = (await maya.ask('GET', '/api/conversations?q=objedn%C3%A1vka')).body.items;
  expect(found.map(({ id }: { id: string }) => id)).toEqual([place.id]);
  const kept = (await admin.ask('GET', `/api/contacts/${place.contactId}/export`)).body;
  expect(JSON.stringify(kept)).toContain('en: Kde je moje objednávka?');
});

test('a colleague who reads in the same language costs nothing, one who reads in another is served too; what was closed sends nothing (N33)', async () => {
  await switchOn();
  const place = await chat();
  await facts.message(place, { text: 'Kde je moje objednávka?' });
  const jonas = await door.person('agent', [sales], 'Jonas');
  await open(place.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  await open(place.id, { readsIn: 'en' }, jonas);
  await worker().drain();
  expect(service.asked).toHaveLength(1);
  expect((await open(place.id, { readsIn: 'de' }, jonas)).body.readsIn).toEqual(['en', 'de']);
  await worker().drain();
  expect(service.asked.map(({ target }) => target)).toEqual(['en', 'de']);
  // Whoever tries one after another does not make each word of the customer cost ever more.
  for (const readsIn of ['cs', 'en', 'fr']) await open(place.id, { readsIn }, jonas);
  expect((await open(place.id, {})).body.readsIn).toEqual(['cs', 'en', 'fr']);
  await door.db.deleteFrom('job').execute();
  await open(place.id, { isOn: false });
  await facts.message(place, { text: 'Haló?' });
  expect((await open(place.id, { readsIn: 'de' }, jonas)).body.isOn).toBe(false);
  expect(await door.db.selectFrom('job').select('id').execute()).toEqual([]);
});

test('where the page translates by itself, who reads in another language takes it from nobody; opened anew it begins with who opens it (N33)', async () => {
  await switchOn();
  await facts.settings(page, { translation: { mode: 'automatic', readsIn: 'en' } });
  const place = await chat();
  expect((await open(place.id, { readsIn: 'de' })).body).toMatchObject({ isOn: true, readsIn: ['en', 'de'] });
  expect((await open(place.id, { isOn: false })).body).toMatchObject({ isOn: false });
  expect((await open(place.id, { isOn: true, readsIn: 'cs' })).body).toMatchObject({ readsIn: ['cs'] });
});

test('a language that somebody chose is not guessed anew, is known in the next conversation, and what is in the reader’s own language is not sent at all (N33)', async () => {
  await switchOn();
  const place = await chat();
  await facts.message(place, { text: 'Guten Morgen zusammen' });
  await open(place.id, { isOn: true, readsIn: 'de', customerLanguage: 'de' });
  await worker().drain();
  expect(service.asked).toEqual([]);
  expect(await translations(place.id)).toMatchObject([[{ state: 'same', text: null, otherLanguage: 'de' }]]);
  await open(place.id, { readsIn: 'en' });
  await worker().drain();
  expect(service.asked).toMatchObject([{ source: 'de', target: 'en' }]);
  const next = await chat({ contactId: place.contactId, status: 'closed' });
  expect((await open(next.id, { isOn: true, readsIn: 'en' })).body).toMatchObject({
    customerLanguage: 'de',
    knownFrom: 'earlier',
  });
  expect((await open(next.id, { customerLanguage: null })).body).toMatchObject({ customerLanguage: null });
  // Of one that is not theirs to see nobody learns by this.
  const support = await door.department();
  const lena = await door.person('agent', [support], 'Lena');
  const there = await chat({ contactId: place.contactId, departmentId: support, status: 'closed' });
  expect((await open(there.id, { isOn: true, readsIn: 'en' }, lena)).body).toMatchObject({
    customerLanguage: null,
    knownFrom: null,
  });
  const stranger = await chat();
  await door.db
    .updateTable('contact')
    .set({ locale: 'cs_CZ' })
    .where('id', '=', stranger.contactId)
    .execute();
  expect((await open(stranger.id, { isOn: true })).body).toMatchObject({
    customerLanguage: 'cs',
    knownFrom: 'profile',
  });
});

test('a service that tells no language with its translation is asked for it; a guess that is unsure, or of too few letters, tells nothing (N33)', async () => {
  await switchOn();
  service.tellsHeard = false;
  const place = await chat();
  await facts.message(place, { text: 'Dobrý den, prosím' });
  await open(place.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  const known = async (id: string) => (await maya.ask('GET', `/api/conversations/${id}`)).body.translation;
  expect(await known(place.id)).toMatchObject({ customerLanguage: 'cs', knownFrom: 'detected' });
  const unsure = await chat();
  await facts.message(unsure, { text: 'ok ok' });
  await open(unsure.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  expect(await known(unsure.id)).toMatchObject({ customerLanguage: null });
});

test('an older message, one of ours, or one that failed is translated when somebody asks; twice is once (N33)', async () => {
  await switchOn();
  const place = await chat();
  const id = await facts.message(place, { text: 'Díváme se na to', direction: 'out' });
  const ask = (language = 'en', who = maya) =>
    who.ask('POST', `/api/messages/${id}/translation`, { language });
  expect((await ask('fi')).body.error.data.field).toBe('language');
  expect((await Promise.all([ask(), ask()])).map(({ status }) => status)).toEqual([202, 202]);
  service.mood = { status: 400, body: { error: 'cs is not supported' } };
  await worker().drain();
  expect(await translations(place.id)).toMatchObject([
    [{ state: 'failed', problem: { fault: 'language-unknown', advice: expect.stringContaining('another') } }],
  ]);
  service.mood = 'works';
  await ask();
  await worker().drain();
  await ask();
  await worker().drain();
  expect(service.asked).toHaveLength(2);
  expect(await translations(place.id)).toMatchObject([[{ state: 'done', text: 'en: Díváme se na to' }]]);
});

test('a dead service is asked again later, left alone meanwhile, and given up in plain words after a quarter of an hour (N33)', async () => {
  await switchOn();
  const place = await chat();
  await facts.message(place, { text: 'Kde je moje objednávka?' });
  service.mood = { status: 429, body: {} };
  await open(place.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  const next = await chat();
  await facts.message(next, { text: 'Dobrý den' });
  await open(next.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  // It rests: nobody else has waited for it, in a job as little as at a desk.
  expect(service.asked).toHaveLength(1);
  const preview = await maya.ask('POST', `/api/conversations/${place.id}/translation/preview`, sample);
  expect(preview.body).toMatchObject({ text: null, problem: { fault: 'unreachable' } });
  door.clock.advance(30_000);
  service.mood = 'works';
  await worker().drain();
  expect(await translations(place.id)).toMatchObject([[{ state: 'done' }]]);
  expect(await translations(next.id)).toMatchObject([[{ state: 'done' }]]);

  service.mood = { status: 503, body: {} };
  await facts.message(place, { text: 'Haló?' });
  await open(place.id, { readsIn: 'en' });
  for (let tries = 0; tries < 20; tries++) {
    await worker().drain();
    door.clock.advance(120_000);
  }
  expect((await translations(place.id))[1]).toMatchObject([
    { state: 'failed', problem: { fault: 'faulty', message: expect.stringContaining('failed') } },
  ]);
  expect(await door.db.selectFrom('job').select('id').execute()).toEqual([]);
});

test('what is previewed is what is sent, once, and what the agent wrote stands beside it for colleagues (N33)', async () => {
  await switchOn();
  const place = await chat();
  await facts.message(place, { text: 'Kde je moje objednávka?' });
  const preview = (body: object = {}) =>
    maya.ask('POST', `/api/conversations/${place.id}/translation/preview`, {
      ...{ text: 'It left today.', from: 'en', to: 'cs', ...body },
    });
  expect((await preview()).body).toEqual({ text: 'cs: It left today.' });
  expect(service.asked).toEqual([{ q: 'It left today.', source: 'en', target: 'cs', format: 'text' }]);
  expect((await preview({ text: ' ' })).body.error.data.field).toBe('text');
  const clientId = door.newId();
  const write = (body: object = {}) =>
    maya.ask('POST', `/api/conversations/${place.id}/messages`, {
      ...{ clientId, kind: 'reply', text: 'cs: It left today!' },
      ownWords: { text: 'It left today.', language: 'en', sentIn: 'cs' },
      ...body,
    });
  const sent = await write();
  expect(sent.body.message).toMatchObject({
    text: 'cs: It left today!',
    translations: [
      { language: 'en', madeBy: 'author', state: 'done', text: 'It left today.', otherLanguage: 'cs' },
    ],
  });
  expect((await write()).body.message.id).toBe(sent.body.message.id);
  const jobs = await door.db.selectFrom('job').select('kind').where('kind', '=', 'deliver-message').execute();
  expect(jobs).toHaveLength(1);
  const out = (await read(place.id)).filter(({ direction }: { direction: string }) => direction === 'out');
  expect(out).toHaveLength(1);
  // A translation by the service does not take their place.
  await maya.ask('POST', `/api/messages/${sent.body.message.id}/translation`, { language: 'en' });
  await worker().drain();
  expect((await read(place.id)).at(-1).translations).toMatchObject([
    { madeBy: 'author', text: 'It left today.' },
  ]);
  const note = await write({ clientId: door.newId(), kind: 'note' });
  expect(note.body.error.data.field).toBe('ownWords');
});

test('window and words are judged by what goes out, not by what the agent wrote (N33)', async () => {
  const late = await facts.page(sales, { humanAgentAllowed: true });
  await facts.settings(late, { messages: { promotionalWords: ['sleva'] } });
  const wroteAt = (daysAgo: number) => new Date(door.clock.now().getTime() - daysAgo * 24 * 3_600_000);
  const answer = async (daysAgo: number, text: string, own: string) => {
    const place = await facts.conversation(late, { status: 'active', assigneeId: maya.id });
    await door.db
      .updateTable('contact')
      .set({ windowAnchorAt: wroteAt(daysAgo) })
      .where('id', '=', place.contactId)
      .execute();
    return maya.ask('POST', `/api/conversations/${place.id}/messages`, {
      ...{ clientId: door.newId(), kind: 'reply', text },
      ownWords: { text: own, language: 'en', sentIn: 'cs' },
    });
  };
  expect((await answer(2, 'Velká sleva', 'A discount')).body.error.data.field).toBe('text');
  expect((await answer(2, 'Dobrý den', 'sleva')).status).toBe(201);
  expect((await answer(8, 'Dobrý den', 'Hello')).body.error.code).toBe('window-closed');
});

test('the limit of a day stops it with plain words, and what did not get there is not counted; the month is told by page (N33)', async () => {
  await switchOn({ dailyCharacters: 1_000 });
  const place = await chat();
  const preview = (length: number) =>
    maya.ask('POST', `/api/conversations/${place.id}/translation/preview`, {
      ...{ text: 'x'.repeat(length), from: 'en', to: 'cs' },
    });
  const usage = async (month = '') => (await admin.ask('GET', `/api/translation/usage${month}`)).body;
  service.mood = { status: 403, body: {} };
  await preview(600);
  expect(await usage()).toMatchObject({ characters: 0, requests: 0, charactersToday: 0 });
  service.mood = 'works';
  const both = await Promise.all([preview(600), preview(600)]);
  expect(both.map(({ body }) => body.problem?.fault ?? 'sent').toSorted()).toEqual(['limit', 'sent']);
  await facts.message(place, { text: 'y'.repeat(500) });
  await open(place.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  expect(await translations(place.id)).toMatchObject([
    [{ state: 'failed', problem: { fault: 'limit', message: expect.stringContaining('limit') } }],
  ]);
  const month = door.clock.now().toISOString().slice(0, 7);
  const told = await usage();
  expect(told).toMatchObject({ month, characters: 600, requests: 1, charactersToday: 600 });
  const mine = (pages: { id: string }[]) => pages.find(({ id }) => id === page);
  expect(mine(told.pages)).toMatchObject({ name: 'Harbour', mode: 'by-hand', characters: 600, requests: 1 });
  expect(await usage('?month=2019-13')).toMatchObject({ error: { data: { field: 'month' } } });
  expect(await usage('?month=2025-01')).toMatchObject({ characters: 0, charactersToday: 600 });
  door.clock.advance(24 * 3_600_000);
  expect((await preview(600)).body).toHaveProperty('text', `cs: ${'x'.repeat(600)}`);
});

test('who only reads starts no cost, and who may not know of it learns nothing (N33, N25)', async () => {
  await switchOn();
  const place = await chat();
  const id = await facts.message(place, { text: 'Kde je moje objednávka?' });
  await open(place.id, { isOn: true, readsIn: 'en' });
  await worker().drain();
  const helper = await door.person('helper');
  await maya.ask('POST', `/api/conversations/${place.id}/helpers`, { userId: helper.id });
  const seen = await helper.ask('GET', `/api/conversations/${place.id}/messages`);
  expect(seen.body.items[0].translations).toMatchObject([{ state: 'done' }]);
  const acts = (who: DeskPerson) =>
    Promise.all([
      who.ask('PUT', `/api/conversations/${place.id}/translation`, { readsIn: 'de' }),
      who.ask('POST', `/api/conversations/${place.id}/translation/preview`, sample),
      who.ask('POST', `/api/messages/${id}/translation`, { language: 'de' }),
    ]).then((answers) => answers.map(({ status }) => status));
  expect(await acts(helper)).toEqual([403, 403, 403]);
  expect(await acts(await door.person('auditor'))).toEqual([403, 403, 403]);
  expect(await acts(await door.person('agent', [await door.department()]))).toEqual([404, 404, 404]);
  expect(service.asked).toHaveLength(1);
});

test('where its page is not translated, or the service is off, nothing is opened, previewed or asked; closing works all the same (N33)', async () => {
  const place = await chat();
  const id = await facts.message(place, { text: 'Kde je moje objednávka?' });
  const acts = async () =>
    Promise.all([
      open(place.id, { isOn: true }),
      maya.ask('POST', `/api/messages/${id}/translation`, { language: 'en' }),
      maya.ask('POST', `/api/conversations/${place.id}/translation/preview`, sample),
    ]).then((answers) => answers.map(({ status, body }) => body?.problem?.fault ?? status));
  expect(await acts()).toEqual([409, 409, 'off']);
  await switchOn();
  expect((await open(place.id, { isOn: true, readsIn: 'fi' })).body.error.data.field).toBe('readsIn');
  await open(place.id, { isOn: true, readsIn: 'en' });
  await turn(false);
  expect((await open(place.id, { isOn: false })).status).toBe(200);
  await worker().drain();
  expect(await translations(place.id)).toMatchObject([[{ state: 'failed', problem: { fault: 'off' } }]]);
  await facts.settings(page, { translation: { mode: 'off' } });
  await switchOn();
  expect(await acts()).toEqual([409, 409, 409]);
  expect((await maya.ask('GET', `/api/conversations/${place.id}`)).body.translation).toBeUndefined();
});
