import { expect, test } from 'vitest';
import { isSameLanguage, matchLanguage } from './match-language.ts';

const codes = ['en', 'de', 'cs', 'pt', 'pt-BR', 'zh-Hans', 'zh-Hant'];

test.each([
  ['de', 'de'],
  ['de_AT', 'de'],
  ['en-GB', 'en'],
  ['pt_BR', 'pt-BR'],
  ['pt-PT', 'pt'],
  ['zh_TW', 'zh-Hant'],
  ['zh-CN', 'zh-Hans'],
  ['xx', null],
  [null, null],
] as const)('%s is, among what the service knows, %s (N33)', (tag, found) => {
  expect(matchLanguage(tag, codes)).toBe(found);
});

test('countries of one language read one another, scripts of Chinese do not (N33)', () => {
  expect(isSameLanguage('pt', 'pt-BR')).toBe(true);
  expect(isSameLanguage('zh', 'zh-Hans')).toBe(true);
  expect(isSameLanguage('zh-Hans', 'zh-TW')).toBe(false);
  expect(isSameLanguage('de', 'en')).toBe(false);
});
