import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Failure, WriteMessage } from '../../../contract/messages.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphUnreachable } from '../../facebook/graph/error.ts';
import { applyWatermarks } from '../../store/inbound-writes.ts';
import { recordSent } from '../../store/sends.ts';
import { useMessengerDesk, type Chat } from '../../testing/messenger-desk.ts';
import { uploadFile } from '../files/upload-file.ts';
import { writeMessage } from './reply.ts';
import { retryMessage } from './retry.ts';

const desk = useMessengerDesk();
const day = 24 * 3_600_000;

beforeEach(async () => {
  await desk.control('DELETE', '/faults');
  await desk.db.deleteFrom('job').execute();
});

async function answer(chat: Chat, text: string, more: Partial<WriteMessage> = {}): Promise<string[]> {
  const user = await desk.user('supervisor');
  const input = { clientId: crypto.randomUUID(), kind: 'reply' as const, text, ...more };
  return (await writeMessage(desk.as(user), chat.id, input)).messageIds;
}

async function rowOf(id: string | undefined) {
  const row = await desk.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();
  return { ...row, failure: row.failure as Failure | null };
}

const statusesOf = (ids: string[]) => Promise.all(ids.map(async (id) => (await rowOf(id)).status));
const textsOf = async (chat: Chat) => (await chat.received()).map((message) => message.text);
const fault = (body: object) => desk.control('POST', '/faults', body);
const pageRow = (id: string) =>
  desk.db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** A Graph whose sends do as told; everything else goes to the sandbox. */
function graphWhoseSends(behave: (send: () => Promise<unknown>) => Promise<unknown>): Graph {
  return {
    ...desk.graph,
    call: (request) => {
      const send = () => desk.graph.call(request);
      // What the test returns in place of Meta's answer has its shape.
      return (request.method === 'POST' ? behave(send) : send()) as ReturnType<Graph['call']>;
    },
  };
}

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
  const [id] = await answer(chat, 'How was it?');
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
  const [id] = await answer(chat, 'Hello again');
  await desk.worker().drain();
  await desk.control('PATCH', '/settings', { humanAgent: true });
  expect((await rowOf(id)).status).toBe('failed');
  expect((await rowOf(id)).failure).toMatchObject({ code: 'human-agent-refused', mayRetry: true });
  expect((await pageRow(page.id)).humanAgentAllowed).toBe(false);
});

test('an expired token flags the page once and holds its messages until it is connected again (behaviour 55)', async () => {
  const page = await desk.page();
  const [one, two] = [await desk.chat({ page }), await desk.chat({ page })];
  await desk.control('POST', '/tokens/break', { subcode: 463, pageId: page.facebookId });
  const ids = [...(await answer(one, 'Hello one')), ...(await answer(two, 'Hello two'))];
  const worker = desk.worker();
  await worker.drain();
  expect(await statusesOf(ids)).toEqual(['queued', 'queued']);
  expect(await pageRow(page.id)).toMatchObject({ state: 'expired' });
  expect((await pageRow(page.id)).stateReason).not.toContain('EAA');
  const told = await desk.db
    .selectFrom('liveEvent')
    .select('id')
    .where('kind', '=', 'page.changed')
    .where('subjectId', '=', page.id)
    .execute();
  expect(told).toHaveLength(1);

  desk.advance(600_000);
  await worker.drain();
  expect(await statusesOf(ids)).toEqual(['queued', 'queued']);
  await desk.control('POST', '/tokens/mend', {});
  await desk.db.updateTable('page').set({ state: 'connected' }).where('id', '=', page.id).execute();
  desk.advance(60_000);
  await worker.drain();
  expect(await statusesOf(ids)).toEqual(['sent', 'sent']);
});

test.each([
  ['no such person', { code: 100, subcode: 2018001 }, 'no-such-person'],
  ['a person who cannot be reached', { code: 551, subcode: 1545041 }, 'person-unavailable'],
  ['a closed window', { code: 10, subcode: 2018278 }, 'window-closed'],
  ['a file Facebook cannot take', { code: 100, subcode: 2018047 }, 'attachment'],
  ['another app that holds the thread', { code: 2018300 }, 'thread-owned-elsewhere'],
])('%s is final and says so in its own words (behaviour 57)', async (_what, error, code) => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Hello');
  await fault({ match: { path: '/messages' }, times: null, status: 400, ...error });
  const worker = desk.worker();
  await worker.drain();
  desk.advance(3_600_000);
  expect(await worker.drain()).toBe(0);
  expect(await rowOf(id)).toMatchObject({ status: 'failed', failure: { code } });
  expect((await pageRow(chat.page.id)).state).toBe('connected');
});

