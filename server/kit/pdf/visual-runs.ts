import createBidi from 'bidi-js';

// Its types speak of a `default` that a CommonJS package does not have here.
const bidi = (createBidi as unknown as typeof createBidi.default)();

export interface Paragraph {
  /** Whether it begins at the right edge: its first letter with a direction says so. */
  isRightToLeft: boolean;
  /** The line from `start` up to `end` in pieces of one direction, as they stand on paper from the left. */
  runsOf(start: number, end: number): string[];
}

/** Where the pieces of a paragraph stand that mixes directions. Source: Unicode Standard Annex 9. */
export function readDirections(text: string): Paragraph {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text);
  const base = paragraphs[0]?.level ?? 0;
  return {
    isRightToLeft: base % 2 === 1,
    runsOf(start, end) {
      const mirrored = bidi.getMirroredCharactersMap(text, levels, start, end - 1);
      const runs: { level: number; text: string }[] = [];
      for (let at = start; at < end; at++) {
        const level = levels[at] ?? base;
        const letter = mirrored.get(at) ?? text.charAt(at);
        const last = runs.at(-1);
        if (last && last.level === level) last.text += letter;
        else runs.push({ level, text: letter });
      }
      return inVisualOrder(runs).map((run) => run.text);
    },
  };
}

/** From the deepest level up, whatever is at least as deep is turned round together: rule L2. */
function inVisualOrder<R extends { level: number }>(runs: readonly R[]): R[] {
  const ordered = [...runs];
  const deepest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = deepest; level > 0; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to++;
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).toReversed());
      from = to;
    }
  }
  return ordered;
}
