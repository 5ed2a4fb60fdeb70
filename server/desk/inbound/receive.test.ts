import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
beforeEach(async () => {
  page = `7001${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate set_aside, live_event, job, early_mark`.execute(intake.db);
  intake.failures.length = 0;
});
const who = (psid = '28') => ({ psid, page });
const read = (psid?: string) => readConversation(intake, pageId, psid);
const texts = async (psid?: string) => (await read(psid)).messages.map((message) => message.text);
const jobs = async () =>
  await intake.db.selectFrom('job').select(['kind', 'payload']).orderBy('id').execute();

describe('a message', () => {
  test('from a new person makes contact, conversation and message in one step (behaviour 15)', async () => {
    await intake.tell(meta.message('m1', 'Olá 😀', 1, who()));
    const { contact, conversation, messages } = await read();
    expect(contact).toMatchObject({
      psid: '28',
      name: null,
      profileState: 'pending',
      windowAnchorAt: new Date(at(1)),
    });
    expect(conversation).toMatchObject({
      status: 'open',
      assigneeId: null,
      unreadCount: 1,
      waitingSince: new Date(at(1)),
      openedAt: new Date(at(1)),
      windowAnchorAt: new Date(at(1)),
      lastMessage: { text: 'Olá 😀', kind: 'text', direction: 'in', at: '2026-11-20T12:00:01.000Z' },
    });
    expect(messages).toMatchObject([
      { mid: 'm1', text: 'Olá 😀', direction: 'in', status: 'received', at: new Date(at(1)) },
    ]);
    const live = await intake.db.selectFrom('liveEvent').select('kind').orderBy('id').execute();
    expect(live.map((event) => event.kind)).toEqual(['conversation.changed', 'message.added']);
  });

  test('is there before its sender has a name, and the name is asked for once (behaviours 16, 19)', async () => {
    await intake.tell(meta.message('m1', 'one', 1, who()), meta.message('m2', 'two', 2, who()));
    await intake.tell(meta.message('m3', 'three', 3, who()));
    const { contact } = await read();
    expect(await jobs()).toEqual([{ kind: 'fetch-profile', payload: { contactId: contact.id } }]);
    await intake.db.updateTable('contact').set({ profileState: 'known', name: 'Ana' }).execute();
    await sql`truncate job`.execute(intake.db);
    await intake.tell(meta.message('m4', 'four', 4, who()));
    expect(await jobs()).toEqual([]);
    expect((await read()).contact.name).toBe('Ana');
  });

  test('is known again by its id, whatever characters that has, and by nothing less (behaviour 111)', async () => {
    const mids = ['m_a:b/c', 'm_a:b', 'm_a/b', 'm_a b', 'm_$c_AG%2F', 'm_ÄÖ', 'm_\'"', 'm_A:B/C'];
    const all = mids.map((mid, i) => meta.message(mid, mid, i, who()));
    await intake.tell(...all);
    await intake.tell(...all.toReversed());
    expect(await texts()).toEqual(mids);
  });

  test('that Meta delivers twice is one message, one conversation, one piece of news (behaviour 10)', async () => {
    const message = meta.message('m1', 'Hello', 1, who());
    await intake.tell(message, message);
    const news = await intake.db.selectFrom('liveEvent').selectAll().execute();
    await intake.tell(message);
    const { conversation, messages } = await read();
    expect(messages).toHaveLength(1);
    expect(conversation.unreadCount).toBe(1);
    expect(conversation.version).toBe(1);
    expect(await intake.db.selectFrom('liveEvent').selectAll().execute()).toEqual(news);
  });

  test('of the same id on two pages is one message on each (behaviour 11)', async () => {
    const other = `${page}9`;
    const otherId = await intake.page(other);
    await intake.tell(
      meta.message('m1', 'here', 1, who()),
      meta.message('m1', 'there', 2, { psid: '28', page: other }),
    );
    expect((await read()).messages.map((m) => m.text)).toEqual(['here']);
    expect((await readConversation(intake, otherId)).messages.map((m) => m.text)).toEqual(['there']);
  });

  test('two of a new person in one delivery make one contact and one conversation (behaviour 17)', async () => {
    await intake.tell({
      object: 'page',
      entry: [
        {
          id: page,
          time: at(0),
          messaging: [meta.message('a', 'a', 1, who()), meta.message('b', 'b', 2, who())],
        },
      ],
    });
    const { conversations, messages } = await read();
    expect(conversations).toHaveLength(1);
    expect(messages).toHaveLength(2);
  });

  test('out of order stands where Meta’s time puts it (behaviour 18)', async () => {
    await intake.tell(meta.message('m2', 'second', 20, who()));
    await intake.tell(meta.message('m1', 'first', 10, who()));
    expect(await texts()).toEqual(['first', 'second']);
    const { conversation, contact } = await read();
    expect(conversation.lastMessage).toMatchObject({ text: 'second' });
    expect(conversation).toMatchObject({ waitingSince: new Date(at(10)), openedAt: new Date(at(10)) });
    expect(contact).toMatchObject({ windowAnchorAt: new Date(at(20)), firstSeenAt: new Date(at(10)) });
  });

  test('comes in while the page’s connection is flagged (behaviour 23)', async () => {
    await intake.db
      .updateTable('page')
      .set({ state: 'expired', tokenSealed: null })
      .where('id', '=', pageId)
      .execute();
    await intake.tell(meta.message('m1', 'still here', 1, who()));
    expect(await texts()).toEqual(['still here']);
  });

  test('with what no text can hold is kept without it', async () => {
    const raw = JSON.stringify({
      object: 'page',
      entry: [{ id: page, messaging: [meta.message('m1', 'a~b', 1, who())] }],
    });
    await intake.tell();
    await intake.deliver(Buffer.from(raw.replace('a~b', 'a\\u0000b\\ud83dc')));
    await intake.apply();
    expect(await texts()).toEqual(['a\ufffdb\ufffdc']);
    expect(intake.failures).toEqual([]);
  });

  test('has Meta’s own time, and its delivery’s when Meta tells none (behaviour 113)', async () => {
    const { timestamp: _, ...timeless } = meta.message('m1', 'when?', 1, who());
    await intake.tell({ object: 'page', entry: [{ id: page, messaging: [timeless] }] });
    const { messages } = await read();
    expect(messages[0]?.at).toEqual(intake.clock.now());
  });

  test('that Meta’s API cannot express is kept as such (behaviour 39)', async () => {
    await intake.tell(meta.message('m1', null, 1, who(), { is_unsupported: true }));
    const { messages, conversation } = await read();
    expect(messages).toMatchObject([{ unsupported: true, text: null }]);
    expect(conversation.lastMessage).toMatchObject({ kind: 'unsupported', text: '' });
  });

  test('from a person whom Facebook would not let us write to makes them reachable again', async () => {
    await intake.tell(meta.message('m1', 'a', 1, who()));
    await intake.db
      .updateTable('contact')
      .set({ unreachableReason: 'gone' })
      .where('pageId', '=', pageId)
      .execute();
    await intake.tell(meta.message('m2', 'b', 2, who()));
    expect((await read()).contact.unreachableReason).toBeNull();
  });

  test('a long one has a short last line that cuts no character in two', async () => {
    await intake.tell(meta.message('m1', '😀'.repeat(500), 1, who()));
    expect((await read()).conversation.lastMessage).toMatchObject({ text: '😀'.repeat(200) });
  });
});

