/**
 * Something that stands on a message: it may come before the message itself and then waits for it.
 * Applied in any order and any number of times, marks give the same message.
 */
export type Mark =
  | { kind: 'reaction'; by: 'customer' | 'page'; emoji: string | null; at: Date }
  | { kind: 'edit'; text: string | null; number: number | null; at: Date }
  | { kind: 'unsend'; at: Date }
  /** A receipt that names the message. */
  | { kind: 'delivered'; at: Date }
  /** A message of ours or theirs quotes it. */
  | { kind: 'quote'; messageId: string; at: Date };

/** A mark as it was written to `early_mark`; null when it cannot be read. */
export function readMark(value: unknown): Mark | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('at' in value)) return null;
  // Written by us alone, from a Mark; only the time has become text.
  const mark = value as Omit<Mark, 'at'> & { at: string };
  return { ...mark, at: new Date(mark.at) } as Mark;
}
