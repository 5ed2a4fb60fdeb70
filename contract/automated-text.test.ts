import { expect, test } from 'vitest';
import { fillText, pickText, unknownPlaceholder } from './automated-text.ts';

const texts = { en: 'Hello', fr: 'Bonjour', 'pt-BR': 'Olá' };

test.each([
  ['fr_CA', 'en', 'Bonjour'],
  ['fr', 'en', 'Bonjour'],
  ['pt_BR', 'en', 'Olá'],
  ['pt_PT', 'fr', 'Bonjour'],
  ['de_DE', 'fr', 'Bonjour'],
  ['de_DE', 'fr-CA', 'Bonjour'],
  ['de_DE', 'it', 'Hello'],
  [null, 'en', 'Hello'],
  ['???', 'en', 'Hello'],
])('R78: a customer of locale %s on a page in %s reads %j', (customerLocale, pageLanguage, expected) => {
  expect(pickText(texts, { customerLocale, pageLanguage })?.text).toBe(expected);
});

test('behaviour 107: a text that is empty in every language that fits is no text', () => {
  expect(pickText({ en: '  ' }, { customerLocale: 'fr_FR', pageLanguage: 'de' })).toBeNull();
  expect(pickText({}, { customerLocale: null, pageLanguage: 'en' })).toBeNull();
  expect(pickText({ it: 'Ciao' }, { customerLocale: null, pageLanguage: 'en' })).toBeNull();
});

test('a name that is not known leaves no hole', () => {
  const text = 'Hello {CustomerFirstName}, welcome to {PageName}.';
  const known = { CustomerFirstName: 'Elena', PageName: 'Harbour & $1 Pine' };
  expect(fillText(text, known)).toBe('Hello Elena, welcome to Harbour & $1 Pine.');
  expect(fillText(text, { ...known, CustomerFirstName: null })).toBe('Hello, welcome to Harbour & $1 Pine.');
});

test('what a customer is called is not read for placeholders again', () => {
  expect(fillText('{CustomerFirstName}', { CustomerFirstName: '{PageName}', PageName: 'P' })).toBe(
    '{PageName}',
  );
});

test('an unknown placeholder is found; other braces are words', () => {
  expect(unknownPlaceholder('Hi {CustomerFirstName} {FirstName}')).toBe('FirstName');
  expect(unknownPlaceholder('Hi {PageName}, { this } and {} and {1}')).toBeNull();
});
