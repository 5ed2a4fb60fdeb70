/**
 * Something that stands on a message: it may come before the message itself and then waits for it.
 * Applied in any order and any number of times, marks give the same message.
 */
export type Mark =
  | { kind: 'reaction'; by: 'customer' | 'page'; emoji: string | null; at: Date }
  /** `isIgnorable`: of a comment, whether the new words ask nothing of anybody. */
  | { kind: 'edit'; text: string | null; number: number | null; isIgnorable?: boolean; at: Date }
  | { kind: 'unsend'; at: Date }
  /** A receipt that names the message. */
  | { kind: 'delivered'; at: Date }
  /** A message of ours or theirs quotes it. */
  | { kind: 'quote'; messageId: string; at: Date }
  /** Of a comment: it was hidden, shown again or removed. */
  | { kind: 'moderation'; verb: 'hide' | 'unhide' | 'remove'; at: Date }
  /** Of a comment: what one person feels about it. */
  | { kind: 'feed-reaction'; person: string; reaction: string | null; at: Date }
  /** What the page said where nobody has asked yet: it waits for its thread, under `thread:…`. */
  | { kind: 'held'; said: HeldComment; at: Date };

/** A comment of the page's own, as it waits. */
export interface HeldComment {
  commentId: string;
  parentCommentId: string | null;
  text: string | null;
  media: { type: 'photo' | 'video' | 'link'; url: string }[];
}

/** A mark as it was written to `early_mark`; null when it cannot be read. */
export function readMark(value: unknown): Mark | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('at' in value)) return null;
  // Written by us alone, from a Mark; only the time has become text.
  const mark = value as Omit<Mark, 'at'> & { at: string };
  return { ...mark, at: new Date(mark.at) } as Mark;
}
