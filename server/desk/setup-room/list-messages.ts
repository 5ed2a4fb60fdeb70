import type { RoomMessages } from '../../../contract/setup-room.ts';
import { listRoomMessages } from '../../store/room.ts';
import { actorId, requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
import { presentRoomMessage } from './present-message.ts';

/** What was said in the setup room, the oldest of the page first. Administrators only, each without the others' commands. */
export async function listRoom(
  ctx: Context,
  query: { before?: string | undefined; limit: number },
): Promise<RoomMessages> {
  requireRight(ctx.actor, 'manage-pages');
  const userId = actorId(ctx.actor);
  if (userId === null) throw new Error('The room is read by people.');
  const rows = await listRoomMessages(ctx.db, {
    userId,
    before: readPlace(query.before, 'before'),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.toReversed().map(presentRoomMessage),
    before: writePlace(last),
  };
}
