import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import Pdf from 'pdfkit';
import { makePrintable, withoutControls } from './printable.ts';
import { unwrapWoff } from './unwrap-woff.ts';
import { readDirections, type Paragraph } from './visual-runs.ts';

/** One paragraph or several, told apart by line breaks. */
export interface PdfBlock {
  text: string;
  look: 'title' | 'text' | 'small';
  /** Stays on the page on which the next block begins. */
  isHead?: boolean;
}

export interface PdfFacts {
  title: string;
  author: string;
  language: string;
  at: Date;
  blocks: readonly PdfBlock[];
  /** At the end, when the font lacked letters. */
  unknown: string;
  /** At the foot of each page. */
  pageOf: (page: number, pages: number) => string;
}

/** Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, and many signs. */
const fontFile = createRequire(import.meta.url).resolve(
  '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff',
);
const looks = {
  title: { size: 17, lineHeight: 24, after: 8, colour: '#1c2024' },
  text: { size: 10.5, lineHeight: 16, after: 10, colour: '#1c2024' },
  small: { size: 8.5, lineHeight: 14, after: 2, colour: '#60646c' },
} as const;
const margin = 56;
/** Between so many blocks the process sees to other work: a text can be long. */
const blocksAtOnce = 20;

type Document = InstanceType<typeof Pdf>;
/** The letters are joined and put in order over the whole piece, not word by word. */
const shaped = { features: [], lineBreak: false };

/** A text as PDF of A4 pages, its font within. Its letters can be searched and copied. */
export async function writePdf(facts: PdfFacts): Promise<Buffer> {
  const document = new Pdf({
    size: 'A4',
    margin,
    bufferPages: true,
    font: '',
    lang: facts.language,
    displayTitle: true,
    info: { Title: facts.title, Author: facts.author, CreationDate: facts.at },
  });
  const whole = collect(document);
  document.font(unwrapWoff(await readFile(fontFile)));
  const has = readFont(document);
  let y = margin;
  let missing = 0;
  for (const [index, block] of facts.blocks.entries()) {
    if (index % blocksAtOnce === blocksAtOnce - 1) await setImmediate();
    place(block);
  }
  if (missing > 0) place({ text: facts.unknown, look: 'small' });
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    // What stands in the margin would begin a new page.
    document.page.margins.bottom = 0;
    y = document.page.height - margin + 16;
    drawLines(facts.pageOf(page + 1, count), 'small', Infinity);
  }
  document.end();
  return whole;

  function place({ text, look, isHead = false }: PdfBlock) {
    const printable = makePrintable(text, has);
    missing += printable.missing;
    const bottom = document.page.height - margin;
    const below = isHead ? looks.text.lineHeight : 0;
    if (y + looks[look].lineHeight + below > bottom) nextPage();
    drawLines(printable.text, look, bottom);
    y += looks[look].after;
  }

  function nextPage() {
    document.addPage();
    y = margin;
  }

  function drawLines(text: string, look: PdfBlock['look'], bottom: number) {
    const { size, lineHeight, colour } = looks[look];
    const width = document.page.width - 2 * margin;
    document.fontSize(size).fillColor(colour);
    for (const paragraph of text.split(/\r\n?|\n/)) {
      const directions = readDirections(paragraph);
      for (const [start, end] of breakLines(paragraph, width, (piece) => widthOf(document, piece))) {
        if (y + lineHeight > bottom) nextPage();
        drawLine(document, directions, start, end, { y, width });
        y += lineHeight;
      }
    }
  }
}

function drawLine(
  document: Document,
  directions: Paragraph,
  start: number,
  end: number,
  { y, width }: { y: number; width: number },
) {
  const runs = directions.runsOf(start, end).map(withoutControls);
  const widths = runs.map((run) => widthOf(document, run));
  let x = margin;
  if (directions.isRightToLeft) x += width - widths.reduce((sum, one) => sum + one, 0);
  for (const [index, run] of runs.entries()) {
    if (run !== '') document.text(run, x, y, shaped);
    x += widths[index] ?? 0;
  }
}

function widthOf(document: Document, text: string): number {
  return document.widthOfString(withoutControls(text), shaped);
}

/** Where lines begin and end: at spaces, and within what is longer than a line. Spaces at the end are left out. */
export function breakLines(
  text: string,
  width: number,
  measure: (text: string) => number,
): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const piece of piecesOf(text, width, measure)) {
    const isSpace = piece.text.trim() === '';
    if (!isSpace && used > 0 && used + piece.width > width) {
      if (end > start) lines.push([start, end]);
      start = piece.at;
      used = 0;
    }
    used += piece.width;
    if (!isSpace) end = piece.at + piece.text.length;
  }
  lines.push([start, end]);
  return lines;
}

/** Words and the spaces between them; the letters of a word that no line can hold. */
function* piecesOf(text: string, width: number, measure: (text: string) => number) {
  for (const { 0: word, index } of text.matchAll(/\s+|\S+/g)) {
    const whole = measure(word);
    if (whole <= width || word.trim() === '') {
      yield { at: index, text: word, width: whole };
      continue;
    }
    let at = index;
    for (const letter of word) {
      yield { at, text: letter, width: measure(letter) };
      at += letter.length;
    }
  }
}

/** The types do not tell what the font of a document can do. */
function readFont(document: Document): (codePoint: number) => boolean {
  const { _font } = document as unknown as {
    _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  };
  return (codePoint) => _font.font.hasGlyphForCodePoint(codePoint);
}

function collect(document: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
