import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { limits } from '../../../contract/messages.ts';
import { openFolderStorage } from '../../store/file-storage.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const dir = await mkdtemp(path.join(os.tmpdir(), 'pagedesk-files-route-'));
const storage = await openFolderStorage(dir);
afterAll(() => rm(dir, { recursive: true, force: true }));
const door = useDeskDoor(() => ({ storage }));
const facts = deskFacts(door);

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNggAEAAA4AAbDLmUIAAAAASUVORK5CYII=',
  'base64',
);

function form(name: string, bytes: Buffer, field = 'file') {
  const boundary = '----test';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

async function send(person: DeskPerson, name: string, bytes: Buffer, field?: string, query = '') {
  const { payload, type } = form(name, bytes, field);
  const answer = await door.app.inject({
    method: 'POST',
    url: `/api/uploads${query}`,
    headers: { host: 'desk.test', 'content-type': type, authorization: person.authorization },
    payload,
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function open(person: DeskPerson, url: string, headers: Record<string, string> = {}) {
  return door.app.inject({
    url,
    headers: { host: 'desk.test', authorization: person.authorization, ...headers },
  });
}

test('an upload is described by its bytes and read back by its owner alone', async () => {
  const owner = await door.person('agent');
  const { status, body } = await send(owner, 'photo of slip.txt', png);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'photo of slip.txt',
    kind: 'image',
    mimeType: 'image/png',
    width: 3,
    height: 2,
    sizeBytes: png.length,
  });
  const shown = await open(owner, body.url);
  expect(shown.statusCode).toBe(200);
  expect(shown.rawPayload).toEqual(png);
  expect((await open(await door.person('administrator'), body.url)).statusCode).toBe(404);
});

test('a program is refused by its bytes whatever it is called, and by its name whatever it holds (G-T1)', async () => {
  const agent = await door.person('agent');
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
  for (const [name, bytes] of [
    ['holiday.jpg', program],
    ['run.sh', Buffer.from('#!/bin/sh\necho hello\n')],
    ['setup.exe', png],
    ['logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ] as const) {
    const { status, body } = await send(agent, name, bytes);
    expect([name, status, body.error.data]).toEqual([name, 400, { field: 'file' }]);
  }
});

test('an empty file, another field and no file at all are refused', async () => {
  const agent = await door.person('agent');
  expect((await send(agent, 'a.txt', Buffer.alloc(0))).status).toBe(400);
  expect((await send(agent, 'a.txt', png, 'picture')).status).toBe(400);
  expect((await agent.ask('POST', '/api/uploads', { file: 'no' })).status).toBe(400);
});

test('25 MB are taken, one byte more is 413 (G-T2)', async () => {
  const agent = await door.person('agent');
  const most = await send(agent, 'most.bin', Buffer.alloc(limits.uploadBytes, 1));
  expect(most.status).toBe(201);
  const more = await send(agent, 'more.bin', Buffer.alloc(limits.uploadBytes + 1, 1));
  expect([more.status, more.body.error.code]).toEqual([413, 'too-large']);
});

async function chatWith(attachments: object) {
  const departmentId = await door.department();
  const page = await facts.page(departmentId);
  await facts.settings(page, { attachments });
  const chat = await facts.conversation(page);
  const agent = await door.person('agent', [departmentId]);
  const upload = (name: string, bytes: Buffer) =>
    send(agent, name, bytes, undefined, `?conversation=${chat.id}`);
  const write = (uploads: string[]) =>
    agent.ask('POST', `/api/conversations/${chat.id}/messages`, {
      clientId: crypto.randomUUID(),
      kind: 'reply',
      uploads,
    });
  return { page, chat, agent, upload, write };
}

test('R10: at most 5 MB set for the page: 5 MB are taken, one byte more is refused with the limit', async () => {
  const { upload } = await chatWith({ maxKb: 5_120 });
  expect((await upload('most.bin', Buffer.alloc(5_242_880, 1))).status).toBe(201);
  const more = await upload('more.bin', Buffer.alloc(5_242_881, 1));
  expect([more.status, more.body.error.code]).toEqual([413, 'too-large']);
  expect(more.body.error.message).toContain('5 MB');
});

test('R11: with image/* accepted a PDF is refused by its bytes, and the answer names what is accepted', async () => {
  const { upload } = await chatWith({ types: ['image/*'] });
  expect((await upload('a.png', png)).status).toBe(201);
  const refused = await upload('a.png', Buffer.from('%PDF-1.7\nan invoice'));
  expect([refused.status, refused.body.error.data]).toEqual([400, { field: 'file' }]);
  expect(refused.body.error.message).toContain('image/*');
});

test('R81, G-T8: with agents’ files off neither the upload nor the reply is taken', async () => {
  const { page, upload, write, agent, chat } = await chatWith({});
  const before = await upload('a.png', png);
  expect(before.status).toBe(201);
  await facts.settings(page, { attachments: { agents: false } });
  expect((await upload('b.png', png)).status).toBe(403);
  const refused = await write([before.body.id]);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden']);
  const details = await agent.ask('GET', `/api/conversations/${chat.id}`);
  expect(details.body.writing.files.isOn).toBe(false);
});

test('R11: what is set when a file is sent counts, also for one that was taken in before', async () => {
  const { page, upload, write } = await chatWith({});
  const { body } = await upload('slip.pdf', Buffer.from('%PDF-1.7\nan invoice'));
  await facts.settings(page, { attachments: { blockedExtensions: ['pdf'] } });
  expect((await write([body.id])).status).toBe(400);
  await facts.settings(page, { attachments: {} });
  expect((await write([body.id])).status).toBe(201);
});

test('an upload for a conversation out of sight is as one for none', async () => {
  const { chat } = await chatWith({});
  const stranger = await door.person('agent', [await door.department()]);
  const answer = await send(stranger, 'a.png', png, undefined, `?conversation=${chat.id}`);
  expect(answer.status).toBe(404);
});

async function attachmentIn(departmentId: string, bytes: Buffer, name: string, mimeType: string) {
  const at = door.clock.now();
  const staged = await storage.stage(
    (async function* () {
      yield bytes;
    })(),
    1_000_000,
  );
  await staged.keep();
  const ids = Array.from({ length: 7 }, () => door.newId());
  const [app = '', page = '', contact = '', conversation = '', message = '', file = '', attachment = ''] =
    ids;
  await door.db
    .insertInto('metaApp')
    .values({
      id: app,
      appKey: app,
      name: 'A',
      appId: app,
      appSecretSealed: '-',
      verifyToken: '-',
      createdAt: at,
    })
    .execute();
  await door.db
    .insertInto('page')
    .values({
      id: page,
      metaAppId: app,
      facebookId: page,
      name: 'P',
      departmentId,
      tokenSealed: null,
      state: 'connected',
      stateSince: at,
      createdAt: at,
    })
    .execute();
  await door.db
    .insertInto('file')
    .values({ id: file, sha256: staged.sha256, sizeBytes: bytes.length, mimeType, createdAt: at })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  const { id: fileId } = await door.db
    .selectFrom('file')
    .select('id')
    .where('sha256', '=', staged.sha256)
    .executeTakeFirstOrThrow();
  await door.db
    .insertInto('contact')
    .values({
      id: contact,
      pageId: page,
      psid: contact,
      firstSeenAt: at,
      lastSeenAt: at,
      pictureFileId: fileId,
    })
    .execute();
  await door.db
    .insertInto('conversation')
    .values({
      id: conversation,
      pageId: page,
      contactId: contact,
      departmentId,
      status: 'open',
      lastActivityAt: at,
      openedAt: at,
      createdAt: at,
    })
    .execute();
  const place = { conversationId: conversation, pageId: page };
  await door.db
    .insertInto('message')
    .values({
      ...place,
      id: message,
      contactId: contact,
      kind: 'message',
      authorKind: 'customer',
      at,
      createdAt: at,
    })
    .execute();
  await door.db
    .insertInto('attachment')
    .values({
      ...place,
      id: attachment,
      messageId: message,
      position: 0,
      kind: 'file',
      rawType: 'file',
      name,
      fileId,
      state: 'stored',
    })
    .execute();
  const urls = {
    file: `/api/attachments/${attachment}/content`,
    picture: `/api/contacts/${contact}/picture`,
  };
  return { ...urls, conversation };
}

test('files and pictures are there for who may see the conversation, and for nobody else (behaviour 33, G-T4, G-T5)', async () => {
  const department = await door.department();
  const url = await attachmentIn(department, png, 'photo.png', 'image/png');
  const member = await door.person('agent', [department]);
  const stranger = await door.person('agent', [await door.department()]);
  for (const address of [url.file, url.picture]) {
    expect((await open(member, address)).rawPayload).toEqual(png);
    expect((await open(await door.person('supervisor'), address)).statusCode).toBe(200);
    const refused = await open(stranger, address);
    const missing = await open(stranger, address.replace(/[0-9a-f-]{36}/, door.newId()));
    expect([refused.statusCode, missing.statusCode]).toEqual([404, 404]);
    expect(refused.json().error.message).toBe(missing.json().error.message);
    expect((await door.ask('GET', address)).status).toBe(401);
  }
});

test('N8: after a transfer the new department opens the files that came before, and the old one no more', async () => {
  const [from, to] = [await door.department(), await door.department()];
  const { file, conversation } = await attachmentIn(from, png, 'photo.png', 'image/png');
  const [maya, sam] = [await door.person('agent', [from]), await door.person('agent', [to])];
  const colleague = await door.person('agent', [from]);
  expect([(await open(maya, file)).statusCode, (await open(sam, file)).statusCode]).toEqual([200, 404]);
  await maya.ask('POST', `/api/conversations/${conversation}/take`);
  const handed = await maya.ask('POST', `/api/conversations/${conversation}/transfer`, { departmentId: to });
  expect(handed.status).toBe(204);
  expect((await open(sam, file)).rawPayload).toEqual(png);
  expect((await open(colleague, file)).statusCode).toBe(404);
  const row = await door.db
    .selectFrom('conversation')
    .select('transferCount')
    .where('id', '=', conversation)
    .executeTakeFirst();
  expect(row?.transferCount).toBe(1);
});

test('a browser runs nothing of a file, and only saves what could be more than a picture', async () => {
  const department = await door.department();
  const supervisor = await door.person('supervisor');
  const html = Buffer.from('<script>alert(1)</script>');
  const url = await attachmentIn(department, html, 'Straße "7".html', 'text/plain');
  const { headers } = await open(supervisor, url.file);
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=86400',
  });
  expect(headers['content-disposition']).toBe(
    `attachment; filename="Stra_e _7_.html"; filename*=UTF-8''Stra%C3%9Fe%20%227%22.html`,
  );
  const picture = await open(supervisor, (await attachmentIn(department, png, 'a.png', 'image/png')).file);
  expect(picture.headers['content-disposition']).toMatch(/^inline;/);
});

test('a player may ask for parts, and a browser that has the file is told so (G-T7)', async () => {
  const department = await door.department();
  const supervisor = await door.person('supervisor');
  const sound = Buffer.from(Array.from({ length: 100 }, (_, n) => n));
  const { file } = await attachmentIn(department, sound, 'clip.mp3', 'audio/mpeg');
  const part = async (range: string) => {
    const answer = await open(supervisor, file, { range });
    return [answer.statusCode, answer.headers['content-range'], answer.rawPayload.length];
  };
  expect(await part('bytes=0-9')).toEqual([206, 'bytes 0-9/100', 10]);
  expect(await part('bytes=90-')).toEqual([206, 'bytes 90-99/100', 10]);
  expect(await part('bytes=-5')).toEqual([206, 'bytes 95-99/100', 5]);
  expect(await part('bytes=50-500')).toEqual([206, 'bytes 50-99/100', 50]);
  expect(await part('bytes=100-')).toEqual([416, 'bytes */100', 0]);
  expect(await part('bytes=9-3')).toEqual([200, undefined, 100]);
  expect(await part('bytes=0-1,5-6')).toEqual([200, undefined, 100]);

  const whole = await open(supervisor, file);
  const etag = String(whole.headers.etag);
  expect((await open(supervisor, file, { 'if-none-match': etag })).statusCode).toBe(304);
  expect((await open(supervisor, file, { range: 'bytes=0-1', 'if-range': '"other"' })).statusCode).toBe(200);
});

test('bytes that the storage lost are not found, and nothing breaks', async () => {
  const department = await door.department();
  const { file } = await attachmentIn(department, Buffer.from('soon gone'), 'a.txt', 'text/plain');
  const { sha256 } = await door.db
    .selectFrom('file')
    .select('sha256')
    .where('sizeBytes', '=', 9)
    .executeTakeFirstOrThrow();
  await storage.remove(sha256);
  expect((await open(await door.person('supervisor'), file)).statusCode).toBe(404);
});

test('a browser that sends far too much hears so, and its connection goes on', async () => {
  const agent = await door.person('agent');
  const url = `${await door.app.listen({ port: 0, host: '127.0.0.1' })}/api/uploads`;
  const upload = async (name: string, sizeBytes: number, isChunked = false) => {
    const data = new FormData();
    data.append('file', new Blob([new Uint8Array(sizeBytes).fill(1)]), name);
    const whole = new Request(url, { method: 'POST', body: data });
    const headers = {
      authorization: agent.authorization,
      'content-type': whole.headers.get('content-type') ?? '',
    };
    const body = isChunked ? whole.body : await whole.arrayBuffer();
    const answer = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    return answer.status;
  };
  expect(await upload('far-too-much.bin', 100 * 1024 * 1024)).toBe(413);
  expect(await upload('unannounced.bin', 60 * 1024 * 1024, true)).toBe(413);
  expect(await upload('program.exe', 20 * 1024 * 1024)).toBe(400);
  expect(await upload('fine.bin', 1_000)).toBe(201);
});
