import { uuidOf } from '../../kit/uuid-of.ts';
import { listTriggersOn, takeStretches } from '../../store/triggers.ts';
import { clockEvents } from '../../../contract/triggers.ts';
import { change, type Context } from '../context.ts';
import { runTriggersJob } from '../jobs.ts';
import { isClockEvent } from './content.ts';

/** So many of each trigger in one round. */
const mostAtOnce = 200;

/**
 * Looks for what the clock sets off: who waits for so long, which window closes and which promise is due soon. Each
 * stretch is told once; safe to run twice at once. Costs one look where no trigger goes by the clock.
 *
 * @returns whether there may be more.
 */
export async function watchTriggers(ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  let isFull = false;
  for (const { id, event, minutes, onSince } of await listTriggersOn(ctx.db, [...clockEvents])) {
    if (!isClockEvent(event) || onSince === null) continue;
    const trigger = { id, event, minutes: minutes ?? 0, onSince };
    const count = await change(ctx, async (story) => {
      const due = await takeStretches(story.tx, trigger, now, mostAtOnce);
      for (const { conversationId, since } of due) {
        const eventId = uuidOf(id, conversationId, since.toISOString());
        story.enqueue(runTriggersJob({ id: eventId, event, conversationId, at: now, triggerId: id, since }));
      }
      return due.length;
    });
    isFull ||= count === mostAtOnce;
  }
  return isFull;
}