test.each([
  ['code 2', { code: 2, status: 500 }],
  ['code 1', { code: 1, status: 500 }],
])('%s does not flag the page, and is tried again later (behaviour 56)', async (_what, error) => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Hello');
  await fault({ match: { path: '/messages' }, times: 2, ...error });
  const worker = desk.worker();
  await worker.drain();
  expect((await rowOf(id)).status).toBe('queued');
  for (let round = 0; round < 6; round++) {
    desk.advance(2_000);
    await worker.drain();
  }
  expect((await rowOf(id)).status).toBe('sent');
  expect((await pageRow(chat.page.id)).state).toBe('connected');
  expect(await chat.received()).toHaveLength(1);
});

test('a fault that does not pass is given up, and may be sent again by hand', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Hello');
  await fault({ match: { path: '/messages' }, times: null, code: 2, status: 500 });
  const worker = desk.worker();
  for (let round = 0; round < 20; round++) {
    await worker.drain();
    desk.advance(60_000);
  }
  expect(await rowOf(id)).toMatchObject({
    status: 'failed',
    failure: { code: 'facebook-fault', mayRetry: true },
  });
});

test.each([613, 4, 17, 32, 341, 80001, 80006])(
  'code %d slows its page and nobody else (behaviour 56)',
  async (code) => {
    const [slow, other] = [await desk.chat(), await desk.chat()];
    await fault({ match: { path: '/messages', pageId: slow.page.facebookId }, code, retryAfterMinutes: 2 });
    const [held] = await answer(slow, 'Later');
    const worker = desk.worker();
    await worker.drain();
    expect((await rowOf(held)).status).toBe('queued');
    expect((await pageRow(slow.page.id)).state).toBe('connected');
    expect((await pageRow(slow.page.id)).sendPausedUntil).not.toBeNull();
    if (![4, 17, 341].includes(code)) {
      const [now] = await answer(other, 'At once');
      await worker.drain();
      expect((await rowOf(now)).status).toBe('sent');
    }
    desk.advance(180_000);
    await worker.drain();
    desk.advance(10_000);
    await worker.drain();
    expect((await rowOf(held)).status).toBe('sent');
  },
);

test('a restricted page stops; later its first message that goes through frees it', async () => {
  const page = await desk.page();
  const chat = await desk.chat({ page });
  await desk.control('PATCH', `/pages/${page.facebookId}`, { restricted: true });
  const [first] = await answer(chat, 'One');
  const worker = desk.worker();
  await worker.drain();
  expect(await pageRow(page.id)).toMatchObject({ state: 'restricted' });
  expect((await rowOf(first)).failure).toMatchObject({ code: 'page-restricted', mayRetry: true });

  await desk.control('PATCH', `/pages/${page.facebookId}`, { restricted: false });
  const [second] = await answer(chat, 'Two');
  await worker.drain();
  expect((await rowOf(second)).failure).toMatchObject({ code: 'page-restricted' });
  expect(await chat.received()).toEqual([]);

  desk.advance(15 * 60_000);
  await retryMessage(desk.as(await desk.user('supervisor')), second ?? '');
  await worker.drain();
  expect(await textsOf(chat)).toEqual(['Two']);
  expect(await pageRow(page.id)).toMatchObject({ state: 'connected', stateReason: null });
});

test('an answer that is no JSON is not taken for a yes (behaviour 53)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Hello');
  await fault({ match: { path: '/messages' }, htmlBody: '<h1>Bad gateway</h1>', status: 502 });
  const worker = desk.worker();
  await worker.drain();
  expect(await rowOf(id)).toMatchObject({
    status: 'unknown',
    failure: { code: 'no-answer', mayRetry: false },
  });
});

test('a send whose answer was lost is found in Meta’s conversation and never repeated (behaviour 54)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Did it go?');
  await fault({ match: { path: '/messages' }, applyThenError: true, dropConnection: true });
  const worker = desk.worker();
  await worker.drain();
  expect((await rowOf(id)).status).toBe('unknown');
  desk.advance(5_000);
  await worker.drain();
  const received = await chat.received();
  expect(received).toHaveLength(1);
  expect(await rowOf(id)).toMatchObject({ status: 'sent', mid: received[0]?.mid, failure: null });
});

test('a send that had no answer and did not go out fails, once that is sure (behaviour 54)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Did it go?');
  await fault({ match: { path: '/messages' }, dropConnection: true });
  const worker = desk.worker();
  await worker.drain();
  desk.advance(20_000);
  await worker.drain();
  expect((await rowOf(id)).status).toBe('unknown');
  desk.advance(40_000);
  await worker.drain();
  expect(await rowOf(id)).toMatchObject({ status: 'failed', failure: { code: 'not-sent', mayRetry: true } });
  await retryMessage(desk.as(await desk.user('supervisor')), id ?? '');
  await worker.drain();
  expect(await textsOf(chat)).toEqual(['Did it go?']);
});

