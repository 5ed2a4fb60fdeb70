/** A department's part of what a rule sends, in whole percent. */
export interface Share {
  departmentId: string;
  percent: number;
}

/**
 * The department to which a conversation falls, by the shares. The same conversation and rule always draw the same lot, so
 * that trying rules out and asking them again say what was done; over many conversations each department gets its share.
 * Where some cannot take anything, those who can divide it as their shares stand to one another. Null: nobody can.
 */
export function drawShare<Of extends Share>(
  shares: readonly Of[],
  lot: string,
  canTake: (share: Of) => boolean,
): Of | null {
  const able = shares.filter(canTake);
  const all = able.reduce((sum, { percent }) => sum + percent, 0);
  let rest = fractionOf(lot) * all;
  for (const share of able) {
    rest -= share.percent;
    if (rest < 0) return share;
  }
  return able.at(-1) ?? null;
}

/** A number from 0 to under 1, evenly spread: FNV-1a with the last mixing of MurmurHash3. */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
