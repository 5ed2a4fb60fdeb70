import type { RoomMessage, WriteRoomMessage } from '../../../contract/setup-room.ts';
import { findRoomMessageByClient } from '../../store/room.ts';
import { actorId, requireRight } from '../access.ts';
import { change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { post } from './post.ts';
import { presentRoomMessage } from './present-message.ts';

/**
 * Says something to the other administrators. Administrators only. A repeated click is the same message. Not audited:
 * the room itself keeps who said what.
 */
export async function writeRoomMessage(
  ctx: Context,
  { clientId, text }: WriteRoomMessage,
): Promise<RoomMessage> {
  requireRight(ctx.actor, 'manage-pages');
  const authorId = actorId(ctx.actor);
  if (authorId === null) throw new Error('Notes are written by people.');
  await change(ctx, (story) => post(ctx, story, { authorId, clientId, body: { kind: 'note', text } }));
  const row = await findRoomMessageByClient(ctx.db, authorId, clientId);
  if (!row) throw conflict('The message was not stored. Send it again.');
  return presentRoomMessage(row);
}
