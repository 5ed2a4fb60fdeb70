import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonValue, parseJson } from '../json.ts';
import { type EnvelopeItem, itemAt, splitEnvelope } from './envelope.ts';

const PAGE = '700100200300401';
const PSID = '28181025008155017';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url));
const message = (mid: string, psid = PSID) => ({
  sender: { id: psid },
  recipient: { id: PAGE },
  timestamp: 1795000000001,
  message: { mid, text: mid },
});

function itemsOf(value: unknown): EnvelopeItem[] {
  const envelope = splitEnvelope(bytes(value));
  if (!envelope.ok) throw new Error(envelope.reason);
  return envelope.items;
}

describe('splitEnvelope', () => {
  test('a message gives one item with its page, its person and its place', () => {
    expect(splitEnvelope(fixture('message-text'))).toEqual({
      ok: true,
      object: 'page',
      items: [
        {
          pageId: PAGE,
          personKey: PSID,
          position: { entry: 0, list: 'messaging', index: 0 },
          isMalformed: false,
        },
      ],
    });
  });

  test('every item of every entry and list is found, in order (behaviour 8)', () => {
    const items = itemsOf({
      object: 'page',
      entry: [
        {
          id: PAGE,
          messaging: [message('1'), message('2', '29')],
          changes: [{ field: 'feed', value: { from: { id: '30' } } }],
        },
        {
          id: '701',
          standby: [message('3')],
          changes: [
            { field: 'feed', value: {} },
            { field: 'feed', value: {} },
          ],
        },
      ],
    });
    expect(items.map((item) => [item.pageId, item.personKey, ...Object.values(item.position)])).toEqual([
      [PAGE, PSID, 0, 'messaging', 0],
      [PAGE, '29', 0, 'messaging', 1],
      [PAGE, '30', 0, 'changes', 0],
      ['701', PSID, 1, 'standby', 0],
      ['701', '', 1, 'changes', 0],
      ['701', '', 1, 'changes', 1],
    ]);
  });

  test('an entry with neither messaging, standby nor changes gives nothing to do (behaviour 7)', () => {
    expect(
      itemsOf({
        object: 'page',
        entry: [
          { id: PAGE, time: 1 },
          { id: PAGE, messaging: [] },
          { id: PAGE, changes: null },
        ],
      }),
    ).toEqual([]);
  });

  test('what is malformed travels alone, the rest of the batch is whole (behaviour 112)', () => {
    const items = itemsOf({
      object: 'page',
      entry: [
        null,
        { id: PAGE, messaging: { not: 'a list' }, standby: [message('1')] },
        'x',
        { id: PAGE, messaging: [7, message('2'), null], changes: [{ field: 'feed' }] },
      ],
    });
    expect(items.map((item) => [item.isMalformed, item.personKey, ...Object.values(item.position)])).toEqual([
      [true, '', 0, 'entry', 0],
      [true, '', 1, 'entry', 0],
      [false, PSID, 1, 'standby', 0],
      [true, '', 2, 'entry', 0],
      [true, '', 3, 'messaging', 0],
      [false, PSID, 3, 'messaging', 1],
      [true, '', 3, 'messaging', 2],
      [true, '', 3, 'changes', 0],
    ]);
  });

  test('a delivery about something else than pages is told and gives nothing to do (behaviour 13)', () => {
    for (const object of ['instagram', 'permissions', 'user']) {
      expect(
        splitEnvelope(bytes({ object, entry: [{ id: '1', changes: [{ field: 'x', value: {} }] }] })),
      ).toEqual({ ok: true, object, items: [] });
    }
    expect(splitEnvelope(bytes({ entry: [] }))).toEqual({ ok: true, object: null, items: [] });
  });

  test('no JSON and no delivery are told apart', () => {
    for (const text of ['', '{', 'hello', '{"object":"page",}']) {
      expect(splitEnvelope(bytes(text))).toEqual({ ok: false, reason: 'not-json' });
    }
    for (const value of [
      [],
      'page',
      1,
      null,
      {},
      { object: 'page' },
      { object: 'page', entry: {} },
      { field: 'x' },
    ]) {
      expect(splitEnvelope(bytes(JSON.stringify(value)))).toEqual({ ok: false, reason: 'not-an-envelope' });
    }
  });

  test("an echo belongs to the queue of the customer, like the page's own reaction", () => {
    expect(itemsOf(fixture('echo-own').toString())[0]?.personKey).toBe(PSID);
    const reaction = {
      sender: { id: PAGE },
      recipient: { id: PSID },
      reaction: { mid: 'm', action: 'react' },
    };
    expect(itemsOf({ object: 'page', entry: [{ id: PAGE, messaging: [reaction] }] })[0]?.personKey).toBe(
      PSID,
    );
  });

  test('what is public queues with its post, whoever speaks and whichever form the post’s id has', () => {
    for (const name of [
      'comment-edited',
      'comment-old-shape',
      'comment-without-author',
      'comment-on-photo',
    ]) {
      expect([name, itemsOf(fixture(name).toString())[0]?.personKey]).toEqual([name, 'post:900']);
    }
    expect(itemsOf(fixture('post-by-visitor').toString())[0]?.personKey).toBe('post:910');
    expect(itemsOf(fixture('feed-like-old-shape').toString())[0]?.personKey).toBe('post:900');
    expect(itemsOf(fixture('mention').toString())[0]?.personKey).toBe('post:801');
  });

  test('ids sent as numbers above 2^53 keep every digit', () => {
    const body = `{"object":"page","entry":[{"id":${PAGE}99,"messaging":[{"sender":{"id":28181025008155419},"recipient":{"id":1}}]}]}`;
    expect(itemsOf(body)[0]).toMatchObject({ pageId: `${PAGE}99`, personKey: '28181025008155419' });
  });

  test("the dashboard's test is accepted in both of its shapes", () => {
    expect(itemsOf(fixture('dashboard-test').toString())).toMatchObject([
      { pageId: PAGE, personKey: '12334', isMalformed: false },
    ]);
    expect(itemsOf(fixture('dashboard-test-bare').toString())).toMatchObject([
      { pageId: '23245', personKey: '12334', isMalformed: false },
    ]);
  });

  test('an entry without a page takes it from its items', () => {
    expect(itemsOf({ object: 'page', entry: [{ messaging: [message('1')] }] })[0]?.pageId).toBe(PAGE);
    expect(
      itemsOf({ object: 'page', entry: [{ changes: [{ field: 'feed', value: {} }] }] })[0]?.pageId,
    ).toBeNull();
  });

  test('no bytes whatever make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (array) => void splitEnvelope(Buffer.from(array))),
    );
    fc.assert(fc.property(fc.json(), (text) => void splitEnvelope(Buffer.from(text))));
  });

  test('every item is found again at its place, whatever the delivery holds', () => {
    const list = fc.oneof(fc.array(fc.oneof(fc.constant(message('1')), fc.jsonValue())), fc.jsonValue());
    const entry = fc.oneof(
      fc.record(
        { id: fc.oneof(fc.constant(PAGE), fc.jsonValue()), messaging: list, standby: list, changes: list },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const text = JSON.stringify({ object: 'page', entry: entries });
        const body = parseJson(text);
        for (const item of itemsOf(text)) {
          const found = itemAt(body, item.position);
          expect(found.item).toBeDefined();
          if (!item.isMalformed) expect(found.pageId).toBe(item.pageId);
        }
      }),
    );
  });
});

describe('itemAt', () => {
  test('gives each fixture its item back with the time of its entry', () => {
    const names = readdirSync(new URL('./fixtures/', import.meta.url)).filter((name) =>
      name.endsWith('.json'),
    );
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) {
      const raw = fixture(name.replace('.json', ''));
      const envelope = splitEnvelope(raw);
      if (!envelope.ok) throw new Error(`${name}: ${envelope.reason}`);
      expect(envelope.items).toHaveLength(1);
      for (const { position, pageId } of envelope.items) {
        const found = itemAt(parseJson(raw.toString()), position);
        expect(found).toMatchObject({ item: expect.any(Object), pageId, list: position.list });
        if (name !== 'dashboard-test-bare.json') expect(found.entryTime).toBeTypeOf('number');
      }
    }
  });

  test('a place that is not there holds nothing, whatever the body', () => {
    const position = { entry: 3, list: 'messaging', index: 9 } as const;
    for (const body of [null, [], 'x', 5, {}, { entry: 5 }, { entry: [1, 2, 3, 4] }] satisfies JsonValue[]) {
      expect(itemAt(body, position).item).toBeUndefined();
    }
  });
});
