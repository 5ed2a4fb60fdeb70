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
  number: number;
  /** The customer's first, then the page's. */
  languages: readonly (string | null)[];
  timeZone: string;
  lines: readonly TranscriptLine[];
}

/**
 * A conversation in words that can be sent to its customer, as plain text and as simple HTML that say the same. Whatever
 * anybody wrote is text, and cannot become markup.
 */
export function writeTranscript(facts: TranscriptFacts): { subject: string; text: string; html: string } {
  const { language, words } = wordsFor(facts.languages);
  const { pageName, timeZone } = facts;
  const fill = (text: string) =>
    text
      .replace('{page}', () => pageName)
      .replace('{number}', String(facts.number))
      .replace('{zone}', timeZone);
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const said = facts.lines.map((line) => ({
    head: headOf(line, time, words),
    body: bodyOf(line, words),
  }));
  const intro = fill(words.intro);
  const foot = fill(words.times);
  const subject = fill(words.subject).replaceAll(/\s+/g, ' ').trim();
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
