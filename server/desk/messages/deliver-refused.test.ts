import { beforeEach, expect, test } from 'vitest';
import { deliveriesOf } from '../../testing/deliveries.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { retryMessage } from './retry.ts';

const desk = useMessengerDesk();
const { answer, fault, forget, pageRow, rowOf, statusesOf, textsOf } = deliveriesOf(desk);

beforeEach(forget);

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
