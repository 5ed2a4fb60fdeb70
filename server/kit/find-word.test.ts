import { describe, expect, test } from 'vitest';
import { findWord } from './find-word.ts';

describe('a word is found whatever its case, accents and width', () => {
  test.each([
    ['Heute ist alles GRATIS!', 'gratis'],
    ['Une offre spéciale pour vous', 'Offre Speciale'],
    ['une offre -- spéciale', 'offre spéciale'],
    ['Große Rabatte', 'GROSSE RABATTE'],
    ['İndirim var', 'indirim'],
    ['Μεγάλες ΕΚΠΤΏΣΕΙΣ', 'εκπτωσεις'],
    ['Огромная СКИДКА сегодня', 'скидка'],
    ['ＳＡＬＥ now', 'sale'],
    ['Zni\u017cka na łóżka', 'lozka'],
    ['تخفيضٌ كبير', 'تخفيض'],
    ['आज बड़ी छूट है', 'छूट'],
    ['gra\u00adtis', 'gratis'],
  ])('%s', (text, word) => {
    expect(findWord(text, ['other', word])).toBe(word);
  });
});

describe('writings without spaces between words are looked through', () => {
  test.each([
    ['我们有限时优惠哦', '优惠'],
    ['本日セール開催中', 'セール'],
    ['오늘 할인을 합니다', '할인'],
    ['วันนี้ลดราคาทุกอย่าง', 'ลดราคา'],
  ])('%s', (text, word) => {
    expect(findWord(text, [word])).toBe(word);
  });
});

describe('a part of a word is none', () => {
  test.each([
    ['Wholesale of tiles', 'sale'],
    ['sales', 'sale'],
    ['off-season', 'off season sale'],
    ['का', 'की'],
    ['скидками', 'скидка'],
    ['A plain answer', '$$'],
    ['', 'sale'],
  ])('%s', (text, word) => {
    expect(findWord(text, [word])).toBeNull();
  });
});

test('the first of the list is named, in the words of the list, and an empty list finds nothing', () => {
  expect(findWord('sale: everything free', ['Free', 'SALE'])).toBe('Free');
  expect(findWord('sale', [])).toBeNull();
});

test('a long text of what nearly fits takes no time worth naming', () => {
  const words = Array.from({ length: 500 }, (_, index) => `${'ab'.repeat(30)}${index}`);
  const before = performance.now();
  expect(findWord('ab'.repeat(10_000), words)).toBeNull();
  expect(performance.now() - before).toBeLessThan(2_000);
});
