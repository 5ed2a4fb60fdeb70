import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openFolderStorage } from '../../store/file-storage.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor } from '../../testing/desk-door.ts';

const dir = await mkdtemp(path.join(os.tmpdir(), 'pagedesk-file-links-'));
const storage = await openFolderStorage(dir);
afterAll(() => rm(dir, { recursive: true, force: true }));
const door = useDeskDoor(() => ({ storage }));
const facts = deskFacts(door);
const dayMs = 24 * 3_600_000;

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNggAEAAA4AAbDLmUIAAAAASUVORK5CYII=',
  'base64',
);

/** A reply with a file that Facebook refused; `code` is why. */
async function failedFile(code = 'attachment', settings: object = {}) {
  const departmentId = await door.department();
  const pageId = await facts.page(departmentId);
  await facts.settings(pageId, { attachments: settings });
  const chat = await facts.conversation(pageId);
  const agent = await door.person('agent', [departmentId]);
  const staged = await storage.stage(
    (async function* () {
      yield picture;
    })(),
    1_000_000,
  );
  await staged.keep();
  const file = {
    id: door.newId(),
    sha256: staged.sha256,
    sizeBytes: picture.length,
    mimeType: 'image/png',
    createdAt: door.clock.now(),
  };
  await door.db
    .insertInto('file')
    .values(file)
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  const { id: fileId } = await door.db
    .selectFrom('file')
    .select('id')
    .where('sha256', '=', staged.sha256)
    .executeTakeFirstOrThrow();
  const messageId = await facts.message(chat, { direction: 'out', authorId: agent.id });
  const failure = { code, message: 'Not sent. Facebook did not take it.', advice: '', mayRetry: true };
  await door.db
    .updateTable('message')
    .set({ status: 'failed', mid: null, text: null, failure: JSON.stringify(failure) })
    .where('id', '=', messageId)
    .execute();
  await door.db
    .insertInto('attachment')
    .values({
      id: door.newId(),
      messageId,
      conversationId: chat.id,
      pageId,
      position: 0,
      kind: 'image',
      rawType: 'image',
      name: 'Über slip.png',
      fileId,
      state: 'stored',
    })
    .execute();
  const link = () => agent.ask('POST', `/api/messages/${messageId}/link`);
  const takeBack = () => agent.ask('DELETE', `/api/messages/${messageId}/link`);
  return { agent, chat, messageId, link, takeBack };
}

const addressIn = (answer: { body: { message: { text: string } } }) =>
  new URL(answer.body.message.text.split('\n').at(-1) ?? '').pathname;
const get = (url: string, ip = '198.51.100.1') =>
  door.app.inject({ url, headers: { host: 'desk.test' }, remoteAddress: ip });

test('R82: what Facebook refused goes as a link that anyone who has it may save, with headers that let nothing run', async () => {
  const { link, agent, chat, messageId } = await failedFile();
  const sent = await link();
  expect(sent.status).toBe(201);
  expect(sent.body.message).toMatchObject({ status: 'queued', direction: 'out' });
  const saved = await get(addressIn(sent));
  expect(saved.statusCode).toBe(200);
  expect(saved.rawPayload).toEqual(picture);
  expect(saved.headers).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow, noarchive',
  });
  expect(saved.headers['content-disposition']).toMatch(/^attachment; /);
  expect(saved.headers['set-cookie']).toBeUndefined();

  const { body } = await agent.ask('GET', `/api/conversations/${chat.id}/messages`);
  const failed = body.items.find((one: { id: string }) => one.id === messageId);
  expect(failed.failure).toMatchObject({ code: 'sent-as-link', mayRetry: false });
});

test('a second click sends no second link, and what it hangs on cannot be thrown away', async () => {
  const { link, agent, messageId } = await failedFile();
  const answers = await Promise.all([link(), link()]);
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409]);
  expect((await agent.ask('DELETE', `/api/messages/${messageId}`)).status).toBe(409);
});

test('the link ends by itself after the days that are set', async () => {
  const { link } = await failedFile('attachment', { linkDays: 2 });
  const url = addressIn(await link());
  door.clock.advance(2 * dayMs - 1);
  expect((await get(url)).statusCode).toBe(200);
  door.clock.advance(1);
  const ended = await get(url);
  expect(ended.statusCode).toBe(404);
  expect(ended.headers['content-type']).toContain('text/html');
});

test('a link that was taken back, one that has ended and one that never was are answered alike', async () => {
  const { link, takeBack } = await failedFile();
  const url = addressIn(await link());
  expect((await takeBack()).status).toBe(204);
  expect((await takeBack()).status).toBe(409);
  const [revoked, unknown] = [await get(url), await get('/f/never-was')];
  expect([revoked.statusCode, revoked.body]).toEqual([404, unknown.body]);
});

test('the database keeps the hash of a link, not the link', async () => {
  const { link } = await failedFile();
  const token =
    addressIn(await link())
      .split('/')
      .at(-1) ?? '';
  expect(token.length).toBeGreaterThanOrEqual(43);
  const rows = await door.db.selectFrom('fileLink').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('what failed for another reason than its file goes as no link, and nobody else sends it', async () => {
  const { link } = await failedFile('window-closed');
  expect((await link()).status).toBe(409);
  const { messageId } = await failedFile();
  const stranger = await door.person('agent', [await door.department()]);
  expect((await stranger.ask('POST', `/api/messages/${messageId}/link`)).status).toBe(404);
  expect((await stranger.ask('DELETE', `/api/messages/${messageId}/link`)).status).toBe(404);
});

test('who tries addresses by the dozen is turned away for a while, others are not', async () => {
  for (let n = 0; n < 60; n += 1) expect((await get(`/f/guess-${n}`, '203.0.113.7')).statusCode).toBe(404);
  expect((await get('/f/one-more', '203.0.113.7')).statusCode).toBe(429);
  expect((await get('/f/one-more', '203.0.113.8')).statusCode).toBe(404);
  door.clock.advance(60_000);
  expect((await get('/f/again', '203.0.113.7')).statusCode).toBe(404);
});
