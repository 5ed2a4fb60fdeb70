import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../contract/messages.ts';
import { aMessage } from '../testing/a-message.ts';
import {
  compareMessages,
  flattenPages,
  putMessage,
  takeMessage,
  type MessagePages,
} from './message-pages.ts';

function pagesOf(...pages: { items: Message[]; before: string | null }[]): MessagePages {
  return { pages, pageParams: pages.map(() => null) };
}

describe('putMessage', () => {
  test('a new message comes last', () => {
    const pages = pagesOf({ items: [aMessage(1)], before: null });
    expect(flattenPages(putMessage(pages, aMessage(2))).map((one) => one.text)).toEqual([
      'message 1',
      'message 2',
    ]);
  });

  test('a message that comes late stands where its time is', () => {
    const pages = pagesOf(
      { items: [aMessage(5), aMessage(9)], before: 'x' },
      { items: [aMessage(1)], before: null },
    );
    const texts = flattenPages(putMessage(putMessage(pages, aMessage(7)), aMessage(3))).map(
      (one) => one.text,
    );
    expect(texts).toEqual(['message 1', 'message 3', 'message 5', 'message 7', 'message 9']);
  });

  test('an older copy never replaces a newer one, and the same copy changes nothing', () => {
    const pages = pagesOf({ items: [aMessage(1, { version: 3, text: 'new' })], before: null });
    expect(putMessage(pages, aMessage(1, { version: 2, text: 'old' }))).toBe(pages);
    expect(putMessage(pages, aMessage(1, { version: 3, text: 'new' }))).toBe(pages);
  });

  test('a message whose time became known moves to its place', () => {
    const pages = pagesOf({ items: [aMessage(1), aMessage(2), aMessage(3)], before: null });
    const moved = putMessage(pages, { ...aMessage(1), version: 2, at: aMessage(9).at });
    expect(flattenPages(moved).map((one) => one.text)).toEqual(['message 2', 'message 3', 'message 1']);
  });

  test('what is older than everything loaded waits for its own page', () => {
    const pages = pagesOf({ items: [aMessage(5)], before: 'cursor' });
    expect(flattenPages(putMessage(pages, aMessage(2)))).toHaveLength(1);
  });

  test('untouched pages stay the same objects', () => {
    const pages = pagesOf({ items: [aMessage(5)], before: 'x' }, { items: [aMessage(1)], before: null });
    expect(putMessage(pages, aMessage(6)).pages[1]).toBe(pages.pages[1]);
  });

  test('news in any order and any number of times end in the same timeline', () => {
    const copies = [1, 2, 3, 4].flatMap((number) =>
      [1, 2, 3].map((version) => aMessage(number, { version, text: `${number} v${version}` })),
    );
    const wanted = [1, 2, 3, 4].map((number) => `${number} v3`);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(copies, { minLength: copies.length }),
        fc.array(fc.constantFrom(...copies)),
        (order, repeats) => {
          const start = pagesOf({ items: [], before: null });
          const end = [...order, ...repeats].reduce(putMessage, start);
          const all = flattenPages(end);
          expect(all.map((one) => one.text)).toEqual(wanted);
          expect(all).toEqual(all.toSorted(compareMessages));
        },
      ),
    );
  });
});

test('takeMessage removes one message and leaves the rest alone', () => {
  const pages = pagesOf({ items: [aMessage(1), aMessage(2)], before: null });
  expect(flattenPages(takeMessage(pages, aMessage(1).id)).map((one) => one.text)).toEqual(['message 2']);
  expect(takeMessage(pages, aMessage(8).id)).toBe(pages);
});
