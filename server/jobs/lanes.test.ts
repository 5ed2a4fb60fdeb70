import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { requeueSetAside } from '../store/set-aside.ts';
import { measureQueue } from '../store/inbound-queue.ts';
import { at, facebookPage, meta, useIntake } from '../testing/intake.ts';

const intake = useIntake();
beforeAll(async () => {
  await intake.page(facebookPage);
  // A row that the database refuses, whatever we do: the poison of these tests.
  await sql`create function refuse_poison() returns trigger language plpgsql as
    $$ begin if new.text like 'poison%' then raise exception 'refused'; end if; return new; end $$`.execute(
    intake.db,
  );
  await sql`create trigger refuse_poison before insert on message for each row execute function refuse_poison()`.execute(
    intake.db,
  );
});
beforeEach(async () => {
  await sql`truncate delivery, inbound_event, set_aside, message, conversation, contact, job, live_event, early_mark, attachment, message_reaction, upload cascade`.execute(
    intake.db,
  );
  intake.failures.length = 0;
});

const texts = async (psid: string) =>
  (
    await intake.db
      .selectFrom('message')
      .innerJoin('contact', 'contact.id', 'message.contactId')
      .select('text')
      .where('psid', '=', psid)
      .orderBy('message.id')
      .execute()
  ).map((row) => row.text);
const who = (psid: string) => ({ psid });
const aside = () => intake.db.selectFrom('setAside').selectAll().orderBy('detail').execute();
const waiting = async () => (await measureQueue(intake.db)).waiting;

describe('a failing event', () => {
  test('holds back its own person’s later ones, and nobody else’s', async () => {
    await intake.tell(
      meta.message('a1', 'one', 1, who('1')),
      meta.message('b1', 'poison', 1, who('2')),
      meta.message('a2', 'two', 2, who('1')),
      meta.message('b2', 'after', 2, who('2')),
      meta.message('c1', 'three', 3, who('3')),
    );
    expect(await texts('1')).toEqual(['one', 'two']);
    expect(await texts('3')).toEqual(['three']);
    expect(await texts('2')).toEqual([]);
    expect(await waiting()).toBe(2);
    expect(intake.failures).toHaveLength(1);
    // What comes for this person meanwhile waits behind it as well; others of the lane do not.
    await intake.tell(meta.message('b3', 'later', 3, who('2')));
    expect(await waiting()).toBe(3);
  });

  test('is tried again after growing waits, then set aside with all that is needed, and its person goes on (behaviour 112)', async () => {
    await intake.tell(meta.message('b1', 'poison', 1, who('2')), meta.message('b2', 'after', 2, who('2')));
    for (const waitMs of [500, 1_000, 2_000, 4_000]) {
      intake.clock.advance(waitMs - 1);
      expect(await intake.apply()).toBe(0);
      intake.clock.advance(1);
      await intake.apply();
    }
    expect(intake.failures).toHaveLength(5);
    expect(await texts('2')).toEqual(['after']);
    expect(await waiting()).toBe(0);
    expect(await aside()).toMatchObject([
      { reason: 'failed', facebookPageId: facebookPage, personKey: '2', item: { message: { mid: 'b1' } } },
    ]);
  });

  test('that was set aside is applied after the fault is mended, when it is put back', async () => {
    await intake.tell(meta.message('b1', 'poison', 1, who('2')));
    for (let i = 0; i < 4; i++) {
      intake.clock.advance(60_000);
      await intake.apply();
    }
    const [thing] = await aside();
    await sql`alter table message disable trigger refuse_poison`.execute(intake.db);
    const result = await intake.db.transaction().execute((tx) => requeueSetAside(tx, thing?.id ?? ''));
    expect(result).toBe('queued');
    await intake.apply();
    await sql`alter table message enable trigger refuse_poison`.execute(intake.db);
    expect(await texts('2')).toEqual(['poison']);
    expect(await aside()).toEqual([]);
  });
});

