/** A piece of what somebody wrote. */
export type TextPiece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'mention'; text: string };

const address = /https:\/\/[^\s<>"'`{}|\\^]+/giu;
const mention = /(?<![\p{L}\p{N}_@.])@\p{L}[\p{L}\p{N}_-]*/gu;

/**
 * Parts text into plain words, addresses that may be opened, and (in notes) mentions. Only https becomes
 * a link; nothing is ever taken for markup.
 */
export function toPieces(text: string, options: { mentions: boolean } = { mentions: false }): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const link = toLink(match[0]);
    if (link === null) continue;
    pieces.push(...toWords(text.slice(from, match.index), options.mentions), link);
    from = match.index + link.text.length;
  }
  pieces.push(...toWords(text.slice(from), options.mentions));
  return pieces;
}

function toWords(text: string, withMentions: boolean): TextPiece[] {
  if (text === '') return [];
  if (!withMentions) return [{ kind: 'text', text }];
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(mention)) {
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'mention', text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

function toLink(found: string): TextPiece | null {
  const text = trimEnd(found);
  const href = toSafeHref(text);
  return href === null ? null : { kind: 'link', text, href };
}

/** A full stop after an address, or a bracket that was opened before it, belongs to the sentence. */
function trimEnd(found: string): string {
  let text = found;
  for (;;) {
    const last = text.at(-1) ?? '';
    const openedBefore =
      (last === ')' && count(text, '(') < count(text, ')')) ||
      (last === ']' && count(text, '[') < count(text, ']'));
    if (!openedBefore && !/[.,;:!?…*_~’”»]/u.test(last)) return text;
    text = text.slice(0, -1);
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** The address as a browser would open it; null for anything but https, or with a name and password in it. */
export function toSafeHref(text: string): string | null {
  try {
    const url = new URL(text);
    if (url.protocol !== 'https:' || url.hostname === '') return null;
    if (url.username !== '' || url.password !== '') return null;
    return url.href;
  } catch {
    return null;
  }
}

/** `tracking.example.org` of an address, for the small line of a card. */
export function hostOf(href: string): string {
  try {
    return new URL(href).hostname.replace(/^www\./u, '');
  } catch {
    return href;
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const emojiSign = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;
const longestEmojiText = 60;

/** How many emoji a text is made of when it holds nothing else; 0 when it holds anything else. */
export function countLoneEmoji(text: string): number {
  const trimmed = text.trim();
  // Nearly every text ends here: taking it apart is dear.
  if (trimmed === '' || trimmed.length > longestEmojiText || /\p{L}/u.test(trimmed)) return 0;
  let emoji = 0;
  for (const { segment } of graphemes.segment(trimmed)) {
    if (/^\s+$/u.test(segment)) continue;
    if (!emojiSign.test(segment)) return 0;
    emoji += 1;
  }
  return emoji;
}
