import { expect, test } from 'vitest';
import { matchCommands, withoutSlash } from './slash-commands.ts';

const all = { note: true, consult: true, assign: true, transfer: true };
const words = (typed: string, may = all) => matchCommands(typed, may).map(({ word }) => word);

test('each slash key opens the right panel, and none that one may not use (N7)', () => {
  expect(words('')).toEqual(['p', 'i', 'n', 'q', 'c', 't', 'tq']);
  expect(words('T')).toEqual(['t', 'tq']);
  expect(words('tq')).toEqual(['tq']);
  expect(words('hours')).toEqual([]);
  expect(words('', { note: false, consult: false, assign: false, transfer: false })).toEqual(['p', 'q']);
  const runs = Object.fromEntries(matchCommands('', all).map((one) => [one.word, one.runs]));
  expect(runs).toEqual({
    p: 'composer.reply',
    i: 'composer.note',
    n: 'composer.note',
    q: 'saved-replies',
    c: 'conversation.consult',
    t: 'conversation.assign',
    tq: 'conversation.transfer',
  });
});

test('a slash key leaves the text as it was before the slash', () => {
  expect(withoutSlash('Hello /tq there', { from: 6, to: 9 })).toBe('Hello  there');
  expect(withoutSlash('/n', { from: 0, to: 2 })).toBe('');
});
