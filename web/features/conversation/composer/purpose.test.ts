import { describe, expect, test } from 'vitest';
import { purposeLine, saidPurpose } from './purpose.ts';

describe('what an answer is for (R136)', () => {
  test('is said once something is chosen; of something else only with words', () => {
    expect(saidPurpose({ kind: null, words: 'The invoice' })).toBeNull();
    expect(saidPurpose({ kind: 'other', words: '  ' })).toBeNull();
    expect(saidPurpose({ kind: 'other', words: ' Keys left behind ' })).toEqual({
      kind: 'other',
      words: 'Keys left behind',
    });
    expect(saidPurpose({ kind: 'order', words: '' })).toEqual({ kind: 'order' });
  });

  test('is told in a line, with the words of its writer', () => {
    expect(purposeLine({ kind: 'question', words: null })).toBe('Answer to a question');
    expect(purposeLine({ kind: 'question', words: 'Size 44' })).toBe('Answer to a question: Size 44');
    expect(purposeLine({ kind: 'other', words: 'Keys left behind' })).toBe('Keys left behind');
  });
});
