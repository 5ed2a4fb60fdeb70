import { expect, test } from 'vitest';
import { countConditions, minutesWords, whenWords } from './trigger-words.ts';

test('what sets a trigger off is a sentence, with its time where it has one', () => {
  expect(whenWords({ event: 'ended', minutes: null })).toBe('When it is ended');
  expect(whenWords({ event: 'waiting-for-us', minutes: 30 })).toBe(
    'When the customer has waited for us for 30 minutes',
  );
  expect(whenWords({ event: 'window-closing', minutes: 120 })).toBe(
    'When the reply window closes within 2 hours',
  );
});

test('minutes are said in the largest unit that they fill', () => {
  expect([1, 90, 60, 2_880].map(minutesWords)).toEqual(['1 minute', '90 minutes', '1 hour', '2 days']);
});

test('conditions are counted through their groups', () => {
  const text = { attribute: 'now.text', operator: 'contains' as const, values: ['x'] };
  expect(countConditions({ match: 'all', items: [text, { match: 'any', items: [text, text] }] })).toBe(3);
});
