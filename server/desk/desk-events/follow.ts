import type { Activity } from '../../../contract/messages.ts';
import {
  endFollowing,
  followLog,
  readEventRows,
  takeFollower,
  type EventRow,
} from '../../store/desk-events.ts';
import { insertDeliveries, listWanting, type NewDelivery } from '../../store/outgoing-webhooks.ts';
import { listWantedEvents } from '../../store/triggers.ts';
import { uuidOf } from '../../kit/uuid-of.ts';
import { change, type Change, type Context } from '../context.ts';
import { runTriggersJob, sendWebhookJob } from '../jobs.ts';
import { bodyOf } from '../outgoing-webhooks/body.ts';
import { triggerEventsOf } from '../triggers/events-of.ts';
import { eventsOf } from './event-of.ts';

/**
 * Reads what happened since the last time off the live log, which every change writes anyway, and leaves to other
 * programs what they want to know, and to triggers what sets them off: nothing is asked of intake. The place in the log moves in the same transaction, so
 * that nothing is left out and nothing told twice; where nobody wants to know, the log is not followed.
 *
 * No access check: who made an endpoint was checked.
 *
 * @returns how many deliveries were left.
 */
export async function followEvents(ctx: Context): Promise<number> {
  return change(ctx, async (story) => {
    const since = await takeFollower(story.tx);
    if (since === undefined) return 0;
    const wanting = await listWanting(story.tx);
    const wanted = await listWantedEvents(story.tx);
    if (wanting.length === 0 && wanted.size === 0) {
      await endFollowing(story.tx);
      return 0;
    }
    const rows = await readEventRows(story.tx, await followLog(story.tx, since));
    for (const row of rows) leaveToTriggers(story, row, wanted);
    const createdAt = ctx.clock.now();
    const deliveries = rows.flatMap((row): NewDelivery[] =>
      eventsOf({ ...row, activity: row.activity as Activity | null }).flatMap((event) => {
        const eventId = uuidOf(row.messageId, event);
        const { conversationId, contactId } = row;
        const body = bodyOf({ id: eventId, event, at: row.createdAt }, row);
        return wanting
          .filter((endpoint) => endpoint.events.includes(event))
          .map((endpoint) => ({
            id: ctx.newId(),
            endpointId: endpoint.id,
            eventId,
            event,
            conversationId,
            contactId,
            body,
            createdAt,
          }));
      }),
    );
    const isNew = await insertDeliveries(story.tx, deliveries);
    for (const delivery of deliveries) if (isNew.has(delivery.id)) story.enqueue(sendWebhookJob(delivery));
    return isNew.size;
  });
}

function leaveToTriggers(story: Change, row: EventRow, wanted: ReadonlySet<string>): void {
  if (wanted.size === 0) return;
  const { messageId, conversationId, createdAt: at, runId } = row;
  for (const event of triggerEventsOf({ ...row, activity: row.activity as Activity | null })) {
    if (!wanted.has(event)) continue;
    const id = uuidOf(messageId, `trigger ${event}`);
    story.enqueue(
      runTriggersJob({ id, event, conversationId, messageId, at, ...(runId === null ? {} : { runId }) }),
    );
  }
}
