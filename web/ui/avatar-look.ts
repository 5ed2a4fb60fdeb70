/** First letters of the first and the last word, upper case; one letter for one word. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return first + last || '?';
}

function firstLetter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0].toLocaleUpperCase() ?? '';
}

/** The pair of avatar colours of a name, 1 to 8: the same for a person on every screen and every day. */
export function colorOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  // The low bits alone put too many names on one colour.
  return (((hash ^ (hash >>> 20)) >>> 0) % 8) + 1;
}
