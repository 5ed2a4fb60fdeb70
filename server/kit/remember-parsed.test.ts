import { expect, test } from 'vitest';
import { rememberParsed } from './remember-parsed.ts';

function counted(most?: number) {
  let parsed = 0;
  const read = rememberParsed((stored) => {
    parsed += 1;
    return { list: [(stored as { a?: number }).a ?? 0] };
  }, most);
  return { read, parsed: () => parsed };
}

test('the same words are parsed once, and nothing stored is read as the defaults', () => {
  const { read, parsed } = counted();
  expect([read({ a: 1 }), read({ a: 1 }), read({ a: 2 }), read(null), read({})]).toEqual([
    { list: [1] },
    { list: [1] },
    { list: [2] },
    { list: [0] },
    { list: [0] },
  ]);
  expect(parsed()).toBe(3);
});

test('nobody can change what others share', () => {
  const { read } = counted();
  expect(() => read({ a: 1 }).list.push(2)).toThrow(TypeError);
});

test('what is remembered is bounded', () => {
  const { read, parsed } = counted(2);
  for (const a of [1, 2, 3, 1]) read({ a });
  expect(parsed()).toBe(4);
});
