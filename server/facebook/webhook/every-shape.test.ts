import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  PAGE,
  anyBody,
  countItems,
  delivery,
  item,
  print,
  type Item,
  type Node,
} from '../../testing/webhook-bodies.ts';
import { parseJson } from '../json.ts';
import { itemAt, splitEnvelope } from './envelope.ts';
import type { PageEvent } from './page-event.ts';
import { parseItem } from './parse.ts';

/** Ten thousand payloads in all; `SHAPE_RUNS=1000000` for a night. */
const runs = (share: number) => ({ numRuns: Number(process.env['SHAPE_RUNS'] ?? 10_000) * share });
vi.setConfig({ testTimeout: 120_000 });

function read(text: string): { items: number; events: PageEvent[] } {
  const raw = Buffer.from(text);
  const envelope = splitEnvelope(raw);
  if (!envelope.ok || envelope.object !== 'page') return { items: 1, events: [] };
  const body = parseJson(text);
  const events = envelope.items.flatMap(({ position, pageId }) => {
    const found = itemAt(body, position);
    const made = parseItem(found.item, { ...found, pageId: pageId ?? '' });
    if (made.length === 0) throw new Error(`Nothing was made of ${text}`);
    return made;
  });
  return { items: envelope.items.length, events };
}

const readItem = ({ node, list }: Item): PageEvent[] => read(print(delivery([node], list))).events;

test("each of Meta's shapes is read as what it is, whichever optional fields it has", () => {
  fc.assert(
    fc.property(item, (each) => {
      const [event, ...more] = readItem(each);
      expect(more).toEqual([]);
      expect(event).toMatchObject({ kind: each.kind, pageId: PAGE });
    }),
    runs(0.2),
  );
});

test('whatever a body holds, every item of it gives something, and nothing throws (behaviours 8, 38, 112)', () => {
  fc.assert(
    fc.property(anyBody, (text) => {
      const { items, events } = read(text);
      expect(items).toBe(countItems(text));
      for (const event of events) {
        expect(event.at === null || !Number.isNaN(event.at.getTime())).toBe(true);
        expect(unstorableIn(event)).toEqual([]);
      }
    }),
    runs(0.5),
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('a field that Meta adds one day, and a null where a field may be missing, change nothing that is read', () => {
  fc.assert(
    fc.property(item, fc.nat(), (each, at) => {
      const plain = readItem(each).map(withoutRaw);
      const more = { ...each, node: grow(each.node, at) };
      expect(readItem(more).map(withoutRaw)).toEqual(plain);
    }),
    runs(0.1),
  );
});

test('an id is the same id, to the last digit, as text and as a number (behaviour 42)', () => {
  fc.assert(
    fc.property(item, (each) => {
      const asText = { ...each, node: mapIds(each.node, (digits) => `"${digits}"`) };
      const asNumber = { ...each, node: mapIds(each.node, (digits) => digits) };
      const expected = readItem(asText).map(withoutRaw);
      expect(readItem(asNumber).map(withoutRaw)).toEqual(expected);
    }),
    runs(0.1),
  );
});

test('an item in standby, and one in `changes`, is the same event as in `messaging` (behaviour 41)', () => {
  fc.assert(
    fc.property(
      item.filter((each) => each.list === 'messaging'),
      (each) => {
        const plain = readItem(each).map(withoutRaw);
        const aside = plain.map((event) => ({ ...event, standby: true }));
        const wrapped = (field: string): Node => ({
          fields: [
            ['field', { json: JSON.stringify(field) }],
            ['value', each.node],
          ],
        });
        expect(readItem({ ...each, list: 'standby' }).map(withoutRaw)).toEqual(aside);
        expect(readItem({ ...each, list: 'changes', node: wrapped('messages') }).map(withoutRaw)).toEqual(
          plain,
        );
        expect(readItem({ ...each, list: 'changes', node: wrapped('standby') }).map(withoutRaw)).toEqual(
          aside,
        );
      },
    ),
    runs(0.1),
  );
});

/** What was read, without what is kept as it came. */
function withoutRaw({ raw: _raw, ...event }: PageEvent) {
  if (!('attachments' in event)) return event;
  return { ...event, attachments: event.attachments.map(({ payload: _payload, ...rest }) => rest) };
}

/** An unknown field, and a null beside it, in one of the item's objects. Maps of ids (`app_roles`, `questions`) have no fields. */
function grow(root: Node, at: number): Node {
  let seen = 0;
  const visit = (node: Node, isMap: boolean): Node => {
    if ('json' in node) return node;
    if ('items' in node) return { items: node.items.map((each) => visit(each, false)) };
    const fields = node.fields.map(([key, value]): [string, Node] => [
      key,
      visit(value, key === 'app_roles' || key === 'questions'),
    ]);
    const isPayload = fields.length > 0 && seen++ % 3 === at % 3 && !isMap;
    return isPayload ? { fields: [...fields, ['a_field_of_2027', { json: '{"id":1}' }]] } : { fields };
  };
  return visit(root, false);
}

const DIGITS = /^"?(\d{14,18})"?$/;

function mapIds(node: Node, write: (digits: string) => string, key = ''): Node {
  if ('json' in node) {
    const found = /(^|_)(id|appid)$/.test(key) ? DIGITS.exec(node.json)?.[1] : undefined;
    return found === undefined ? node : { json: write(found) };
  }
  if ('items' in node) return { items: node.items.map((each) => mapIds(each, write)) };
  return { fields: node.fields.map(([name, value]) => [name, mapIds(value, write, name)]) };
}

/** Texts in an event that PostgreSQL would refuse: with the character 0 or half a surrogate pair. */
function unstorableIn(event: PageEvent): string[] {
  const found: string[] = [];
  // No recursion: some bodies are nested deeper than the stack.
  const left: unknown[] = [event];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && /[\0\p{Surrogate}]/u.test(value)) found.push(value);
    if (typeof value !== 'object' || value === null || value instanceof Date) continue;
    for (const [key, inner] of Object.entries(value)) left.push(key, inner);
  }
  return found;
}
