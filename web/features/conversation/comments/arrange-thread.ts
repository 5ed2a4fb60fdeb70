import type { MessageId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';

/** A comment with what was said under it; Facebook shows one level of answers, and so do we. */
export type ThreadComment = { kind: 'comment'; key: string; shown: ShownMessage; replies: ShownMessage[] };

export type ThreadRow =
  | ThreadComment
  | { kind: 'note'; key: string; shown: ShownMessage }
  | { kind: 'activity'; key: string; shown: ShownMessage };

/**
 * Turns the messages of a thread, oldest first, into its rows. Answers stand under what they answer, those to answers
 * under the same beginning; what stands under something that is not here is a beginning itself. Notes and lines keep
 * their place in time.
 */
export function arrangeThread(messages: readonly ShownMessage[]): ThreadRow[] {
  const rows: ThreadRow[] = [];
  const beginnings = new Map<MessageId, ThreadComment>();
  for (const shown of messages) {
    const { message, key } = shown;
    if (message.kind !== 'message') {
      rows.push({ kind: message.kind, key, shown });
      continue;
    }
    const parent = message.replyTo?.messageId;
    const over = parent ? beginnings.get(parent) : undefined;
    if (over) {
      over.replies.push(shown);
      beginnings.set(message.id, over);
      continue;
    }
    const row: ThreadComment = { kind: 'comment', key, shown, replies: [] };
    beginnings.set(message.id, row);
    rows.push(row);
  }
  return adopt(rows, beginnings);
}

/** An answer whose parent comes later in time, as clocks differ, finds it all the same. */
function adopt(rows: ThreadRow[], beginnings: ReadonlyMap<MessageId, ThreadComment>): ThreadRow[] {
  return rows.filter((row) => {
    if (row.kind !== 'comment') return true;
    const parent = row.shown.message.replyTo?.messageId;
    const over = parent ? beginnings.get(parent) : undefined;
    if (!over || over === row) return true;
    over.replies.push(row.shown, ...row.replies);
    return false;
  });
}

/** Which comment a public reply would answer when nothing else is chosen: the newest of a person's that is there. */
export function findAnswered(messages: readonly ShownMessage[]): Message | null {
  const asked = messages.findLast(
    ({ message }) => message.comment !== null && message.direction === 'in' && message.unsentAt === null,
  );
  return asked?.message ?? null;
}
