import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { AttachmentSource } from '../../facebook/messenger/attachments.ts';
import { enqueueJobs } from '../../store/job-queue.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { downloadAttachmentJob } from '../jobs.ts';
import { presentMessages } from '../messages/present.ts';

const desk = useMessengerDesk();
const { settings } = deskFacts(desk);

async function fileOnFacebook(name: string, bytes: Buffer, type: string): Promise<string> {
  const answer = await fetch(`${desk.sandbox.url}/_sim/files?name=${name}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': type },
  });
  return ((await answer.json()) as { url: string }).url;
}

/** A message with one pending attachment, as intake leaves it, and its job. */
async function received(
  sourceUrl: string | null,
  name: string | null = null,
  kind: 'file' | 'sticker' = 'file',
) {
  const chat = await desk.chat();
  const at = desk.clock.now();
  const [messageId, attachmentId] = [desk.newId(), desk.newId()];
  const place = { conversationId: chat.id, pageId: chat.page.id };
  await desk.db
    .insertInto('message')
    .values({
      ...place,
      id: messageId,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      status: 'received',
      at,
      createdAt: at,
    })
    .execute();
  await desk.db
    .insertInto('attachment')
    .values({
      ...place,
      id: attachmentId,
      messageId,
      position: 0,
      kind,
      rawType: kind,
      sourceUrl,
      name,
      state: 'pending',
    })
    .execute();
  await enqueueJobs(desk.db, [downloadAttachmentJob({ id: attachmentId, pageId: chat.page.id })], at);
  const shown = async () => {
    const [message] = await presentMessages(desk.db, [messageId]);
    if (!message?.attachments[0]) throw new Error('The message is gone.');
    return { ...message.attachments[0], version: message.version };
  };
  const failure = async () =>
    (
      await desk.db
        .selectFrom('attachment')
        .select('failure')
        .where('id', '=', attachmentId)
        .executeTakeFirstOrThrow()
    ).failure;
  return { chat, messageId, attachmentId, shown, failure };
}

test('what a customer sent is stored as our own copy, told by its bytes (behaviour 33)', async () => {
  const pdf = Buffer.from('%PDF-1.7\nan invoice');
  const { shown, attachmentId, chat } = await received(await fileOnFacebook('Invoice.pdf', pdf, 'text/html'));
  expect(await shown()).toMatchObject({ state: 'pending', url: null, version: 1 });
  await desk.worker().drain();
  expect(await shown()).toMatchObject({
    state: 'stored',
    mimeType: 'application/pdf',
    sizeBytes: pdf.length,
    url: `/api/attachments/${attachmentId}/content`,
    version: 2,
  });
  const { sha256 } = await desk.db
    .selectFrom('attachment')
    .innerJoin('file', 'file.id', 'attachment.fileId')
    .select('sha256')
    .where('attachment.id', '=', attachmentId)
    .executeTakeFirstOrThrow();
  expect(await text(desk.storage.read(sha256))).toBe(pdf.toString());
  const told = await desk.db
    .selectFrom('liveEvent')
    .select(['kind', 'departments'])
    .where('subjectId', '=', chat.id)
    .execute();
  expect(told).toEqual([{ kind: 'message.changed', departments: [chat.page.departmentId] }]);
});

test('five files of one content are stored once and shown five times (behaviour 34, G-T9)', async () => {
  const url = await fileOnFacebook('same.txt', Buffer.from('the same five times'), 'text/plain');
  const all = [];
  for (let n = 0; n < 5; n++) all.push(await received(url));
  await desk.worker().drain();
  const ids = await desk.db
    .selectFrom('attachment')
    .select('fileId')
    .where(
      'id',
      'in',
      all.map((one) => one.attachmentId),
    )
    .execute();
  expect(new Set(ids.map((row) => row.fileId)).size).toBe(1);
  expect(ids.every((row) => row.fileId !== null)).toBe(true);
});

test('a link that has expired is asked again, then the file is told as gone (behaviours 33, 35, G-T6)', async () => {
  const url = await fileOnFacebook('late.txt', Buffer.from('late'), 'text/plain');
  const { shown, failure } = await received(url.replace(/oh=[^&]+/, 'oh=stale'));
  const worker = desk.worker();
  await worker.drain();
  expect((await shown()).state).toBe('pending');
  for (let n = 0; n < 4; n++) {
    desk.advance(60_000);
    await worker.drain();
  }
  expect(await shown()).toMatchObject({ state: 'failed', url: null, version: 2 });
  expect(await failure()).toBe('expired');
});

test('a host that is not Facebook’s is never asked', async () => {
  const { shown, failure } = await received('http://169.254.169.254/latest/meta-data');
  await desk.worker().drain();
  expect((await shown()).state).toBe('failed');
  expect(await failure()).toBe('refused-host');
});

test('a line that breaks is tried again until the file is whole (behaviour 35)', async () => {
  let tries = 0;
  const source: AttachmentSource = {
    ...desk.system.source,
    download: async (url) => {
      const download = await desk.system.source.download(url);
      if (tries++ > 1 || !download.ok) return download;
      download.bytes.destroy(new Error('The line broke.'));
      return download;
    },
  };
  const { shown } = await received(await fileOnFacebook('whole.txt', Buffer.from('whole'), 'text/plain'));
  const worker = desk.worker({ source });
  for (let n = 0; n < 4; n++) {
    await worker.drain();
    desk.advance(60_000);
  }
  expect(tries).toBe(3);
  expect((await shown()).state).toBe('stored');
});

test('a job that comes again after the file is stored changes nothing', async () => {
  const { shown, attachmentId, chat } = await received(
    await fileOnFacebook('once.txt', Buffer.from('once'), 'text/plain'),
  );
  await desk.worker().drain();
  const before = await shown();
  await enqueueJobs(
    desk.db,
    [downloadAttachmentJob({ id: attachmentId, pageId: chat.page.id })],
    desk.clock.now(),
  );
  await desk.worker().drain();
  expect(await shown()).toEqual(before);
});

test('a name that was known is kept', async () => {
  const url = await fileOnFacebook('461234567_1084567890123456_n.txt', Buffer.from('named'), 'text/plain');
  const { shown } = await received(url, 'Contract.txt');
  await desk.worker().drain();
  expect((await shown()).name).toBe('Contract.txt');
});

const filesOnDisk = async () => (await desk.db.selectFrom('file').select('id').execute()).length;

test('R99, G-T3: while customers’ files are off not a byte is kept, and the agent is told kind and size', async () => {
  const bytes = Buffer.from('a slip that nobody wants');
  const { shown, chat } = await received(await fileOnFacebook('slip.txt', bytes, 'text/plain'), 'slip.txt');
  await settings(chat.page.id, { attachments: { customers: false } });
  const before = await filesOnDisk();
  let taken = 0;
  const source: AttachmentSource = {
    ...desk.system.source,
    download: async (url) => {
      const download = await desk.system.source.download(url);
      if (download.ok) download.bytes.on('data', (chunk: Buffer) => (taken += chunk.length));
      if (download.ok) download.bytes.pause();
      return download;
    },
  };
  await desk.worker({ source }).drain();
  expect(await shown()).toMatchObject({
    kind: 'file',
    name: 'slip.txt',
    state: 'failed',
    failure: 'off',
    sizeBytes: bytes.length,
    url: null,
  });
  expect([taken, await filesOnDisk()]).toEqual([0, before]);
});

test('a sticker is no file of the customer’s: it is shown whatever is set for files', async () => {
  const url = await fileOnFacebook('like.txt', Buffer.from('thumb'), 'image/png');
  const { shown, chat } = await received(url, null, 'sticker');
  await settings(chat.page.id, { attachments: { customers: false, types: ['application/pdf'] } });
  await desk.worker().drain();
  expect((await shown()).state).toBe('stored');
});

test.each([
  ['too-large', { maxKb: 1 }, 'big.txt', Buffer.alloc(1025, 'a')],
  ['type', { types: ['image/*'] }, 'slip.pdf', Buffer.from('%PDF-1.7\nan invoice')],
  ['blocked', {}, 'holiday.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['blocked', { blockedExtensions: ['txt'] }, 'notes.txt', Buffer.from('notes')],
] as const)('R11, R99: what is %s under %j is thrown away', async (failure, attachments, name, bytes) => {
  const { shown, chat } = await received(await fileOnFacebook(name, bytes, 'image/jpeg'), name);
  await settings(chat.page.id, { attachments: { ...attachments } as object });
  const before = await filesOnDisk();
  await desk.worker().drain();
  expect(await shown()).toMatchObject({ state: 'failed', failure, sizeBytes: bytes.length, url: null });
  expect(await filesOnDisk()).toBe(before);
});

test('R10: a file as large as the page’s limit is kept', async () => {
  const { shown, chat } = await received(
    await fileOnFacebook('fits.txt', Buffer.alloc(1024, 'a'), 'text/plain'),
  );
  await settings(chat.page.id, { attachments: { maxKb: 1 } });
  await desk.worker().drain();
  expect((await shown()).state).toBe('stored');
});

test('R99, T28: the customer is told once per message that a file was not accepted, if the page says so', async () => {
  const url = await fileOnFacebook('slip.txt', Buffer.from('a slip'), 'text/plain');
  const { chat, attachmentId } = await received(url);
  const fileRefused = { isOn: true, byLanguage: { en: 'No files, please.' } };
  await settings(chat.page.id, { attachments: { customers: false }, texts: { fileRefused } });
  const twin = desk.newId();
  const row = await desk.db
    .selectFrom('attachment')
    .selectAll()
    .where('id', '=', attachmentId)
    .executeTakeFirstOrThrow();
  await desk.db
    .insertInto('attachment')
    .values({ ...row, payload: null, id: twin, position: 1 })
    .execute();
  await enqueueJobs(desk.db, [downloadAttachmentJob({ id: twin, pageId: chat.page.id })], desk.clock.now());
  await desk.worker().drain();
  expect((await chat.received()).map((message) => message.text)).toEqual(['No files, please.']);
});

test('of a file that is older than a day nobody is told', async () => {
  const url = await fileOnFacebook('old.txt', Buffer.from('an old slip'), 'text/plain');
  const { chat, messageId } = await received(url);
  const fileRefused = { isOn: true, byLanguage: { en: 'No files, please.' } };
  await settings(chat.page.id, { attachments: { customers: false }, texts: { fileRefused } });
  const at = new Date(desk.clock.now().getTime() - 24 * 3_600_000);
  await desk.db.updateTable('message').set({ at }).where('id', '=', messageId).execute();
  await desk.worker().drain();
  expect(await chat.received()).toEqual([]);
  const lines = await desk.db
    .selectFrom('message')
    .select('automation')
    .where('conversationId', '=', chat.id)
    .where('automation', 'is not', null)
    .execute();
  expect(lines).toEqual([]);
});
