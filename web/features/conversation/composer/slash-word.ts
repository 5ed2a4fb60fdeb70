import type { SavedReply } from '../../../../contract/saved-replies.ts';

/** A slash, or an exclamation mark, that begins a word, and what is typed behind it up to the caret. */
export type SlashWord = { from: number; to: number; word: string; sign: '/' | '!' };

/**
 * The word with a slash that the caret stands in, or with an exclamation mark and a letter behind it; null when there is
 * none. An address, a date or an exclamation is none.
 */
export function findSlashWord(text: string, caret: number): SlashWord | null {
  const before = text.slice(0, caret);
  const found = /(?:^|\s)(\/|!(?=[\p{L}\p{N}]))([\p{L}\p{N}_-]*)$/u.exec(before);
  if (!found) return null;
  const word = found[2] ?? '';
  return { from: caret - word.length - 1, to: caret, word, sign: found[1] === '!' ? '!' : '/' };
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The replies that a word may mean: whose shortcut begins with it first, then those with it in their title. */
export function matchReplies(replies: readonly SavedReply[], word: string): SavedReply[] {
  const wanted = fold(word);
  if (wanted === '') return [...replies];
  const begins = (reply: SavedReply) => reply.shortcut !== null && fold(reply.shortcut).startsWith(wanted);
  const holds = (reply: SavedReply) => fold(reply.title).includes(wanted);
  return [...replies.filter(begins), ...replies.filter((reply) => !begins(reply) && holds(reply))];
}
