import { expect, test } from 'vitest';
import { answerOfUrl } from './answer-of-url.ts';

test('a code or a refusal is handed in with its word, and nothing else', () => {
  expect(answerOfUrl({ state: 's', code: 'c', granted_scopes: 'x' })).toEqual({ state: 's', code: 'c' });
  expect(answerOfUrl({ state: 's', error: 'access_denied', error_description: 'Permissions error' })).toEqual(
    { state: 's', error: 'access_denied' },
  );
  expect(answerOfUrl({ state: 's', error_code: '1349048' })).toEqual({ state: 's', error: '1349048' });
  expect(answerOfUrl({ state: 's' })).toEqual({ state: 's' });
});

test('without its word it is no answer', () => {
  expect(answerOfUrl({ code: 'c' })).toBeNull();
  expect(answerOfUrl({ state: '', code: 'c' })).toBeNull();
});
