import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern, PatternProblem } from './linear-pattern.ts';

const finds = (pattern: string, text: string) =>
  compilePattern(pattern)
    .findAll(text)
    ?.map(({ start, end }) => text.slice(start, end));

test('finds what a regular expression finds', () => {
  expect(finds(String.raw`\b\d{3}-\d{2}-\d{4}\b`, 'SSN 123-45-6789, not 1123-45-67890')).toEqual([
    '123-45-6789',
  ]);
  expect(finds('colou?r', 'Color and COLOUR')).toEqual(['Color', 'COLOUR']);
  expect(finds('a|ab|abc', 'abcab')).toEqual(['abc', 'ab']);
  expect(finds('[^a-z ]+', 'ab ÄÖ 12')).toEqual(['ÄÖ', '12']);
  expect(finds('^x|x$', 'xax')).toEqual(['x', 'x']);
  expect(finds(String.raw`(?:ab){2,3}\.`, 'ababab. ab.')).toEqual(['ababab.']);
  expect(finds('', 'anything')).toEqual([]);
  expect(finds('a*', 'bbb')).toEqual([]);
});

test.each([
  '(',
  ')',
  '[a',
  '*a',
  'a{5,2}',
  String.raw`a\1`,
  '(?=a)',
  '(?<n>a)',
  '\\',
  '[z-a]',
  '(a{900}){900}',
  '('.repeat(99),
])('refuses %s with a sentence', (pattern) => {
  expect(() => compilePattern(pattern)).toThrow(PatternProblem);
});

test('finds at every place the longest of what JavaScript’s own expressions find there', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    String.raw`\d`,
    String.raw`\w`,
    String.raw`\s`,
    String.raw`\b`,
    '(a|b1)',
    '(?:ab|a)',
  );
  const repeated = fc
    .tuple(piece, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}'))
    .map(([part, times]) => (part.startsWith('\\b') ? part : part + times));
  const pattern = fc.array(repeated, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  const text = fc.string({ unit: fc.constantFrom(...'ab1 B'), maxLength: 14 });
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const expected: string[] = [];
      for (let start = 0; start < subject.length;) {
        let end = -1;
        for (let to = subject.length; to > start && end < 0; to--) {
          // The whole of this stretch, with what stands around it for the edges.
          const around = `(?<=^[^]{${start}})(?:${source})(?=[^]{${subject.length - to}}$)`;
          if (new RegExp(around, 'i').exec(subject)?.[0].length === to - start) end = to;
        }
        if (end > 0) expected.push(subject.slice(start, end));
        start = end > 0 ? end : start + 1;
      }
      expect(finds(source, subject)).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  String.raw`(a+)+$`,
  '(a|aa)*b',
  String.raw`(.*)(.*)(.*)(.*)x`,
  '(a?){50}a{50}',
  String.raw`\w*\w*\w*\d`,
])('a pattern that would hold up others for ever is given up or done in no time: %s', (pattern) => {
  const compiled = compilePattern(pattern);
  const before = performance.now();
  for (const text of ['a'.repeat(2_000), 'a'.repeat(60_000), 'ab'.repeat(1_000)]) compiled.findAll(text);
  expect(performance.now() - before).toBeLessThan(3_000);
});
