import { describe, expect, test } from 'vitest';
import { readPastThreads } from '../../facebook/messenger/past-threads.ts';
import { readBackfillFacts } from '../../store/backfills.ts';
import { openAccess } from '../messages/send-context.ts';
import { probePage } from '../pages/health/probe-page.ts';
import { useMessengerDesk, type ConnectedPage } from '../../testing/messenger-desk.ts';
import { change } from '../context.ts';
import { endConversation } from '../conversations/end.ts';
import { followEvents } from '../desk-events/follow.ts';
import { createWebhookEndpoint, deleteWebhookEndpoint } from '../outgoing-webhooks/endpoints.ts';
import { createCustomer } from '../customers/create.ts';
import { unlinkCustomer } from '../customers/link.ts';
import { changeCustomerSettings } from '../customers/settings.ts';
import { createTrigger, deleteTrigger } from '../triggers/triggers.ts';
import { triggersAtWork } from '../../testing/triggers-at-work.ts';
import { applyThread } from './apply-thread.ts';
import { beginBackfill } from './begin.ts';
import { noteErased } from './reach-back.ts';
import { listPageBackfills, startBackfill } from './start.ts';
import { steerBackfill } from './steer.ts';
import { noteAlive, watchOutage } from './watch-outage.ts';

const desk = useMessengerDesk();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Somebody on Facebook who writes, and is answered, without a webhook about it. */
async function person(page: ConnectedPage) {
  const { id } = (await desk.control('POST', '/people', { name: 'Mila Quiet' })) as { id: string };
  const thread = `/threads/${page.facebookId}/${id}`;
  const tell = async (path: string, text: string, agoMs: number, more: object = {}) => {
    const at = desk.clock.now().getTime() - agoMs;
    return (await desk.control('POST', `${thread}/${path}`, { text, silent: true, at, ...more })) as {
      mid: string;
      psid: string;
    };
  };
  return {
    writes: (text: string, agoMs: number, more?: object) => tell('messages', text, agoMs, more),
    isAnswered: (text: string, agoMs: number) => tell('inbox-reply', text, agoMs),
  };
}

/** Reads the page's past to its end, the clock moving as the steps ask. */
async function readAll(page: ConnectedPage, days = 30) {
  const admin = await desk.user('administrator');
  const { id } = await startBackfill(desk.as(admin), page.id, days);
  const worker = desk.worker();
  for (let step = 0; step < 30; step++) {
    await worker.drain();
    const [latest] = await listPageBackfills(desk.as(admin), page.id);
    if (latest?.state !== 'running') return latest;
    desk.advance(1_000);
  }
  throw new Error(`The reading ${id} does not end.`);
}

const messagesOf = (page: ConnectedPage) =>
  desk.db
    .selectFrom('message')
    .select(['id', 'text', 'direction', 'authorKind', 'status', 'kind', 'mid', 'conversationId'])
    .where('pageId', '=', page.id)
    .where('kind', '=', 'message')
    .orderBy('at')
    .orderBy('id')
    .execute();
const conversationsOf = (page: ConnectedPage) =>
  desk.db.selectFrom('conversation').selectAll().where('pageId', '=', page.id).orderBy('openedAt').execute();