describe('a button', () => {
  test('appears with its title and keeps its payload, and opens the window (behaviours 25, 67)', async () => {
    await intake.tell(meta.postback('p1', 'Get Started', 'GET_STARTED', 5, who()));
    const { messages, contact, conversation } = await read();
    expect(messages).toMatchObject([
      { text: 'Get Started', tapped: { kind: 'postback', payload: 'GET_STARTED' } },
    ]);
    expect(contact.windowAnchorAt).toEqual(new Date(at(5)));
    expect(conversation.unreadCount).toBe(1);
  });

  test('without an id is one message however often it comes, and another tap is another', async () => {
    const tap = meta.postback(null, 'Menu', 'MENU', 5, who());
    await intake.tell(tap, tap, meta.postback(null, 'Menu', 'MENU', 6, who()));
    expect(await texts()).toEqual(['Menu', 'Menu']);
  });

  test('a quick reply is its text and its payload (behaviour 26)', async () => {
    await intake.tell(meta.message('m1', 'Yes', 1, who(), { quick_reply: { payload: 'YES' } }));
    expect((await read()).messages).toMatchObject([
      { text: 'Yes', tapped: { kind: 'quick-reply', payload: 'YES' } },
    ]);
  });
});

describe('a referral', () => {
  const referral = {
    ref: 'spring',
    source: 'ADS',
    ad_id: '77',
    ads_context_data: { ad_title: 'Spring sale' },
  };
  const told = {
    source: 'ADS',
    ref: 'spring',
    adId: '77',
    adTitle: 'Spring sale',
    at: '2026-11-20T12:00:01.000Z',
  };

  test.each(['message', 'postback'] as const)(
    'with a %s is kept with the conversation and told once (behaviour 27)',
    async (kind) => {
      const event =
        kind === 'message'
          ? meta.message('m1', 'Hi', 1, who(), { referral })
          : meta.postback('m1', 'Hi', 'X', 1, who(), { referral });
      await intake.tell(event, event);
      const { conversation, messages } = await read();
      expect(conversation.referrals).toEqual([{ ...told, isMessage: true }]);
      expect(messages.map((m) => m.kind)).toEqual(['activity', 'message']);
      expect(messages[0]?.activity).toEqual({
        type: 'referral',
        source: 'ADS',
        ref: 'spring',
        adTitle: 'Spring sale',
      });
    },
  );

  test('alone opens the window, is told in the conversation, and calls for no work (behaviours 27, 67)', async () => {
    await intake.tell(
      meta.message('m1', 'Hi', 1, who()),
      meta.referral('again', 100, who()),
      meta.referral('again', 100, who()),
    );
    const { conversation, contact, messages } = await read();
    expect(conversation).toMatchObject({
      unreadCount: 1,
      referrals: [{ ref: 'again' }],
      windowAnchorAt: new Date(at(100)),
    });
    expect(contact.windowAnchorAt).toEqual(new Date(at(100)));
    expect(messages).toHaveLength(2);
  });
});

