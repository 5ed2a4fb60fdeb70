import { expect, test } from 'vitest';
import { readPdfText } from '../../testing/pdf-text.ts';
import { makePrintable } from './printable.ts';
import { readDirections } from './visual-runs.ts';
import { breakLines, writePdf, type PdfBlock } from './write-pdf.ts';

const write = (blocks: PdfBlock[]) =>
  writePdf({
    title: 'A title',
    author: 'Somebody',
    language: 'en',
    at: new Date(0),
    blocks,
    unknown: 'Some are missing.',
    pageOf: (page, pages) => `${page} of ${pages}`,
  });

test('the letters of Europe, of Hebrew and Arabic are printed, and nothing is said to be missing (N19)', async () => {
  const said = ['Grüße, Łódź, İstanbul', 'Где мой заказ?', 'Καλημέρα', '„déjà vu“ – 5 €'];
  const pdf = await write([...said, 'שלום', 'مرحبا'].map((text) => ({ text, look: 'text' })));
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
  const [text = ''] = readPdfText(pdf);
  for (const words of said) expect(text).toContain(words);
  expect(text).toContain('םולש');
  expect(text).not.toContain('missing');
});

test('each letter and picture that the font lacks is one sign, and a line says so (N19)', async () => {
  const [text = ''] = readPdfText(await write([{ text: 'Hi 👨‍👩‍👧 👍🏽 你好 there', look: 'text' }]));
  expect(text).toContain('Hi � � �� there\nSome are missing.');
  expect(
    makePrintable('❤️ e\u0301', (point) => point === 0x2764 || point === 0x20 || point === 0xe9),
  ).toEqual({
    text: '❤ é',
    missing: 0,
  });
});

test('a long text goes on over numbered pages, and loses no line (N19)', async () => {
  const lines = Array.from({ length: 120 }, (_, index) => `Line number ${index}.`);
  const pages = readPdfText(await write([{ text: lines.join('\n'), look: 'text' }]));
  expect(pages).toHaveLength(3);
  expect(pages.map((page) => page.split('\n').at(-1))).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  expect(pages.flatMap((page) => page.split('\n').slice(0, -1))).toEqual(lines);
});

test('lines break at spaces, and within what is longer than a line (N19)', () => {
  const broken = (text: string) =>
    breakLines(text, 5, (piece) => piece.length).map(([start, end]) => text.slice(start, end));
  expect(broken('one two  three')).toEqual(['one', 'two', 'three']);
  expect(broken('a bcdefghijk lm')).toEqual(['a bcd', 'efghi', 'jk lm']);
  expect(broken('')).toEqual(['']);
});

test('what runs from right to left stands in its order on paper, numbers and brackets too (N19)', () => {
  const text = 'אב (12) גד ok';
  const paragraph = readDirections(text);
  expect(paragraph.isRightToLeft).toBe(true);
  expect(paragraph.runsOf(0, text.length)).toEqual(['ok', '( גד ', '12', 'אב )']);
  expect(readDirections('Say שלום now').runsOf(0, 12)).toEqual(['Say ', 'שלום', ' now']);
});
