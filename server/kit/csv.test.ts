import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('commas, quotes and lines stay within their cell, and numbers are numbers', () => {
  expect(toCsv([['a, "b"', 'c\nd', 4, null]])).toBe('\uFEFF"a, ""b""","c\nd",4,\r\n');
});

test('no word becomes a formula', () => {
  expect(toCsv([['=1+1', '+1', '-1', '@x', '\t=1', 'a=1', -1]])).toBe(
    "\uFEFF'=1+1,'+1,'-1,'@x,'\t=1,a=1,-1\r\n",
  );
});
