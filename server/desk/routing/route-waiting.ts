import { readBeginnings } from '../../store/beginnings.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { endRouting, findStreamOf } from '../../store/routing-rules.ts';
import { change, type Context } from '../context.ts';
import { loadRouting } from './rule-sets.ts';
import { moveWaiting } from './move-waiting.ts';
import { readSurroundings } from './surroundings.ts';

/**
 * Sends a conversation to its department that waited for the person's profile. Once the time is over it goes with what
 * is known. Who took it meanwhile keeps it. Safe to run again.
 *
 * No access check: the rules of its work stream speak.
 */
export async function routeWaiting(ctx: Context, input: { conversationId: string }): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    await lockConversationRow(tx, input.conversationId);
    const [row] = await readBeginnings(tx, [input.conversationId]);
    if (!row || row.routesUntil === null) return;
    const stream = await findStreamOf(tx, row.id);
    const routing = stream && (await loadRouting(tx, stream));
    if (!routing || row.status !== 'open' || row.assigneeId !== null) {
      await endRouting(tx, row.id);
      story.announce({ kind: 'conversation.changed', subjectId: row.id, departments: [row.departmentId] });
      return;
    }
    const surroundings = await readSurroundings(tx);
    await moveWaiting(ctx, story, [row], { routing, workStreamId: stream.id, surroundings });
  });
}
