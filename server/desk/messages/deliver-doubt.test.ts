import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { GraphUnreachable } from '../../facebook/graph/error.ts';
import { applyWatermarks } from '../../store/inbound-writes.ts';
import { recordSent } from '../../store/sends.ts';
import { deliveriesOf } from '../../testing/deliveries.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { retryMessage } from './retry.ts';

const desk = useMessengerDesk();
const { answer, fault, forget, graphWhoseSends, rowOf, statusesOf, textsOf } = deliveriesOf(desk);

beforeEach(forget);

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