describe('reading what was missed', () => {
  test('H-T15 backfill adds three missed messages in their places, and no doubles', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('Is it in stock?', 4 * hourMs);
    await readAll(page);
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['Is it in stock?']);

    await mila.writes('Hello?', 3 * hourMs);
    await mila.isAnswered('It is.', 2 * hourMs);
    await mila.writes('And in blue?', hourMs);
    expect(await readAll(page)).toMatchObject({ state: 'done', messagesAdded: 3, progress: 1 });
    const once = await messagesOf(page);
    expect(once.map(({ text, authorKind }) => [text, authorKind])).toEqual([
      ['Is it in stock?', 'customer'],
      ['Hello?', 'customer'],
      ['It is.', 'outside'],
      ['And in blue?', 'customer'],
    ]);

    expect(await readAll(page)).toMatchObject({ state: 'done', messagesAdded: 0 });
    expect(await messagesOf(page)).toEqual(once);
  });

  test('only what still waits for an answer opens a conversation, once, and counts as unread', async () => {
    const page = await desk.page();
    const [waits, answered, old] = [await person(page), await person(page), await person(page)];
    await old.writes('Long ago', 40 * hourMs);
    await answered.writes('Are you there?', 5 * hourMs);
    await answered.isAnswered('We are.', 4 * hourMs);
    await waits.writes('I need help', 3 * hourMs);
    await waits.writes('Please', 2 * hourMs);
    await readAll(page);
    const shown = (await conversationsOf(page)).map(
      ({ status, unreadCount, waitingSince, awaitsCustomer }) => ({
        status,
        unreadCount,
        waits: waitingSince !== null,
        awaitsCustomer,
      }),
    );
    const closed = { status: 'closed', unreadCount: 0, waits: false, awaitsCustomer: false };
    expect(shown).toEqual([
      closed,
      closed,
      { status: 'open', unreadCount: 2, waits: true, awaitsCustomer: false },
    ]);
    const lines = await desk.db.selectFrom('message').select('id').where('kind', '=', 'activity').execute();
    expect(lines).toEqual([]);
  });

  test('days apart are conversations apart, closed with their last message', async () => {
    const page = await desk.page();
    const mila = await person(page);
    const answeredAt = new Date(desk.clock.now().getTime() - 30 * dayMs + hourMs);
    await mila.writes('In October', 30 * dayMs);
    await mila.isAnswered('Yes, in October', 30 * dayMs - hourMs);
    await mila.writes('In November', 2 * dayMs);
    await readAll(page, 90);
    const [first, second] = await conversationsOf(page);
    expect(first?.closedAt).toEqual(answeredAt);
    expect(second?.status).toBe('closed');
    expect(second?.openedAt).toEqual(second?.closedAt);
  });

  test('of whom it is is found by the rules of live ones, and sets nothing off', async () => {
    const page = await desk.page();
    const triggers = triggersAtWork(desk);
    const saved = await createTrigger(triggers.system(), {
      name: 'Any word',
      isOn: true,
      when: { event: 'customer-wrote', minutes: null },
      conditions: { match: 'all', items: [] },
      acts: [{ kind: 'note', text: 'Seen' }],
      stopsHere: false,
      oncePerConversation: false,
    });
    await triggers.settle();
    const texts = { welcome: { isOn: true, byLanguage: { en: 'Welcome.' } } };
    await desk.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ texts }) })
      .where('id', '=', page.id)
      .execute();
    const [mila, other] = [await person(page), await person(page)];
    await mila.writes('In September', 60 * dayMs);
    await readAll(page, 90);
    await changeCustomerSettings(triggers.system(), { linksByName: true });
    const card = await createCustomer(triggers.system(), { kind: 'person', name: 'Mila Quiet' });

    // One who is known by name already, in another conversation; and one who is not.
    await mila.writes('In November', 2 * dayMs);
    await other.writes('In October', 30 * dayMs);
    await readAll(page, 90);
    await desk.worker().drain();
    const links = () =>
      desk.db
        .selectFrom('customerProfile as p')
        .innerJoin('contact as k', 'k.id', 'p.contactId')
        .select(['p.customerId', 'p.how'])
        .where('k.pageId', '=', page.id)
        .execute();
    const auto = { customerId: card.id, how: 'auto' };
    expect(await links()).toEqual([auto, auto]);

    // Read once more, who was taken from the card is not linked again.
    const [conversation] = await conversationsOf(page);
    await unlinkCustomer(triggers.system(), conversation?.id ?? '', { scope: 'profile' });
    await readAll(page, 90);
    await desk.worker().drain();
    expect(await links()).toEqual([auto]);

    await triggers.settle();
    const said = await desk.db
      .selectFrom('message')
      .select('kind')
      .where('pageId', '=', page.id)
      .where((eb) => eb.or([eb('authorKind', '<>', 'customer'), eb('kind', '<>', 'message')]))
      .execute();
    expect(said).toEqual([]);
    expect(await desk.db.selectFrom('notice').select('id').execute()).toEqual([]);
    await deleteTrigger(triggers.system(), saved.id);
    await changeCustomerSettings(triggers.system(), { linksByName: false });
  });

  test('other programs are told of what was missed and still waits, and of no history (N20)', async () => {
    const page = await desk.page();
    const events = [
      'conversation.begun',
      'conversation.queued',
      'message.customer',
      'message.agent',
    ] as const;
    const { id } = await createWebhookEndpoint(
      desk.as(await desk.user('administrator')),
      { secrets: desk.system.secrets, allowsPrivate: false },
      { url: 'https://hooks.example/desk', events: [...events] },
    );
    const [mila, other] = [await person(page), await person(page)];
    await mila.writes('Is it in stock?', 20 * dayMs);
    await mila.isAnswered('It is.', 20 * dayMs - hourMs);
    await mila.writes('Thank you', 19 * dayMs);
    await other.writes('Where is my order?', 3 * hourMs);
    await readAll(page);
    await followEvents(desk.system);
    const told = await desk.db
      .selectFrom('webhookDelivery')
      .select(['event', 'body'])
      .where('endpointId', '=', id)
      .orderBy('id')
      .execute();
    expect(told.map(({ event }) => event)).toEqual([
      'conversation.begun',
      'conversation.queued',
      'message.customer',
    ]);
    expect(told.at(-1)?.body).toContain('Where is my order?');
    await deleteWebhookEndpoint(desk.as(await desk.user('administrator')), id);
  });

  test('what is older than the end of a conversation does not reopen it', async () => {
    const page = await desk.page();
    const agent = await desk.user('agent', [page.departmentId]);
    const chat = await desk.chat({ page, assigneeId: agent.userId, wroteAgoMs: hourMs });
    await endConversation(desk.as(agent), chat.id);
    await readAll(page);
    const [only, ...others] = await conversationsOf(page);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ status: 'closed', reopenedCount: 0 });
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['Is it in stock?']);
  });

  test('what was said within one second stands in the order in which it was said', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('One', 5_300);
    await mila.isAnswered('Two', 5_200);
    await mila.writes('Three', 5_100);
    await readAll(page);
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
  });

  test('files are downloaded, and the reading is no sign that webhooks arrive', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('Look', hourMs, { attachments: [{ type: 'image', sample: true }] });
    await readAll(page);
    const kept = await desk.db
      .selectFrom('attachment')
      .select(['kind', 'state'])
      .where('pageId', '=', page.id)
      .execute();
    expect(kept).toEqual([{ kind: 'image', state: 'stored' }]);
    const row = await desk.db
      .selectFrom('page')
      .select('lastWebhookAt')
      .where('id', '=', page.id)
      .executeTakeFirst();
    expect(row?.lastWebhookAt).toBeNull();
  });

  test('nothing is read that the page no longer keeps, nor what somebody wrote before they were erased', async () => {
    const page = await desk.page();
    await desk.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ privacy: { keepDays: 7 } }) })
      .where('id', '=', page.id)
      .execute();
    const [mila, gone] = [await person(page), await person(page)];
    await mila.writes('Too old', 9 * dayMs);
    await mila.writes('Kept', 2 * dayMs);
    const { psid } = await gone.writes('Forget me', 2 * dayMs);
    await change(desk.system, ({ tx }) =>
      noteErased(tx, { facebookPageId: page.facebookId, psid }, new Date(desk.clock.now().getTime() - dayMs)),
    );
    await gone.writes('Me again', hourMs);
    await readAll(page);
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['Kept', 'Me again']);
  });

  test('the same thread applied by several at once is there once', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('One', 3_000);
    await mila.writes('Two', 2_000);
    const admin = await desk.user('administrator');
    const { id } = await startBackfill(desk.as(admin), page.id, 1);
    const facts = await readBackfillFacts(desk.db, id);
    if (!facts?.tokenSealed) throw new Error('The page has no token.');
    const access = openAccess(desk.system.secrets, { ...facts, tokenSealed: facts.tokenSealed });
    const { threads } = await readPastThreads(desk.graph, access, { limit: 10, after: null });
    const [thread] = threads;
    if (!thread) throw new Error('Facebook shows no thread.');
    const added = await Promise.all([1, 2, 3, 4].map(() => applyThread(desk.system, facts, thread)));
    expect(added.toSorted()).toEqual([0, 0, 0, 2]);
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['One', 'Two']);
  });
});

