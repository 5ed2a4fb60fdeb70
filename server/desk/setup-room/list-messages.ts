import type { RoomMessages } from '../../../contract/setup-room.ts';
import { listRoomMessages } from '../../store/room.ts';
import { actorId, requireAdministrator } from '../access.ts';
import type { Context } from '../context.ts';
import { readTimelineCursor, writeTimelineCursor } from '../conversations/list-cursor.ts';
import { presentRoomMessage } from './present-message.ts';

/** What was said in the setup room, the oldest of the page first. Administrators only, each without the others' commands. */
export async function listRoom(
  ctx: Context,
  query: { before?: string | undefined; limit: number },
): Promise<RoomMessages> {
  requireAdministrator(ctx.actor);
  const userId = actorId(ctx.actor);
  if (userId === null) throw new Error('The room is read by people.');
  const rows = await listRoomMessages(ctx.db, {
    userId,
    before: query.before ? readTimelineCursor(query.before, 'before') : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const oldest = shown.at(-1);
  return {
    items: shown.toReversed().map(presentRoomMessage),
    before: rows.length > query.limit && oldest ? writeTimelineCursor(oldest) : null,
  };
}
