import { unknownSign } from '../../kit/pdf/printable.ts';
import { writePdf } from '../../kit/pdf/write-pdf.ts';
import { wordsFor, type TranscriptWords } from './words.ts';

/** Something that was said to or by the customer. */
export interface TranscriptLine {
  at: Date;
  /** Who said it: the customer's name, an agent's, or the page's. */
  name: string;
  text: string | null;
  /** Its writer took it back. */
  isRemoved: boolean;
  isAutomated: boolean;
  /** Names of what was attached. */
  files: readonly string[];
}

export interface TranscriptFacts {
  pageName: string;
  /** Null when Facebook told none. */
  customerName: string | null;
  number: number;
  /** The customer's first, then the page's. */
  languages: readonly (string | null)[];
  timeZone: string;
  lines: readonly TranscriptLine[];
}

/** What stands in a transcript, whatever becomes of it. */
interface TranscriptParts {
  language: string;
  words: TranscriptWords;
  subject: string;
  intro: string;
  foot: string;
  said: { head: string; body: string }[];
}

/**
 * A conversation in words that can be sent to its customer, as plain text and as simple HTML that say the same. Whatever
 * anybody wrote is text, and cannot become markup.
 */
export function writeTranscript(facts: TranscriptFacts): { subject: string; text: string; html: string } {
  const { language, subject, intro, foot, said } = partsOf(facts);
  const text = [intro, ...said.map(({ head, body }) => `${head}\n${body}`), `-- \n${foot}`].join('\n\n');
  const html = [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>`,
    '<body style="font: 15px/1.5 system-ui, sans-serif; color: #1c2024; max-width: 42em; margin: 24px auto; padding: 0 16px">',
    `<p>${escape(intro)}</p>`,
    ...said.map(
      ({ head, body }) =>
        `<p><span style="font-size: 13px; color: #60646c">${escape(head)}</span><br><span dir="auto">${escape(body)}</span></p>`,
    ),
    `<p style="font-size: 13px; color: #60646c">${escape(foot)}</p>`,
    '</body></html>',
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

/** The same as PDF, with the customer's name above, and numbered pages. */
export function writeTranscriptPdf(facts: TranscriptFacts, at: Date): Promise<Buffer> {
  const { language, words, subject, intro, foot, said } = partsOf(facts);
  const { customerName, pageName } = facts;
  return writePdf({
    title: subject,
    author: pageName,
    language,
    at,
    unknown: words.unknown.replace('{sign}', unknownSign),
    pageOf: (page, pages) => words.sheet.replace('{sheet}', `${page}`).replace('{sheets}', `${pages}`),
    blocks: [
      { text: subject, look: 'title' },
      { text: intro, look: 'text' },
      ...(customerName === null
        ? []
        : [{ text: words.customer.replace('{name}', () => customerName), look: 'text' } as const]),
      ...said.flatMap(
        ({ head, body }) =>
          [
            { text: head, look: 'small', isHead: true },
            { text: body, look: 'text' },
          ] as const,
      ),
      { text: foot, look: 'small' },
    ],
  });
}

function partsOf(facts: TranscriptFacts): TranscriptParts {
  const { language, words } = wordsFor(facts.languages);
  const { pageName, timeZone } = facts;
  const fill = (text: string) =>
    text
      .replace('{page}', () => pageName)
      .replace('{number}', String(facts.number))
      .replace('{zone}', timeZone);
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return {
    language,
    words,
    subject: fill(words.subject).replaceAll(/\s+/g, ' ').trim(),
    intro: fill(words.intro),
    foot: fill(words.times),
    said: facts.lines.map((line) => ({ head: headOf(line, time, words), body: bodyOf(line, words) })),
  };
}

function headOf(line: TranscriptLine, time: Intl.DateTimeFormat, words: TranscriptWords): string {
  const mark = line.isAutomated ? ` (${words.automatic})` : '';
  return `${line.name}${mark} · ${time.format(line.at)}`;
}

function bodyOf({ text, files, isRemoved }: TranscriptLine, words: TranscriptWords): string {
  if (isRemoved) return words.removed;
  return [...(text ? [text] : []), ...files.map((name) => `[${words.file}: ${name}]`)].join('\n');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
