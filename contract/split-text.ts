/** The longest text of one Messenger message, in UTF-16 units (a JavaScript string's `length`). */
export const messageTextLimit = 2000;

/**
 * Splits a text into the messages that it is sent as: at paragraphs, else at ends of sentences, else between words;
 * a web address is never cut, nor what a reader sees as one character (an emoji with its parts), unless it alone is
 * longer than the limit. White space at the cuts is dropped; nothing else is.
 *
 * The composer shows with it what the server will send.
 *
 * @param limit  the most that a part may have, in UTF-16 units; at least 1.
 * @returns the parts in order, none empty; nothing for a text of white space alone; the trimmed text if it fits.
 */
export function splitText(text: string, limit: number = messageTextLimit): string[] {
  if (!(limit >= 1)) throw new RangeError('The limit of a part must be at least 1.');
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutOf(rest, limit);
    const part = rest.slice(0, cut).trimEnd();
    parts.push(part);
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Where to cut a text that is longer than the limit: the end of the first part. */
function cutOf(text: string, limit: number): number {
  const address = addressAcross(text, limit);
  // One unit more than fits: white space right behind a full part is a place to cut.
  const head = text.slice(0, Math.min(address ?? limit, limit) + 1);
  const paragraph = lastCut(head, /\n\s*\n/g, 'before');
  const line = lastCut(head, /\n/g, 'before');
  const sentence = lastCut(head, SENTENCE_END, 'behind');
  const word = lastCut(head, /\s+/g, 'before');
  // A cut in the first half wastes a message: then a weaker border further on serves better.
  const strong = [paragraph, line, sentence].find((cut) => cut > limit / 2);
  if (strong !== undefined) return strong;
  if (word > 0) return word;
  return address !== null && address > 0 ? address : lastWholeCharacter(text, limit);
}

const SENTENCE_END =
  /[.!?\u2026]["'\u201d\u2019\u00bb)\]]*(?=\s)|[\u3002\uff01\uff1f]["'\u201d\u2019\u300d)\]]*/gu;

// Ends also at the full-width marks of Chinese and Japanese, which write no space behind an address.
const ADDRESS = /\bhttps?:\/\/[^\s\u3000-\u303f\uff00-\uffef]+/giu;

/** The start of the address that a cut at the limit would go through; null when there is none. */
function addressAcross(text: string, limit: number): number | null {
  for (const { index, 0: address } of text.matchAll(ADDRESS)) {
    if (index >= limit) return null;
    if (index + address.length > limit) return index;
  }
  return null;
}

/** The last place in the head to cut `before` (white space) or `behind` (a full stop) the border; 0 when there is none. */
function lastCut(head: string, border: RegExp, side: 'before' | 'behind'): number {
  let last = 0;
  for (const { index, 0: found } of head.matchAll(border)) {
    const cut = side === 'before' ? index : index + found.length;
    if (cut < head.length) last = cut;
  }
  return last;
}

// Enough for any visible character that people write; a longer one is cut between its code points.
const LONGEST_CHARACTER = 64;

function lastWholeCharacter(text: string, limit: number): number {
  const from = Math.max(0, limit - LONGEST_CHARACTER);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const around = text.slice(from, limit + LONGEST_CHARACTER);
  let end = 0;
  // The first segment may begin inside of a character: only where a second one begins is a border.
  for (const { index } of segmenter.segment(around)) {
    if (index > 0 && from + index <= limit) end = from + index;
  }
  if (end > 0) return end;
  // One character is longer than a part: at least no surrogate pair is torn.
  return limit > 1 && /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
