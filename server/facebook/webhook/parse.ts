import { asId, asObject, asTime, type JsonObject, type JsonValue } from '../json.ts';
import type { ItemPosition } from './envelope.ts';
import type { EventBase, PageEvent, UnknownEvent } from './page-event.ts';
import { parseFeedChange } from './parse-feed.ts';
import { parseMessaging } from './parse-messaging.ts';
import { personOfChange, personOfMessaging } from './person.ts';

/** What an item does not say itself; `itemAt` finds it. */
export interface ItemContext {
  pageId: string;
  list: ItemPosition['list'];
  /** The entry's `time` as sent; stands in where an event has no time of its own. */
  entryTime?: JsonValue | undefined;
}

/**
 * Turns one item of a delivery into events: nearly always one, more when Meta puts several kinds into one item.
 * Every shape that Meta has used since 2015 is understood, every field but the telling ones may be missing, null
 * or of a wrong type, and what remains is `unknown` with the item kept. Never throws, never returns nothing.
 *
 * Source: Meta, Messenger Platform, "Webhook events"; Pages API, "Webhooks for Pages"; both read 2026-11-20.
 */
export function parseItem(item: JsonValue | undefined, context: ItemContext): PageEvent[] {
  const fields = asObject(item);
  if (fields === null || context.list === 'entry') return [unknown(item, context, null, 'malformed')];
  return context.list === 'changes'
    ? parseChange(fields, context)
    : parseMessaging(fields, messagingBase(fields, fields, context));
}

function parseChange(change: JsonObject, context: ItemContext): PageEvent[] {
  const field = asId(change['field']);
  const value = asObject(change['value']);
  if (value === null) return [unknown(change, context, field, 'malformed')];
  const isMessaging = asObject(value['sender']) !== null || asObject(value['recipient']) !== null;
  if (isMessaging) return parseMessaging(value, messagingBase(value, change, context, field === 'standby'));
  return [
    parseFeedChange(field, value, {
      pageId: context.pageId,
      personId: personOfChange(value),
      at: asTime(context.entryTime) ?? asTime(value['created_time']),
      standby: false,
      raw: change,
    }),
  ];
}

function messagingBase(
  item: JsonObject,
  raw: JsonObject,
  context: ItemContext,
  standby = context.list === 'standby',
): EventBase {
  return {
    pageId: context.pageId,
    personId: personOfMessaging(item, context.pageId),
    at: asTime(item['timestamp']) ?? asTime(context.entryTime),
    standby,
    raw,
  };
}

function unknown(
  item: JsonValue | undefined,
  context: ItemContext,
  rawKind: string | null,
  reason: UnknownEvent['reason'],
): UnknownEvent {
  return {
    kind: 'unknown',
    rawKind,
    reason,
    pageId: context.pageId,
    personId: null,
    at: asTime(context.entryTime),
    standby: context.list === 'standby',
    raw: item ?? null,
  };
}
