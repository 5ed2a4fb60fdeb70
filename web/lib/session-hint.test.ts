import { expect, test } from 'vitest';
import { noteSession, readSessionHint } from './session-hint.ts';

function aStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

test('a browser knows whether somebody was signed in here, and nothing before the first time', () => {
  const storage = aStorage();
  expect(readSessionHint(storage)).toBeNull();
  noteSession('in', storage);
  expect(readSessionHint(storage)).toBe('in');
  noteSession('out', storage);
  expect(readSessionHint(storage)).toBe('out');
});

test('what stands there of something else, or storage that is switched off, tells nothing', () => {
  expect(readSessionHint({ getItem: () => 'maybe' })).toBeNull();
  const off = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  };
  noteSession('in', off);
  expect(readSessionHint(off)).toBeNull();
});
