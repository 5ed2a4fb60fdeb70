import type { FormForApp } from '../webhooks/outbox.ts';
import type { ThreadRecord } from '../world/records.ts';
import { holderOf, type Routed } from './holder.ts';

/** What apps hear of a thread that another one holds. */
const standbyFields = [
  'messages',
  'message_echoes',
  'message_reads',
  'message_deliveries',
  'messaging_postbacks',
];

/** Whoever holds the thread hears of it in `messaging`, the others in `standby`: without payloads, and not of everything. */
export function channelOf(routed: Routed, thread: ThreadRecord): FormForApp {
  const holder = holderOf(routed, thread);
  return (app, item) => {
    if (holder === null || holder === app.id) return item;
    if (!standbyFields.includes(item.field)) return null;
    return { ...item, field: 'standby', channel: 'standby', item: withoutPayload(item.item) };
  };
}

function withoutPayload(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('postback' in event)) return event;
  const { postback } = event;
  if (typeof postback !== 'object' || postback === null) return event;
  return { ...event, postback: { ...postback, payload: undefined } };
}