describe('a quote', () => {
  test('links what is known, also when it comes later, and harms nothing when it never comes (behaviour 28)', async () => {
    await intake.tell(meta.message('m1', 'q', 1, who()));
    await intake.tell(meta.message('m2', 'known', 2, who(), { reply_to: { mid: 'm1' } }));
    await intake.tell(meta.message('m4', 'later', 4, who(), { reply_to: { mid: 'm3' } }));
    await intake.tell(meta.message('m5', 'never', 5, who(), { reply_to: { mid: 'x' } }));
    await intake.tell(
      meta.message('m6', 'a story', 6, who(), {
        reply_to: { story: { id: '1', url: 'https://x.example/' } },
      }),
    );
    await intake.tell(meta.message('m3', 'late', 3, who()));
    const { messages } = await read();
    const id = (mid: string) => messages.find((m) => m.mid === mid)?.id;
    expect(messages.map((m) => [m.mid, m.replyToMid, m.replyToId])).toEqual([
      ['m1', null, null],
      ['m2', 'm1', id('m1')],
      ['m3', null, null],
      ['m4', 'm3', id('m3')],
      ['m5', 'x', null],
      ['m6', null, null],
    ]);
  });
});

describe('a reaction', () => {
  const reactions = () =>
    intake.db
      .selectFrom('messageReaction')
      .innerJoin('message', 'message.id', 'messageId')
      .select(['mid', 'by', 'emoji'])
      .where('pageId', '=', pageId)
      .execute();

  test('stands on its message: no message, nothing unread, no window (behaviours 29, 67)', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()), meta.reaction('m1', '😮', 50, who()));
    const { messages, conversation, contact } = await read();
    expect(await reactions()).toEqual([{ mid: 'm1', by: 'customer', emoji: '😮' }]);
    expect(messages).toHaveLength(1);
    expect(conversation.unreadCount).toBe(1);
    expect(contact.windowAnchorAt).toEqual(new Date(at(1)));
  });

  test('taken back is gone, and its late twin does not bring it again (behaviour 30)', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()), meta.reaction('m1', '😮', 2, who()));
    await sql`truncate live_event`.execute(intake.db);
    await intake.tell(meta.reaction('m1', null, 3, who()));
    const { messages } = await read();
    expect(messages[0]?.version).toBe(2);
    const news = await intake.db.selectFrom('liveEvent').select(['kind', 'messageId']).execute();
    expect(news).toEqual([{ kind: 'message.changed', messageId: messages[0]?.id }]);
    await intake.tell(meta.reaction('m1', '😮', 2, who()));
    expect(await reactions()).toEqual([{ mid: 'm1', by: 'customer', emoji: null }]);
    expect((await read()).messages[0]?.version).toBe(2);
  });

  test('to a message that is not there shows nothing until the message comes (behaviour 31)', async () => {
    await intake.tell(meta.reaction('m1', '😮', 5, who()));
    expect(await intake.db.selectFrom('contact').selectAll().where('pageId', '=', pageId).execute()).toEqual(
      [],
    );
    expect(await intake.db.selectFrom('earlyMark').select('mid').execute()).toEqual([{ mid: 'm1' }]);
    await intake.tell(meta.message('m1', 'Hi', 1, who()));
    expect(await reactions()).toEqual([{ mid: 'm1', by: 'customer', emoji: '😮' }]);
    expect(await intake.db.selectFrom('earlyMark').selectAll().execute()).toEqual([]);
  });

  test('without a message’s id creates nothing and is set aside (behaviour 31)', async () => {
    const { reaction: _, ...base } = meta.reaction('m1', 'x', 1, who());
    await intake.tell({ ...base, reaction: { action: 'react', emoji: 'x', mid: '' } });
    expect(await intake.db.selectFrom('message').selectAll().where('pageId', '=', pageId).execute()).toEqual(
      [],
    );
    expect(await intake.db.selectFrom('setAside').select('reason').execute()).toEqual([
      { reason: 'unknown-kind' },
    ]);
  });

  test('without an emoji shows the one that its word means', async () => {
    const reaction = { mid: 'm1', action: 'react', reaction: 'love' };
    await intake.tell(meta.message('m1', 'Hi', 1, who()), {
      ...meta.reaction('m1', 'x', 2, who()),
      reaction,
    });
    expect(await reactions()).toMatchObject([{ emoji: '❤️' }]);
  });
});

