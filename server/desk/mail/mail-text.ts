import { z } from 'zod';

/** A mail's words as they lie in the database. */
export interface MailWords {
  subject: string;
  paragraphs: unknown;
  link: unknown;
}

// Written by our own verbs alone.
const paragraphsShape = z.array(z.string());
const linkShape = z.object({ label: z.string(), path: z.string() }).nullable();

/**
 * A mail's words as plain text and as simple HTML, saying the same. Everything in them is text, and no name can become
 * markup.
 *
 * @param publicUrl  the desk's own address, for the link; without a slash at the end.
 */
export function writeMail(words: MailWords, publicUrl: string): { text: string; html: string } {
  const paragraphs = paragraphsShape.parse(words.paragraphs);
  const link = linkShape.parse(words.link);
  const address = link && `${publicUrl}${link.path}`;
  const foot = `Sent by Pagedesk at ${publicUrl}.`;
  const text = [...paragraphs, ...(link ? [`${link.label}: ${address}`] : []), `-- \n${foot}`].join('\n\n');
  const html = [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escape(words.subject)}</title></head>`,
    '<body style="font: 15px/1.5 system-ui, sans-serif; color: #1c2024; max-width: 36em; margin: 24px auto; padding: 0 16px">',
    ...paragraphs.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    ...(link ? [`<p><a href="${escape(address ?? '')}">${escape(link.label)}</a></p>`] : []),
    `<p style="font-size: 13px; color: #60646c">${escape(foot)}</p>`,
    '</body></html>',
  ].join('\n');
  return { text: `${text}\n`, html };
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
