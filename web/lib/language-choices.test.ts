import { expect, test } from 'vitest';
import { languageChoices, languageName, languageNames } from './language-choices.ts';

test('languages stand on screen by their names, in a row in the order of these', () => {
  expect(languageNames(['en', 'de', 'pt-BR'])).toBe('Brazilian Portuguese, English, German');
  expect(languageNames([])).toBe('');
});

test('what is no language at all stands as it is, and a choice offers it while it is chosen', () => {
  expect(languageName('no language')).toBe('no language');
  expect(languageChoices('eo').find(({ value }) => value === 'eo')?.label).toBe('Esperanto');
});
