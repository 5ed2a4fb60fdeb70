import { expect, test } from 'vitest';
import { missingWords } from './missing-words.ts';

test('R99: a file that the page does not take is told with its kind and size', () => {
  const words = missingWords({ kind: 'image', name: null, sizeBytes: 2_200_000, failure: 'off' });
  expect(words.title).toBe('A file was not accepted');
  expect(words.fact).toBe('Picture · 2.1 MB: this page takes no files from customers');
});

test('what Facebook no longer had is told by its name, and nothing is said of a size that nobody knows', () => {
  const words = missingWords({ kind: 'file', name: 'slip.pdf', sizeBytes: null, failure: 'expired' });
  expect(words).toEqual({
    title: 'File not available',
    fact: 'File · slip.pdf: Facebook no longer had it',
  });
});