describe('an edit', () => {
  test('changes the words and keeps the earlier ones, in whatever order edits come (behaviour 40)', async () => {
    await intake.tell(meta.message('m1', 'zero', 1, who()));
    await intake.tell(meta.edit('m1', 'two', 2, 20, who()));
    await intake.tell(meta.edit('m1', 'one', 1, 10, who()), meta.edit('m1', 'two', 2, 20, who()));
    const { messages, conversation } = await read();
    expect(messages[0]).toMatchObject({
      text: 'two',
      editNumber: 2,
      editedAt: new Date(at(20)),
      edits: [
        { text: 'zero', number: 0, until: '2026-11-20T12:00:10.000Z' },
        { text: 'one', number: 1, until: '2026-11-20T12:00:20.000Z' },
      ],
    });
    expect(conversation.lastMessage).toMatchObject({ text: 'two' });
    expect(conversation.unreadCount).toBe(1);
  });

  test('of the first words tells the lists too: they are the subject of the ticket', async () => {
    await intake.tell(meta.message('m1', 'Lost parcel', 1, who()), meta.message('m2', 'Hello?', 2, who()));
    const before = (await read()).conversation;
    await sql`truncate live_event`.execute(intake.db);
    await intake.tell(meta.edit('m1', 'Lost parcel 4711', 1, 3, who()));
    const live = await intake.db.selectFrom('liveEvent').select('kind').orderBy('id').execute();
    expect(live.map(({ kind }) => kind)).toEqual(['conversation.changed', 'message.changed']);
    const after = (await read()).conversation;
    expect(after.version).toBe(before.version + 1);
    expect(after.lastMessage).toMatchObject({ text: 'Hello?' });
  });

  test('that comes before its message waits for it (behaviour 40)', async () => {
    await intake.tell(meta.edit('m1', 'new', 1, 10, who()));
    await intake.tell(meta.message('m1', 'old', 1, who()));
    expect((await read()).messages[0]).toMatchObject({ text: 'new', edits: [{ text: 'old', number: 0 }] });
  });

  test('a message that is taken back is marked so, and its words go unless the page keeps them (behaviour 40, K23)', async () => {
    const edit = meta.edit('m1', 'still secret', 1, 3, who());
    await intake.tell(meta.message('m1', 'secret', 1, who()), edit, meta.unsend('m1', 5, who()));
    const { messages, conversation } = await read();
    expect(messages[0]).toMatchObject({ text: null, unsentAt: new Date(at(5)), editNumber: 1 });
    expect(JSON.stringify(messages)).not.toContain('secret');
    const settings = JSON.stringify({ privacy: { removesUnsent: false } });
    await intake.db.updateTable('page').set({ settings }).where('id', '=', pageId).execute();
    await intake.tell(meta.message('m2', 'kept', 1, who('29')), meta.unsend('m2', 5, who('29')));
    expect((await read('29')).messages[0]).toMatchObject({ text: 'kept', unsentAt: new Date(at(5)) });
    expect(conversation.lastMessage).toMatchObject({ text: '', kind: 'text' });
  });
});

