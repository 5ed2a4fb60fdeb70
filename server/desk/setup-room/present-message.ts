import type { UserId } from '../../../contract/ids.ts';
import type { RoomBody, RoomMessage } from '../../../contract/setup-room.ts';
import { findRoomMessages, type RoomMessageRow } from '../../store/room.ts';
import type { Context } from '../context.ts';

export function presentRoomMessage(row: RoomMessageRow): RoomMessage {
  return {
    id: row.id,
    at: row.at.toISOString(),
    author: row.authorId === null ? null : { id: row.authorId as UserId, name: row.authorName ?? '' },
    isPrivate: row.seenBy !== null,
    // Written by `store/room.ts` in this shape, and by nobody else.
    body: row.body as RoomBody,
  };
}

/** Messages by ids, each with the one who may see it; whoever asks. For those who tell the browsers. */
export async function presentRoomMessages(
  db: Context['db'],
  ids: readonly string[],
): Promise<{ message: RoomMessage; seenBy: string | null }[]> {
  return (await findRoomMessages(db, ids)).map((row) => ({
    message: presentRoomMessage(row),
    seenBy: row.seenBy,
  }));
}