test('the same text said before is not taken for the one that is looked for', async () => {
  const chat = await desk.chat();
  const [first] = await answer(chat, 'OK');
  const worker = desk.worker();
  await worker.drain();
  expect((await rowOf(first)).status).toBe('sent');
  const [second] = await answer(chat, 'OK');
  await fault({ match: { path: '/messages' }, dropConnection: true });
  await worker.drain();
  desk.advance(60_000);
  await worker.drain();
  expect((await rowOf(second)).failure).toMatchObject({ code: 'not-sent' });
});

test('code 1/1357046 and 1200 are settled and never repeated in silence', async () => {
  for (const error of [{ code: 1, subcode: 1357046 }, { code: 1200 }]) {
    const chat = await desk.chat();
    const [id] = await answer(chat, 'Hello');
    await fault({ match: { path: '/messages' }, applyThenError: true, status: 500, ...error });
    const worker = desk.worker();
    await worker.drain();
    expect((await rowOf(id)).status).toBe('unknown');
    desk.advance(5_000);
    await worker.drain();
    expect((await rowOf(id)).status).toBe('sent');
    expect(await chat.received()).toHaveLength(1);
  }
});

test('while it is not known whether a message went out, the next to the same person waits; others go', async () => {
  const [chat, other] = [await desk.chat(), await desk.chat()];
  await fault({ match: { path: '/messages', pageId: chat.page.facebookId }, dropConnection: true });
  await fault({ match: { path: '/conversations' }, times: null, code: 2, status: 500 });
  const [first] = await answer(chat, 'First');
  const [second] = await answer(chat, 'Second');
  const [elsewhere] = await answer(other, 'Elsewhere');
  const worker = desk.worker();
  await worker.drain();
  expect(await statusesOf([first ?? '', second ?? '', elsewhere ?? ''])).toEqual([
    'unknown',
    'queued',
    'sent',
  ]);
  // It cannot be found out: after the looks the next one goes, and the first stays unknown.
  for (let round = 0; round < 5; round++) {
    desk.advance(20_000);
    await worker.drain();
  }
  expect(await statusesOf([first ?? '', second ?? ''])).toEqual(['unknown', 'sent']);
  // Once Meta's conversation can be read again, a later look settles it.
  await desk.control('DELETE', '/faults');
  desk.advance(300_000);
  await worker.drain();
  expect((await rowOf(first)).failure).toMatchObject({ code: 'not-sent' });
});

test('one’s own later parts do not follow a part that stays unknown', async () => {
  const chat = await desk.chat();
  const ids = await answer(chat, `one ${'word '.repeat(390)}\n\ntwo ${'word '.repeat(390)}`);
  await fault({ match: { path: '/messages' }, dropConnection: true });
  await fault({ match: { path: '/conversations' }, times: null, code: 2, status: 500 });
  const worker = desk.worker();
  for (let round = 0; round < 5; round++) {
    await worker.drain();
    desk.advance(20_000);
  }
  expect(await statusesOf(ids)).toEqual(['unknown', 'failed']);
  expect((await rowOf(ids[1])).failure).toMatchObject({ code: 'earlier-part-unknown' });
});

test('a worker that dies between call and record leaves one message, unknown and then found (race)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Only once');
  const dead = desk.worker({
    graph: graphWhoseSends(async (send) => {
      await send();
      return new Promise(() => {});
    }),
  });
  void dead.runOnce();
  await expect.poll(async () => (await chat.received()).length, { timeout: 5_000, interval: 5 }).toBe(1);
  desk.advance(30_001);
  const living = desk.worker();
  await living.drain();
  expect((await rowOf(id)).status).toBe('unknown');
  desk.advance(30_000);
  await living.drain();
  const received = await chat.received();
  expect(received).toHaveLength(1);
  expect(await rowOf(id)).toMatchObject({ status: 'sent', mid: received[0]?.mid });
});

test('a worker that dies before its call leaves a message that fails and may be sent again (race)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Never left');
  const dead = desk.worker({ graph: graphWhoseSends(() => new Promise(() => {})) });
  void dead.runOnce();
  await expect.poll(async () => (await rowOf(id)).status, { timeout: 5_000, interval: 5 }).toBe('sending');
  desk.advance(30_001);
  const living = desk.worker();
  await living.drain();
  desk.advance(60_000);
  await living.drain();
  expect(await rowOf(id)).toMatchObject({ status: 'failed', failure: { code: 'not-sent', mayRetry: true } });
  expect(await chat.received()).toEqual([]);
});