describe('another app’s thread', () => {
  test('is shown and asks nothing of us (behaviour 41)', async () => {
    await intake.tell({ ...meta.message('m1', 'to the bot', 1, who()), standby: true });
    const { conversation, messages, contact } = await read();
    expect(messages).toMatchObject([{ standby: true, text: 'to the bot' }]);
    expect(conversation).toMatchObject({
      status: 'closed',
      unreadCount: 0,
      waitingSince: null,
      awaitsCustomer: true,
    });
    expect(contact.windowAnchorAt).toEqual(new Date(at(1)));
    await intake.tell(meta.message('m2', 'to you', 2, who()));
    expect((await read()).conversations).toMatchObject([
      { status: 'open', unreadCount: 1, reopenedCount: 0 },
    ]);
  });
});

describe('what there is no verb for', () => {
  test('leaves a line with its person, once, and is kept whole', async () => {
    const game = {
      sender: { id: '28' },
      recipient: { id: page },
      timestamp: at(9),
      game_play: { score: 2 },
    };
    await intake.tell(meta.message('m1', 'Hi', 1, who()), game, game);
    const { messages, conversation } = await read();
    expect(messages.map((m) => m.activity)).toEqual([null, { type: 'unknown', kind: 'game_play' }]);
    expect(conversation.unreadCount).toBe(1);
    const aside = await intake.db.selectFrom('setAside').selectAll().execute();
    expect(aside).toMatchObject([{ reason: 'unknown-kind', facebookPageId: page, item: game }]);
  });

  test('of a kind never heard of takes nothing along (behaviour 38)', async () => {
    const news = { sender: { id: '28' }, recipient: { id: page }, timestamp: at(2), hologram: { x: 1 } };
    await intake.tell(meta.message('m1', 'a', 1, who()), news, meta.message('m2', 'b', 3, who()));
    expect((await read()).messages.map((m) => m.text ?? m.activity)).toEqual([
      'a',
      { type: 'unknown', kind: 'hologram' },
      'b',
    ]);
  });

  test('reviews and what else there is no verb for are kept for the day that they are read', async () => {
    const change = {
      field: 'ratings',
      value: {
        item: 'rating',
        verb: 'add',
        open_graph_story_id: '91',
        reviewer_id: '28',
        reviewer_name: 'Ana',
        review_text: 'Nice',
      },
    };
    await intake.tell({ object: 'page', entry: [{ id: page, time: 1795000010, changes: [change] }] });
    expect(await intake.db.selectFrom('setAside').select(['reason', 'item']).execute()).toEqual([
      { reason: 'unknown-kind', item: change },
    ]);
    expect(await intake.db.selectFrom('contact').selectAll().where('pageId', '=', pageId).execute()).toEqual(
      [],
    );
  });
});

describe('a page', () => {
  test('is noted as heard of, every few seconds at most', async () => {
    const heard = async () =>
      (
        await intake.db
          .selectFrom('page')
          .select('lastWebhookAt')
          .where('id', '=', pageId)
          .executeTakeFirstOrThrow()
      ).lastWebhookAt;
    const first = intake.clock.now();
    await intake.tell(meta.message('m1', 'a', 1, who()));
    expect(await heard()).toEqual(first);
    intake.clock.advance(4_999);
    await intake.tell(meta.message('m2', 'b', 2, who()));
    expect(await heard()).toEqual(first);
    intake.clock.advance(1);
    await intake.tell(meta.message('m3', 'c', 3, who()));
    expect(await heard()).toEqual(intake.clock.now());
  });
});
