import { beforeEach, expect, test } from 'vitest';
import type { Graph } from '../../facebook/graph/client.ts';
import { deliveriesOf } from '../../testing/deliveries.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { uploadFile } from '../files/upload-file.ts';
import { writeMessage } from './reply.ts';
import { retryMessage } from './retry.ts';

const desk = useMessengerDesk();
const { answer, fault, forget, pageRow, rowOf, statusesOf, textsOf } = deliveriesOf(desk);
const day = 24 * 3_600_000;

beforeEach(forget);

test('a reply reaches the customer, and Meta’s id is kept (behaviours 52, 60)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Yes, it is.', { quickReplies: [{ title: 'Reserve' }] });
  await desk.worker().drain();
  const [received] = await chat.received();
  expect(received).toMatchObject({
    text: 'Yes, it is.',
    metadata: id,
    messagingType: 'RESPONSE',
    quickReplies: [{ title: 'Reserve', payload: 'Reserve' }],
  });
  expect(received?.tag).toBeUndefined();
  expect(await rowOf(id)).toMatchObject({
    status: 'sent',
    mid: received?.mid,
    ground: 'standard',
    failure: null,
  });
});

test('what was sent, or came in, is never sent by another job (behaviour 48)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Once.');
  await desk.worker().drain();
  for (const status of ['sent', 'delivered', 'read', 'failed', 'received'] as const) {
    await desk.db
      .updateTable('message')
      .set({ status })
      .where('id', '=', id ?? '')
      .execute();
    await desk.db
      .insertInto('job')
      .values({
        kind: 'deliver-message',
        payload: JSON.stringify({ messageId: id }),
        runAt: desk.clock.now(),
        createdAt: desk.clock.now(),
      })
      .execute();
    await desk.worker().drain();
  }
  expect(await textsOf(chat)).toEqual(['Once.']);
});

test('text and files go out as n + 1 calls in order, each with its bytes (behaviour 50)', async () => {
  const chat = await desk.chat();
  const user = await desk.user('supervisor');
  const upload = async (name: string, bytes: Buffer) => {
    const source = (async function* () {
      yield bytes;
    })();
    return (await uploadFile({ ...desk.as(user), storage: desk.storage }, { name, source })).id;
  };
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAC0lEQVR4nGNggAEAAA4AAbDLmUIAAAAASUVORK5CYII=',
    'base64',
  );
  const uploads = [await upload('slip.png', png), await upload('terms.txt', Buffer.from('All of them.'))];
  const { messageIds } = await writeMessage(desk.as(user), chat.id, {
    clientId: crypto.randomUUID(),
    kind: 'reply',
    text: 'Here you are.',
    uploads,
  });
  await desk.worker().drain();
  const received = await chat.received();
  expect(received.map((message) => message.metadata)).toEqual(messageIds);
  expect(received.map((message) => message.text ?? null)).toEqual(['Here you are.', null, null]);
  expect(received.flatMap((message) => message.attachments)).toMatchObject([
    { type: 'image', sizeBytes: png.length },
    { type: 'file', sizeBytes: 12 },
  ]);
  expect(await statusesOf(messageIds)).toEqual(['sent', 'sent', 'sent']);
});

test('a failure in the middle marks that part, and nothing behind it is sent (behaviour 50)', async () => {
  const chat = await desk.chat();
  const ids = await answer(
    chat,
    Array.from({ length: 3 }, (_, n) => `${n} ${'word '.repeat(390)}`).join('\n\n'),
  );
  expect(ids).toHaveLength(3);
  const worker = desk.worker();
  await worker.runOnce();
  await fault({ match: { path: '/messages' }, code: 100, status: 400 });
  await worker.drain();
  expect(await statusesOf(ids)).toEqual(['sent', 'failed', 'failed']);
  expect((await rowOf(ids[1])).failure).toMatchObject({ code: 'payload', mayRetry: false });
  expect((await rowOf(ids[2])).failure).toMatchObject({ code: 'earlier-part-not-sent', mayRetry: true });
  expect(await chat.received()).toHaveLength(1);
});

test('a retry sends the failed parts again, in their order', async () => {
  const chat = await desk.chat();
  const ids = await answer(chat, `one ${'word '.repeat(390)}\n\ntwo ${'word '.repeat(390)}`);
  await fault({ match: { path: '/messages' }, code: 100, subcode: 2018008, status: 400 });
  await desk.worker().drain();
  expect(await statusesOf(ids)).toEqual(['failed', 'failed']);

  const lead = desk.as(await desk.user('supervisor'));
  expect(await retryMessage(lead, ids[1] ?? '')).toEqual(ids);
  await expect(retryMessage(lead, ids[1] ?? '')).rejects.toMatchObject({ code: 'conflict' });
  await desk.worker().drain();
  expect((await textsOf(chat)).map((text) => text?.slice(0, 3))).toEqual(['one', 'two']);
  expect(await statusesOf(ids)).toEqual(['sent', 'sent']);
});

test('after a reply that failed the customer waits again, until it is sent after all', async () => {
  const chat = await desk.chat();
  const at = desk.clock.now();
  await desk.db
    .insertInto('message')
    .values({
      id: desk.newId(),
      conversationId: chat.id,
      pageId: chat.page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      status: 'received',
      at,
      createdAt: at,
    })
    .execute();
  desk.advance(1_000);
  const waitingSince = async () =>
    (
      await desk.db
        .selectFrom('conversation')
        .select('waitingSince')
        .where('id', '=', chat.id)
        .executeTakeFirstOrThrow()
    ).waitingSince;
  const [id] = await answer(chat, 'Hello');
  expect(await waitingSince()).toBeNull();
  await fault({ match: { path: '/messages' }, code: 100, subcode: 2018008, status: 400 });
  await desk.worker().drain();
  expect(await waitingSince()).toEqual(at);
  await retryMessage(desk.as(await desk.user('supervisor')), id ?? '');
  expect(await waitingSince()).toBeNull();
});

