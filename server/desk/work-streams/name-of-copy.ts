const longestName = 80;

/** `Chats (copy)`, then `Chats (copy 2)`: the first that nobody bears. */
export function nameOfCopy(name: string, taken: readonly string[]): string {
  const folded = new Set(taken.map((each) => each.toLowerCase()));
  for (let count = 1; ; count++) {
    const end = count === 1 ? ' (copy)' : ` (copy ${count})`;
    const candidate = `${name.slice(0, longestName - end.length)}${end}`;
    if (!folded.has(candidate.toLowerCase())) return candidate;
  }
}
