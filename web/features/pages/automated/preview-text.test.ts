import { expect, test } from 'vitest';
import { settableMessages } from '../../../../contract/automated-messages.ts';
import { textGroups } from './groups.ts';
import { previewText } from './preview-text.ts';

const facts = {
  language: 'en',
  pageLanguage: 'en',
  pageName: 'Harbour & Pine',
  agentName: 'Maya',
  now: new Date('2026-11-26T12:00:00Z'),
};

test('every text that can be set is shown once, and each default can be previewed without a hole', () => {
  expect(textGroups.flatMap(({ keys }) => keys).toSorted()).toEqual(
    settableMessages.map(({ key }) => key).toSorted(),
  );
  for (const { byDefault } of settableMessages) {
    const shown = previewText(byDefault.byLanguage, facts);
    expect(shown).not.toMatch(/[{}]/);
    expect(shown?.length).toBeGreaterThan(10);
  }
});

test('a preview is in the language that a customer would read, else in the page’s', () => {
  const words = { en: 'Hello', fr: 'Bonjour' };
  expect(previewText(words, { ...facts, language: 'fr-CA' })).toBe('Bonjour');
  expect(previewText(words, { ...facts, language: 'de', pageLanguage: 'fr' })).toBe('Bonjour');
  expect(previewText({ fr: 'Bonjour' }, facts)).toBeNull();
});
