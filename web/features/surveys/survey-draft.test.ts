import { expect, test } from 'vitest';
import {
  draftOf,
  faultIn,
  languagesOf,
  moved,
  newQuestion,
  readDraft,
  withoutLanguage,
  type SurveyDraft,
} from './survey-draft.ts';

const draft = (more: Partial<SurveyDraft> = {}): SurveyDraft => ({
  ...draftOf(null),
  name: 'Satisfaction',
  questions: [
    { kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?', de: '' }, isRequired: true },
  ],
  ...more,
});

test('what is left empty in a language is not saved in it', () => {
  const { fields } = readDraft(draft());
  expect(fields?.questions[0]?.text).toEqual({ en: 'How was it?' });
  expect(fields?.thanks).toBeNull();
});

test('each field says what is wrong with it, also within a language', () => {
  const long = 'More than twenty letters';
  const choice = newQuestion('choice', []);
  if (choice.kind !== 'choice') throw new Error('It is a choice.');
  choice.text = { en: 'Which?' };
  choice.options = choice.options.map((option) => ({ ...option, text: { en: long } }));
  const { faults } = readDraft(draft({ name: ' ', questions: [choice] }));
  expect(faultIn(faults, 'name')).toBe('Give it a name.');
  expect(faultIn(faults, 'questions.0.options.1')).toBe('Messenger shows 20 characters.');
  expect(faultIn(faults, 'questions.1')).toBeUndefined();
});

test('questions have names that are free, so that answers are told apart for good', () => {
  const first = newQuestion('text', []);
  const second = newQuestion('text', [first]);
  expect([first.id, second.id, newQuestion('text', [second]).id]).toEqual(['text', 'text_2', 'text']);
});

test('a language that is taken out is nowhere any more', () => {
  const german = draft({ thanks: { en: 'Thanks', de: 'Danke' } });
  expect(languagesOf(german)).toEqual(['en', 'de']);
  expect(languagesOf(withoutLanguage(german, 'de'))).toEqual(['en']);
});

test('a question moves one place', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});
