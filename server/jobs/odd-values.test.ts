import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { splitEnvelope } from '../facebook/webhook/envelope.ts';
import { measureQueue } from '../store/inbound-queue.ts';
import { facebookPage, meta, readConversation, useIntake } from '../testing/intake.ts';

const intake = useIntake();
let page: string;
beforeAll(async () => {
  page = await intake.page(facebookPage);
});

const folder = new URL('../facebook/webhook/fixtures/', import.meta.url);
const bodies = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** Values that stand nowhere in Meta's documents. */
const odd: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e12, 2 ** 53, 1e300, '', ' ', '-1', '1.5', '1e9', '99999999999999999999'],
  ...['\\', '"', '{', '}', ',', 'NULL', '\0', '\ud800', '\u202e', "'; drop", '{"a":1}', 'x'.repeat(3_000)],
  ...[[], {}, [[]], [null], { id: {} }, { length: 3 }, { toString: 1 }, { __proto__: null }],
];

/** The body with the value at one place in it, counted through, replaced; and with ids of which few are the same. */
function spoil(body: string, place: number, value: unknown, salt: number): string {
  let places = 0;
  const fresh = body.replaceAll(/m_[\w-]+/g, (mid) => `${mid}-${salt}`);
  const visit = (node: unknown): number => {
    places += 1;
    if (typeof node === 'object' && node !== null) for (const inner of Object.values(node)) visit(inner);
    return places;
  };
  const target = place % visit(JSON.parse(fresh));
  let at = 0;
  return JSON.stringify(JSON.parse(fresh), function replace(this: unknown, _key, node: unknown) {
    return at++ === target ? value : node;
  });
}

test('whatever stands at any place of a delivery, no event fails and nothing stays in the queue (behaviour 112)', async () => {
  const spoiled = fc.record({
    body: fc.constantFrom(...bodies),
    place: fc.nat(10_000),
    value: fc.constantFrom(...odd),
    salt: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(spoiled, { minLength: 40, maxLength: 80 }), async (many) => {
      intake.failures.length = 0;
      const raw = many.map(({ body, place, value, salt }) => Buffer.from(spoil(body, place, value, salt)));
      await intake.deliver(...raw.filter((each) => splitEnvelope(each).ok));
      await intake.apply();
      expect(intake.failures).toEqual([]);
      expect((await measureQueue(intake.db)).waiting).toBe(0);
    }),
    { numRuns: Number(process.env['ODD_RUNS'] ?? 8) },
  );
});

test('an edit whose number is none changes the message all the same, also when it comes first', async () => {
  const numbers = [1.5, -1, 1e12, '1.5', '-3'] as unknown as number[];
  const who = { psid: '77' };
  intake.failures.length = 0;
  await intake.tell(
    ...numbers.flatMap((number, i) => [
      meta.message(`early-${i}`, 'before', 1, who),
      meta.edit(`early-${i}`, 'after', number, 2, who),
      meta.edit(`late-${i}`, 'after', number, 2, who),
      meta.message(`late-${i}`, 'before', 1, who),
    ]),
  );
  const { messages } = await readConversation(intake, page, who.psid);
  expect(messages.map((message) => message.text)).toEqual(numbers.flatMap(() => ['after', 'after']));
  expect(intake.failures).toEqual([]);
});
