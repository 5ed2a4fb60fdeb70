import type { RoomBody } from '../../../contract/setup-room.ts';
import { insertRoomMessage } from '../../store/room.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';

type Posted = { authorId: string | null; seenBy?: string | null; clientId?: string; body: RoomBody };

/** Puts a message into the setup room and tells those who may see it. @returns its id; null when it was there. */
export async function post(ctx: Context, story: Change, message: Posted): Promise<string | null> {
  const id = ctx.newId();
  const { seenBy = null, clientId = null, ...rest } = message;
  const isNew = await insertRoomMessage(story.tx, { id, ...rest, seenBy, clientId, at: ctx.clock.now() });
  if (isNew) story.announce({ kind: 'room.message-added', subjectId: id });
  return isNew ? id : null;
}

const welcome =
  'Facebook is switched on. Below is all that Facebook asks for before customers can write to this desk; what the desk can see for itself is ticked by itself. Begin with Start Authentication, or write /facebook help.';

/** The bot's one message: the checklist. However often it is asked for, it stands in the room once. */
export async function postChecklist(ctx: Context, story: Change): Promise<void> {
  await post(ctx, story, { authorId: null, body: { kind: 'checklist', text: welcome } });
}

/** A line that says what an administrator did to the whole of Facebook. */
export async function postActivity(
  ctx: Context,
  story: Change,
  { act }: { act: Extract<RoomBody, { kind: 'activity' }>['act'] },
): Promise<void> {
  const by = ctx.actor.name;
  await post(ctx, story, { authorId: actorId(ctx.actor), body: { kind: 'activity', act, by } });
  announceChecklist(story);
}

/** There is one checklist. */
const checklistId = '00000000-0000-7000-8000-000000000001';

/** Tells the administrators how the checklist stands now. */
export function announceChecklist(story: Change): void {
  story.announce({ kind: 'checklist.changed', subjectId: checklistId });
}
