import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, renderPage, textToHtml } from './html.ts';

const flat = (markup: string) => markup.replace(/\s*\n\s*/g, '');

test('what is put into HTML is escaped, unless it is HTML', () => {
  expect(html`<b title="${'"&\''}">${'<i>'}${html`<u></u>`}</b>`.markup).toBe(
    '<b title="&quot;&amp;&#39;">&lt;i&gt;<u></u></b>',
  );
});

test('plain text has paragraphs, headings, lists and links, and nothing else', () => {
  const text = 'Hello\nthere\n\n## Rights\n- one\n- <b>two</b>\n\nSee https://a.example/x?y=1&z=2.';
  expect(flat(textToHtml(text).markup)).toBe(
    '<p>Hello<br />there</p><h2>Rights</h2><ul><li>one</li><li>&lt;b&gt;two&lt;/b&gt;</li></ul>' +
      '<p>See <a href="https://a.example/x?y=1&amp;z=2" rel="noreferrer">https://a.example/x?y=1&amp;z=2</a>.</p>',
  );
});

test('no text brings markup along', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('<', '>', '"', '&', "'", 'a', ' ', '\n', '-', '#', ':', '/', 'https://'),
      }),
      (text) => {
        const markup = textToHtml(text).markup;
        const tags = markup.match(/<[^>]*>/g) ?? [];
        for (const tag of tags) {
          expect(tag).toMatch(/^<(\/?(p|ul|li|h2|a)|br \/|a href="[^"<>]*" rel="noreferrer")>$/);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a title cannot break out of the page', () => {
  const page = renderPage({ title: '</title><script>', body: html`x` });
  expect(page).not.toContain('<script>');
});
