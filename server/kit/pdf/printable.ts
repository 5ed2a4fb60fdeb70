/** Stands for what the font has no picture of. */
export const unknownSign = '\uFFFD';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Marks that only say how to show their neighbours: without a picture of their own nothing is lost. */
const ignorable = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/u;
/** Marks of direction; they have done their work once it is known where each letter stands. */
const control = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A text as a font can print it: one sign stands for each letter or picture that it lacks. Marks of direction stay.
 *
 * @param has  whether the font has a picture of this code point.
 */
export function makePrintable(
  text: string,
  has: (codePoint: number) => boolean,
): { text: string; missing: number } {
  let missing = 0;
  const pieces = Array.from(
    graphemes.segment(text.normalize('NFC').replaceAll('\t', '    ')),
    ({ segment }) => {
      const points = [...segment].filter((point) => hasOne(point) || !ignorable.test(point));
      if (points.every((point) => hasOne(point) || isControl(point))) return points.join('');
      missing++;
      return unknownSign;
    },
  );
  return { text: pieces.join(''), missing };

  function hasOne(point: string): boolean {
    return has(point.codePointAt(0) ?? 0);
  }
}

/** The same without marks that are not printed. */
export function withoutControls(text: string): string {
  return text.replaceAll(control, '');
}

function isControl(point: string): boolean {
  return withoutControls(point) === '';
}
