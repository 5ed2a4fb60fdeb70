import { createHash } from 'node:crypto';

/** Text that may stand in HTML as it is. Made by `html` and `textToHtml` only. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

/** HTML from a template: whatever is put in is escaped, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  return new Html(parts.map((part, index) => part + toMarkup(values[index])).join(''));
}

function toMarkup(value: string | Html | readonly Html[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escape(value);
  return value instanceof Html ? value.markup : value.map((each) => each.markup).join('');
}

/**
 * Plain text as a person writes it: an empty line ends a paragraph, `## ` begins a heading, `- ` an item of a list,
 * and addresses become links. Nothing else has a meaning, so no text can bring markup along.
 */
export function textToHtml(text: string): Html {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
  return new Html(blocks.map((block) => blockToHtml(block).markup).join('\n'));
}

function blockToHtml(block: string): Html {
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('- '))) {
    return html`<ul>
      ${lines.map((line) => html`<li>${withLinks(line.slice(2))}</li>`)}
    </ul>`;
  }
  const [first = '', ...rest] = lines;
  if (first.startsWith('## ')) {
    const below = rest.length > 0 ? blockToHtml(rest.join('\n')) : html``;
    return html`<h2>${first.slice(3)}</h2>
      ${below}`;
  }
  return html`<p>
    ${lines.map((line, index) => (index === 0 ? withLinks(line) : html`<br />${withLinks(line)}`))}
  </p>`;
}

const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g;

function withLinks(line: string): Html {
  const made: Html[] = [];
  let end = 0;
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    made.push(html`${line.slice(end, index)}<a href="${address}" rel="noreferrer">${address}</a>`);
    end = index + address.length;
  }
  return html`${made}${line.slice(end)}`;
}

const style = `
:root { color-scheme: light dark; --ink: #1b2a2f; --soft: #51646b; --ground: #eef1f2; --card: #fff; --line: #d8dfe1; --link: #0b6b75; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4ebed; --soft: #a3b3b8; --ground: #12191c; --card: #1a2327; --line: #2d3a3f; --link: #6cc7d0; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-inline-size: 42rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 2rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 1.75rem 0 0.5rem; }
p, ul, dl { margin: 0 0 1rem; } ul { padding-inline-start: 1.25rem; }
a { color: var(--link); } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
dt { color: var(--soft); font-size: 0.875rem; } dd { margin: 0 0 0.75rem; } code { font-size: 0.9375rem; }
footer { color: var(--soft); font-size: 0.875rem; margin-block-start: 1rem; }
`;

/** Nothing but the page's own styles may load; each is known by its hash. @param formAction  where forms may go. */
export function policyFor(styles: readonly string[], formAction: "'none'" | "'self'"): string {
  const hashes = [style, ...styles].map((text) => createHash('sha256').update(text).digest('base64'));
  return [
    "default-src 'none'",
    `style-src ${hashes.map((hash) => `'sha256-${hash}'`).join(' ')}`,
    "img-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

export const pagePolicy = policyFor([], "'none'");

export interface PublicPage {
  title: string;
  body: Html;
  /** What its words are in. */
  lang?: string;
  /** Beside what all such pages have. */
  moreStyle?: string;
  foot?: Html;
}

const usualFoot = html`<p>
  <a href="/privacy">Privacy</a> · <a href="/data-deletion">Deleting your data</a>
</p>`;

/** A whole page for people without an account: no script, no cookie, readable by everything that reads. */
export function renderPage({ title, body, lang = 'en', moreStyle, foot = usualFoot }: PublicPage): string {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="icon" href="/mark.svg" />
        ${new Html(`<style>${style}</style>`)}${moreStyle ? new Html(`<style>${moreStyle}</style>`) : ''}
      </head>
      <body>
        <main>
          <article>
            <h1>${title}</h1>
            ${body}
          </article>
          <footer>${foot}</footer>
        </main>
      </body>
    </html> `.markup;
}
