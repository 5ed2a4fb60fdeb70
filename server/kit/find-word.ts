/** Points of Hebrew, vowel signs of Arabic, and the accents of Latin, Greek and Cyrillic: words are the same without. */
const accents =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
/** Letters that Unicode does not take apart. */
const plain: Record<string, string> = { ł: 'l', đ: 'd', ø: 'o', ħ: 'h', æ: 'ae', œ: 'oe', ς: 'σ', ـ: '' };
/** Written without spaces between words, or with endings that hang on them: a word's border cannot be seen. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;

/** How words are compared: case, accents, width and what stands between words aside. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/[łđøħæœςـ]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

const folded = new WeakMap<readonly string[], string[]>();

/**
 * The first of some words or phrases that stands in a text as a whole word, as the list has it; null when none does. In
 * writings without spaces between words it may stand anywhere. What has neither letter nor digit is never found.
 *
 * @param words  the same array again is made ready once.
 */
export function findWord(text: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const ready = folded.get(words) ?? words.map(fold);
  folded.set(words, ready);
  const here = ` ${fold(text)} `;
  return words[ready.findIndex((word) => word !== '' && stands(word, here))] ?? null;
}

function stands(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    // What is written over or under a letter belongs to it.
    if (/\p{M}/u.test(text[end] ?? '')) continue;
    if (isBorder(text[at - 1], word[0]) && isBorder(text[end], word.at(-1))) return true;
  }
  return false;
}

function isBorder(beside: string | undefined, edge: string | undefined): boolean {
  if (beside === undefined || beside === ' ') return true;
  return unspaced.test(beside) || (edge !== undefined && unspaced.test(edge));
}
