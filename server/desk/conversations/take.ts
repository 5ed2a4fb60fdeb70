import { byIds, change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { requireRoom } from '../distribution/require-room.ts';
import { carryOut, lockVisible, requirePerson } from './act.ts';
import { nextStatus } from './life-cycle.ts';

/**
 * Takes a conversation that is nobody's, or one's own parked one. Taking again what one has changes nothing.
 *
 * @throws Problem `not-found`; `conflict` when a colleague has it (`data.assignee` is who), it is closed, or the work
 * stream does not let them take it, as while they have no room.
 */
export async function takeConversation(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    const { status, assigneeId } = conversation;
    if (assigneeId === actor.userId && status === 'active') return;
    if (assigneeId !== null && assigneeId !== actor.userId) {
      const name = conversation.assigneeName ?? 'A colleague';
      throw conflict(`${name} has taken this conversation.`, { assignee: { id: assigneeId, name } });
    }
    const next = nextStatus(status, 'take');
    if (next === null) throw conflict('This conversation is closed. Reopen it to go on.');
    if (assigneeId === null) await requireRoom(story, actor, conversation, ctx.clock.now());
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: actor.userId,
      activity: { type: 'taken', by: actor.name },
    });
  });
}