test('only who wrote it or who leads sends a failed message again', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Hello');
  await fault({ match: { path: '/messages' }, code: 100, subcode: 2018008, status: 400 });
  await desk.worker().drain();
  const colleague = await desk.user('agent', [chat.page.departmentId]);
  const stranger = await desk.user('agent', [await desk.department()]);
  await expect(retryMessage(desk.as(colleague), id ?? '')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(retryMessage(desk.as(stranger), id ?? '')).rejects.toMatchObject({ code: 'not-found' });
});

test('after 24 hours a person’s reply goes under the human agent tag, computed when it leaves (behaviours 61, 69)', async () => {
  const page = await desk.page();
  const chat = await desk.chat({ page, wroteAgoMs: day - 60_000 });
  const [id] = await answer(chat, 'Still there?');
  // The permission comes, and the first day ends, between writing and sending.
  await desk.db.updateTable('page').set({ humanAgentAllowed: true }).where('id', '=', page.id).execute();
  desk.advance(60_000);
  await desk.worker().drain();
  expect((await chat.received())[0]).toMatchObject({ messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
  expect(await rowOf(id)).toMatchObject({ status: 'sent', ground: 'human-agent' });
});

test('what nobody pressed send for never goes under the tag (behaviours 62, 68)', async () => {
  const page = await desk.page({ humanAgentAllowed: true });
  const chat = await desk.chat({ page, wroteAgoMs: day });
  const [id] = await answer(chat, 'How was it?', { purpose: { kind: 'question' } });
  await desk.db
    .updateTable('message')
    .set({ authorKind: 'system' })
    .where('id', '=', id ?? '')
    .execute();
  await desk.worker().drain();
  expect(await chat.received()).toEqual([]);
  expect((await rowOf(id)).failure).toMatchObject({ code: 'window-closed' });
});

test('what waited until the window closed is not sent (behaviours 63, 66)', async () => {
  const chat = await desk.chat({ wroteAgoMs: day - 1_000 });
  const [id] = await answer(chat, 'Just in time?');
  desk.advance(1_000);
  await desk.worker().drain();
  expect(await chat.received()).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ status: 'failed', failure: { code: 'window-closed' } });
});

test('without Meta’s approval of the tag the setting is put right and the message kept as failed (K20, R87)', async () => {
  await desk.control('PATCH', '/settings', { humanAgent: false });
  const page = await desk.page({ humanAgentAllowed: true });
  const chat = await desk.chat({ page, wroteAgoMs: 2 * day });
  const [id] = await answer(chat, 'Hello again', { purpose: { kind: 'question' } });
  await desk.worker().drain();
  await desk.control('PATCH', '/settings', { humanAgent: true });
  expect((await rowOf(id)).status).toBe('failed');
  expect((await rowOf(id)).failure).toMatchObject({ code: 'human-agent-refused', mayRetry: true });
  expect((await pageRow(page.id)).humanAgentAllowed).toBe(false);
});

test('two workers never send a message twice, and each person’s messages arrive in order', async () => {
  const page = await desk.page();
  const chats = await Promise.all(Array.from({ length: 6 }, () => desk.chat({ page })));
  for (let n = 0; n < 5; n++) for (const chat of chats) await answer(chat, `Message ${n}`);
  await fault({ match: { path: '/messages' }, times: 3, code: 2, status: 500 });
  const workers = [desk.worker(), desk.worker(), desk.worker()];
  for (let round = 0; round < 8; round++) {
    await Promise.all(workers.map((worker) => worker.drain()));
    desk.advance(2_000);
  }
  for (const chat of chats) {
    expect(await textsOf(chat)).toEqual(['Message 0', 'Message 1', 'Message 2', 'Message 3', 'Message 4']);
  }
});

test('a page whose Graph is slow delays no other page (behaviour 96)', async () => {
  const [slow, quick] = [await desk.chat(), await desk.chat()];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const graph: Graph = {
    ...desk.graph,
    call: async (request) => {
      if (request.pageId === slow.page.facebookId) await released;
      return desk.graph.call(request);
    },
  };
  const worker = desk.worker({ graph });
  const [held] = await answer(slow, 'Slow');
  worker.start();
  await expect.poll(async () => (await rowOf(held)).status, { interval: 5 }).toBe('sending');
  const [sent] = await answer(quick, 'Quick');
  await expect.poll(async () => (await rowOf(sent)).status, { interval: 5 }).toBe('sent');
  expect((await rowOf(held)).status).toBe('sending');
  release();
  await worker.stop();
  expect((await rowOf(held)).status).toBe('sent');
});

test('a file that is gone from the storage fails its message without a call', async () => {
  const chat = await desk.chat();
  const user = await desk.user('supervisor');
  const source = (async function* () {
    yield Buffer.from(`unique ${desk.newId()}`);
  })();
  const upload = await uploadFile({ ...desk.as(user), storage: desk.storage }, { name: 'a.txt', source });
  const [id] = (
    await writeMessage(desk.as(user), chat.id, {
      clientId: crypto.randomUUID(),
      kind: 'reply',
      uploads: [upload.id],
    })
  ).messageIds;
  const file = await desk.db
    .selectFrom('upload')
    .innerJoin('file', 'file.id', 'upload.fileId')
    .select('sha256')
    .where('upload.id', '=', upload.id)
    .executeTakeFirstOrThrow();
  await desk.storage.remove(file.sha256);
  await desk.worker().drain();
  expect((await rowOf(id)).failure).toMatchObject({ code: 'file-missing' });
});