test('an echo that settles a message before its answer is kept, and nothing is sent again (behaviour 44)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Echo first');
  const worker = desk.worker({
    graph: graphWhoseSends(async (send) => {
      const told = (await send()) as { message_id: string };
      // As intake settles it by `metadata`, before the answer is read.
      await desk.db
        .updateTable('message')
        .set({ mid: told.message_id, status: 'delivered', sentAt: desk.clock.now() })
        .where('id', '=', id ?? '')
        .execute();
      return told;
    }),
  });
  await worker.drain();
  expect(await rowOf(id)).toMatchObject({ status: 'delivered' });
});

test('the copy that an echo without our mark made is merged away (behaviour 44)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'One bubble');
  const worker = desk.worker({
    graph: graphWhoseSends(async (send) => {
      const told = (await send()) as { message_id: string };
      await desk.db
        .insertInto('message')
        .values({
          id: desk.newId(),
          conversationId: chat.id,
          pageId: chat.page.id,
          contactId: chat.contactId,
          kind: 'message',
          direction: 'out',
          authorKind: 'outside',
          mid: told.message_id,
          text: 'One bubble',
          status: 'sent',
          at: desk.clock.now(),
          createdAt: desk.clock.now(),
        })
        .execute();
      return told;
    }),
  });
  await worker.drain();
  const rows = await desk.db
    .selectFrom('message')
    .select(['id', 'status'])
    .where('conversationId', '=', chat.id)
    .where('kind', '=', 'message')
    .execute();
  expect(rows).toEqual([{ id, status: 'sent' }]);
});

test('a receipt that came before the answer raises the status at once (behaviour 73)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Read already');
  await desk.db
    .updateTable('contact')
    .set({ readUntil: new Date(desk.clock.now().getTime() + 1_000) })
    .where('id', '=', chat.contactId)
    .execute();
  await desk.worker().drain();
  expect(await rowOf(id)).toMatchObject({ status: 'read' });
  // An older answer does not take it back.
  await desk.db.transaction().execute((tx) => recordSent(tx, id ?? '', { mid: 'm_x', at: desk.clock.now() }));
  expect(await rowOf(id)).toMatchObject({ status: 'read' });
});

test('a receipt that is applied while its send is recorded is not missed (behaviour 73, race)', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Read at once');
  const readUntil = new Date(desk.clock.now().getTime() + 1_000);
  const isWaitedFor = async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(desk.db);
    return rows.length > 0;
  };
  const sent = { isRecorded: false };
  let sending: Promise<unknown> | undefined;
  await desk.db.transaction().execute(async (tx) => {
    await tx.updateTable('contact').set({ readUntil }).where('id', '=', chat.contactId).execute();
    await applyWatermarks(tx, [chat.contactId]);
    sending = desk
      .worker()
      .drain()
      .finally(() => (sent.isRecorded = true));
    while (!sent.isRecorded && !(await isWaitedFor()));
  });
  await sending;
  expect(await rowOf(id)).toMatchObject({ status: 'read' });
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

test('a send that timed out late is not taken for lost before a minute has passed since', async () => {
  const chat = await desk.chat();
  const [id] = await answer(chat, 'Slow to leave');
  const worker = desk.worker({
    graph: graphWhoseSends(async () => {
      desk.advance(90_000);
      throw new GraphUnreachable({ phase: 'after-send', reason: 'timeout' });
    }),
  });
  await worker.drain();
  expect((await rowOf(id)).status).toBe('unknown');
  desk.advance(30_000);
  await worker.drain();
  expect((await rowOf(id)).status).toBe('unknown');
  desk.advance(30_000);
  await worker.drain();
  expect((await rowOf(id)).failure).toMatchObject({ code: 'not-sent' });
});

test('once the echo has settled a lost answer, the next message does not wait for a look', async () => {
  const chat = await desk.chat();
  const [first] = await answer(chat, 'First');
  const [second] = await answer(chat, 'Second');
  await fault({ match: { path: '/messages' }, applyThenError: true, dropConnection: true });
  const worker = desk.worker();
  await worker.drain();
  expect((await rowOf(first)).status).toBe('unknown');
  await desk.db
    .updateTable('message')
    .set({ status: 'sent', mid: 'm_echo', failure: null })
    .where('id', '=', first ?? '')
    .execute();
  desk.advance(1_000);
  await worker.drain();
  expect((await rowOf(second)).status).toBe('sent');
});
