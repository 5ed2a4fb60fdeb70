import { describe, expect, test } from 'vitest';
import type { SavedReply } from '../../../../contract/saved-replies.ts';
import { findSlashWord, matchReplies } from './slash-word.ts';

describe('a word with a slash', () => {
  test('is found where the caret stands, at the beginning and behind a space', () => {
    expect(findSlashWord('/hou', 4)).toEqual({ from: 0, to: 4, word: 'hou', sign: '/' });
    expect(findSlashWord('Hello /', 7)).toEqual({ from: 6, to: 7, word: '', sign: '/' });
    expect(findSlashWord('Hello /hours there', 12)).toEqual({ from: 6, to: 12, word: 'hours', sign: '/' });
  });

  test('N15 an exclamation mark with letters behind it means the same', () => {
    expect(findSlashWord('!hi', 3)).toEqual({ from: 0, to: 3, word: 'hi', sign: '!' });
    expect(findSlashWord('Great!', 6)).toBeNull();
    expect(findSlashWord('Oh ! ', 5)).toBeNull();
    expect(findSlashWord('Oh !', 4)).toBeNull();
  });

  test('an address, a fraction or a slash left behind is none', () => {
    expect(findSlashWord('https://shop.test/', 18)).toBeNull();
    expect(findSlashWord('1/2', 3)).toBeNull();
    expect(findSlashWord('/hours and more', 15)).toBeNull();
  });
});

test('a shortcut that begins with the word comes before a title that holds it', () => {
  const reply = (title: string, shortcut: string | null) => ({ title, shortcut }) as SavedReply;
  const all = [reply('About hours', null), reply('Opening', 'hours'), reply('Öffnung', 'zeiten')];
  expect(matchReplies(all, 'HO').map(({ title }) => title)).toEqual(['Opening', 'About hours']);
  expect(matchReplies(all, 'offn').map(({ title }) => title)).toEqual(['Öffnung']);
  expect(matchReplies(all, '').length).toBe(3);
  expect(matchReplies(all, 'xyz')).toEqual([]);
});