describe('what is set aside', () => {
  test('of an unknown page waits until the page is there, and is then applied (behaviour 12)', async () => {
    const other = '799';
    await intake.tell(
      meta.message('x1', 'too early', 1, { psid: '5', page: other }),
      meta.message('a1', 'ok', 2, who('1')),
    );
    expect(await texts('1')).toEqual(['ok']);
    const [thing] = await aside();
    expect(thing).toMatchObject({ reason: 'unknown-page', facebookPageId: other, personKey: '5' });
    await intake.page(other);
    await intake.db.transaction().execute((tx) => requeueSetAside(tx, thing?.id ?? ''));
    await intake.apply();
    expect(await texts('5')).toEqual(['too early']);
  });

  test('is kept once, however often it comes', async () => {
    const item = meta.message('x1', 'x', 1, { psid: '5', page: '798' });
    await intake.tell(item, item);
    await intake.tell(item);
    expect(await aside()).toHaveLength(1);
  });

  test('malformed items and entries, other objects and bodies that are no delivery: each alone, each whole (behaviours 13, 112)', async () => {
    const good = meta.message('a1', 'good', 1, who('1'));
    await intake.deliver(
      {
        object: 'page',
        entry: [
          { id: facebookPage, messaging: [7, good, { sender: 5 }] },
          'x',
          { id: facebookPage, messaging: 'no' },
        ],
      },
      { object: 'instagram', entry: [{ id: '1' }] },
      Buffer.from('[1]'),
    );
    await intake.apply();
    expect(intake.failures).toEqual([]);
    expect(await texts('1')).toEqual(['good']);
    expect((await aside()).map((each) => [each.reason, each.item])).toEqual([
      ['other-object', { object: 'instagram', entry: [{ id: '1' }] }],
      ['malformed', [1]],
      ['unknown-kind', { sender: 5 }],
      ['malformed', 'x'],
      ['malformed', { id: facebookPage, messaging: 'no' }],
      ['malformed', 7],
    ]);
  });

  test('cannot be put back when its delivery is no longer in the journal', async () => {
    await intake.tell(meta.message('x1', 'x', 1, { psid: '5', page: '797' }));
    await sql`truncate delivery`.execute(intake.db);
    const [thing] = await aside();
    expect(await intake.db.transaction().execute((tx) => requeueSetAside(tx, thing?.id ?? ''))).toBe('gone');
    expect(await intake.db.transaction().execute((tx) => requeueSetAside(tx, intake.newId()))).toBe(
      'unknown',
    );
  });
});

test('an event whose delivery has left the journal is set aside and stops nobody', async () => {
  await intake.deliver(meta.message('a1', 'gone', 1, who('1')));
  await sql`truncate delivery`.execute(intake.db);
  await intake.tell(meta.message('a2', 'here', 2, who('1')));
  expect(await texts('1')).toEqual(['here']);
  expect(await aside()).toMatchObject([{ reason: 'failed', item: null }]);
});

test('a thousand updates in one body are all applied, in order (behaviour 8)', async () => {
  const messaging = Array.from({ length: 1_000 }, (_, i) =>
    meta.message(`m${i}`, `${i}`, i, who(String(i % 10))),
  );
  await intake.deliver({ object: 'page', entry: [{ id: facebookPage, time: at(0), messaging }] });
  expect(await intake.apply()).toBe(1_000);
  expect(await texts('3')).toEqual(Array.from({ length: 100 }, (_, i) => String(i * 10 + 3)));
});

test('what comes in one batch from many people is in the order of each', async () => {
  const items = Array.from({ length: 300 }, (_, i) => meta.message(`m${i}`, `${i}`, i, who(String(i % 40))));
  await intake.tell(...items);
  for (let person = 0; person < 40; person++) {
    const expected = items.flatMap((_, i) => (i % 40 === person ? String(i) : []));
    expect(await texts(String(person))).toEqual(expected);
  }
  expect(await intake.db.selectFrom('contact').select('id').execute()).toHaveLength(40);
});