describe('a long reading', () => {
  test('goes over all pieces of the list, can be paused and resumed, and looks once more at what moved', async () => {
    const page = await desk.page();
    const people = [];
    for (let i = 0; i < 25; i++) {
      const someone = await person(page);
      await someone.writes(`No. ${i}`, (30 + i) * hourMs);
      people.push(someone);
    }
    const admin = await desk.user('administrator');
    const ctx = desk.as(admin);
    const { id } = await startBackfill(ctx, page.id, 30);
    const worker = desk.worker();
    await worker.drain();
    const [begun] = await listPageBackfills(ctx, page.id);
    expect(begun).toMatchObject({ state: 'running', conversationsRead: 10, messagesAdded: 10 });
    expect(begun?.progress).toBeGreaterThan(0);

    expect(await steerBackfill(ctx, id, 'pause')).toMatchObject({ state: 'paused' });
    desk.advance(5_000);
    await worker.drain();
    expect((await messagesOf(page)).length).toBe(10);
    // Not read yet, and moved to the head of the list, behind the walk's back.
    await people[24]?.writes('I am back', 0);

    expect(await steerBackfill(ctx, id, 'resume')).toMatchObject({ state: 'running' });
    const others = desk.worker();
    for (let step = 0; step < 10; step++) {
      await others.drain();
      desk.advance(1_000);
    }
    expect((await listPageBackfills(ctx, page.id))[0]).toMatchObject({ state: 'done', messagesAdded: 26 });
    expect((await messagesOf(page)).length).toBe(26);
  });

  test('is ended for good, and what was added stays', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('Hello', hourMs);
    const admin = await desk.user('administrator');
    const { id } = await startBackfill(desk.as(admin), page.id, 30);
    await steerBackfill(desk.as(admin), id, 'cancel');
    await desk.worker().drain();
    expect(await messagesOf(page)).toEqual([]);
    await expect(steerBackfill(desk.as(admin), id, 'resume')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('waits, and says so, while Facebook does not take the token; then it goes on', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await mila.writes('Hello', hourMs);
    await desk.control('POST', '/tokens/break', { subcode: 460, pageId: page.facebookId });
    const admin = await desk.user('administrator');
    await startBackfill(desk.as(admin), page.id, 30);
    await desk.worker().drain();
    expect((await listPageBackfills(desk.as(admin), page.id))[0]).toMatchObject({
      state: 'running',
      trouble: 'It goes on when the page is connected to Facebook again.',
    });
    await desk.control('POST', '/tokens/mend', { pageId: page.facebookId });
    await probePage(desk.system, page.id);
    const worker = desk.worker();
    for (const waitMs of [60_000, 1_000]) {
      desk.advance(waitMs);
      await worker.drain();
    }
    expect((await listPageBackfills(desk.as(admin), page.id))[0]).toMatchObject({
      state: 'done',
      trouble: null,
    });
  });

  test('one page has one reading: what comes meanwhile widens it', async () => {
    const page = await desk.page();
    const begin = (agoMs: number) =>
      change(desk.system, (story) =>
        beginBackfill(desk.system, story, {
          id: page.id,
          reason: 'outage',
          since: new Date(desk.clock.now().getTime() - agoMs),
        }),
      );
    const ids = await Promise.all([begin(hourMs), begin(2 * hourMs), begin(hourMs)]);
    expect(new Set(ids).size).toBe(1);
    const admin = await desk.user('administrator');
    const [only, ...others] = await listPageBackfills(desk.as(admin), page.id);
    expect(others).toEqual([]);
    expect(only?.since).toBe(new Date(desk.clock.now().getTime() - 2 * hourMs).toISOString());
  });
});

describe('an outage of our own', () => {
  test('a silence longer than Meta is patient has every page read from before it on', async () => {
    const page = await desk.page();
    const mila = await person(page);
    await watchOutage(desk.system);
    desk.advance(60_000);
    expect(await watchOutage(desk.system)).toBeNull();
    const lastAt = desk.clock.now().getTime();
    desk.advance(10 * 60_000);
    await mila.writes('You were away', 5 * 60_000);
    expect((await watchOutage(desk.system))?.getTime()).toBe(lastAt - 120_000);
    await desk.worker().drain();
    expect((await messagesOf(page)).map(({ text }) => text)).toEqual(['You were away']);
  });

  test('a clock that is moved is no outage', async () => {
    await desk.page();
    await watchOutage(desk.system);
    desk.advance(23 * hourMs);
    await noteAlive(desk.db, desk.clock.now());
    expect(await watchOutage(desk.system)).toBeNull();
  });
});