describe('what no database could hold', () => {
  test('an item nested thousands of times is set aside by itself, and the batch goes on (behaviour 112)', async () => {
    const good = meta.message('a1', 'good', 1, who('1'));
    const bodies = [
      {
        object: 'page',
        entry: [{ id: facebookPage, messaging: [{ ...good, message: { deep: '#' } }, good] }],
      },
      { object: 'page', entry: [{ id: facebookPage, messaging: [{ ...good, novel: '#' }] }] },
      ['#'],
    ];
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    await intake.deliver(...bodies.map((body) => Buffer.from(JSON.stringify(body).replace('"#"', deep))));
    await intake.apply();
    expect(await texts('1')).toEqual(['good']);
    expect(await waiting()).toBe(0);
    expect(intake.failures).toEqual([]);
    expect(
      (await aside()).map(({ reason, item, deliveryId }) => [reason, item, deliveryId !== null]),
    ).toEqual([
      ['malformed', null, true],
      ['malformed', null, true],
      ['malformed', null, true],
    ]);
  });

  test('ids of thousands of characters are no ids, and hold up nobody', async () => {
    const long = Array.from({ length: 4_000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 7_919) % 20_000)),
    ).join('');
    await intake.deliver(
      {
        object: 'page',
        entry: [
          {
            id: facebookPage,
            messaging: [meta.message('x1', 'x', 1, who(long)), meta.message(long, 'y', 1, who('1'))],
          },
          { id: long, messaging: [meta.message('x2', 'x', 1, { psid: '1', page: long })] },
        ],
      },
      meta.message('a1', 'good', 2, who('1')),
    );
    await intake.apply();
    expect(await texts('1')).toEqual(['good']);
    expect(await waiting()).toBe(0);
    expect(intake.failures).toEqual([]);
    expect(await aside()).toHaveLength(3);
  });

  test('a body that is the word null is set aside as what it is', async () => {
    await intake.deliver(Buffer.from('null'));
    await intake.apply();
    expect(await aside()).toMatchObject([{ reason: 'malformed', detail: 'The body is no delivery.' }]);
  });

  test('people with ids of the longest kind may fail, wait and be set aside like others', async () => {
    const longest = '\u4e00'.repeat(400);
    const other = `${longest.slice(1)}\u4e01`;
    await intake.page(other);
    await intake.tell(
      meta.message('x1', 'poison', 1, { psid: longest, page: other }),
      meta.message('a1', 'good', 1, who('1')),
    );
    expect(await texts('1')).toEqual(['good']);
    for (let i = 0; i < 4; i++) {
      intake.clock.advance(60_000);
      await intake.apply();
    }
    expect(await aside()).toMatchObject([{ reason: 'failed', personKey: longest }]);
  });
});

test('what comes for an unsubscribed page is counted and left unread, and nobody else waits for it (R19)', async () => {
  const other = '700100200300499';
  await intake.page(other);
  const stop = (state: 'unsubscribed' | 'connected') =>
    intake.db.updateTable('page').set({ state }).where('facebookId', '=', other).execute();
  await stop('unsubscribed');
  await intake.tell(
    meta.message('n1', 'unheard', 1, { psid: '7', page: other }),
    meta.message('n2', 'unheard too', 2, { psid: '7', page: other }),
    meta.message('n3', 'heard', 3, who('8')),
  );
  expect(await texts('7')).toEqual([]);
  expect(await texts('8')).toEqual(['heard']);
  expect([await waiting(), (await aside()).length]).toEqual([0, 0]);
  const row = await intake.db
    .selectFrom('page')
    .select('ignoredCount')
    .where('facebookId', '=', other)
    .executeTakeFirstOrThrow();
  expect(row.ignoredCount).toBe(2);
  await stop('connected');
  await intake.tell(meta.message('n4', 'heard again', 4, { psid: '7', page: other }));
  expect(await texts('7')).toEqual(['heard again']);
});
