import { asId, asList, asObject, type JsonObject, type JsonValue, parseJson } from '../json.ts';
import { feedOrderKey } from './feed-ids.ts';
import { personOfChange, personOfMessaging } from './person.ts';

/** Where an item stands in its delivery. `entry` is an entry that could not be split, as a whole. */
export interface ItemPosition {
  /** Index in the body's `entry` list. */
  entry: number;
  list: 'messaging' | 'standby' | 'changes' | 'entry';
  /** Index in that list; 0 for a whole entry. */
  index: number;
}

/** One thing to do: what must be known of it to put it into the right queue, and nothing more. */
export interface EnvelopeItem {
  /** Null when the entry does not tell. */
  pageId: string | null;
  /**
   * Items of one page with the same key must be applied in this order: the PSID of a message (in an echo the
   * recipient's), the post of what is public (`post:…`), else whom the item names. Empty when nobody is named.
   */
  personKey: string;
  position: ItemPosition;
  /** True when no item can be seen in it; it travels alone and is told as `unknown` by `parseItem`. */
  isMalformed: boolean;
}

/** What splitting a delivery gives. */
export type Envelope =
  | {
      ok: true;
      /** `page`, or what else the delivery is about (`instagram`, `permissions`, `user`): then there are no items. */
      object: string | null;
      items: EnvelopeItem[];
    }
  /** `not-json`: no JSON in UTF-8 · `not-an-envelope`: JSON, but no delivery. */
  | { ok: false; reason: 'not-json' | 'not-an-envelope' };

/**
 * Splits a delivery into its items without understanding them. What is malformed becomes an item of its own
 * and takes nothing along. Accepts also the dashboard's test shape, a bare `{field, value}`.
 *
 * Stands on the way to the 200: 2 to 3 µs for a body of 600 bytes (Node 20, 2026-11-21, envelope.test.ts).
 * Never throws.
 *
 * Source: Meta, Messenger Platform, "Webhook events", read 2026-11-20.
 */
export function splitEnvelope(rawBody: Buffer): Envelope {
  let body: JsonObject | null;
  try {
    body = asObject(parseJson(rawBody.toString()));
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  if (body === null) return { ok: false, reason: 'not-an-envelope' };
  if (isBareTest(body)) return { ok: true, object: 'page', items: [changeItem(null, body, 0, 0)] };

  const entries = body['entry'];
  if (!Array.isArray(entries)) return { ok: false, reason: 'not-an-envelope' };
  const object = typeof body['object'] === 'string' ? body['object'] : null;
  const items: EnvelopeItem[] = [];
  if (object === 'page') entries.forEach((entry, at) => splitEntry(entry, at, items));
  return { ok: true, object, items };
}

/** An item of a parsed delivery, with what `parseItem` must know of its surroundings. */
export interface FoundItem {
  /** Undefined when the body has nothing at that position. */
  item: JsonValue | undefined;
  /** The entry's page; null when it does not tell. */
  pageId: string | null;
  list: ItemPosition['list'];
  /** The entry's own `time`, as sent: milliseconds for messaging, seconds for changes. */
  entryTime: JsonValue | undefined;
}

/** Finds an item again in a body that `parseJson` has parsed. Never throws. */
export function itemAt(body: JsonValue, position: ItemPosition): FoundItem {
  const { list } = position;
  const envelope = asObject(body);
  if (envelope !== null && isBareTest(envelope)) {
    return { item: envelope, pageId: pageOfValue(envelope), list, entryTime: undefined };
  }
  const entry = asList(envelope?.['entry'])[position.entry];
  const fields = asObject(entry);
  const item = list === 'entry' ? entry : asList(fields?.[list])[position.index];
  return { item, pageId: asId(fields?.['id']) ?? pageOfItem(item, list), list, entryTime: fields?.['time'] };
}

function isBareTest(body: JsonObject): boolean {
  return body['entry'] === undefined && typeof body['field'] === 'string' && asObject(body['value']) !== null;
}

function splitEntry(entry: JsonValue, at: number, items: EnvelopeItem[]): void {
  const fields = asObject(entry);
  if (fields === null) {
    items.push(malformed(null, { entry: at, list: 'entry', index: 0 }));
    return;
  }
  const pageId = asId(fields['id']);
  const { messaging, standby, changes } = fields;
  if (isSpoiled(messaging) || isSpoiled(standby) || isSpoiled(changes)) {
    items.push(malformed(pageId, { entry: at, list: 'entry', index: 0 }));
  }
  if (Array.isArray(messaging))
    messaging.forEach((item, i) => items.push(messagingItem(pageId, item, at, 'messaging', i)));
  if (Array.isArray(standby))
    standby.forEach((item, i) => items.push(messagingItem(pageId, item, at, 'standby', i)));
  if (Array.isArray(changes)) changes.forEach((item, i) => items.push(changeItem(pageId, item, at, i)));
}

function isSpoiled(list: JsonValue | undefined): boolean {
  return list !== undefined && list !== null && !Array.isArray(list);
}

function messagingItem(
  entryPage: string | null,
  item: JsonValue,
  entry: number,
  list: 'messaging' | 'standby',
  index: number,
): EnvelopeItem {
  const position = { entry, list, index };
  const fields = asObject(item);
  if (fields === null) return malformed(entryPage, position);
  const pageId = entryPage ?? pageOfItem(item, list);
  return { pageId, personKey: personOfMessaging(fields, pageId) ?? '', position, isMalformed: false };
}

function changeItem(entryPage: string | null, item: JsonValue, entry: number, index: number): EnvelopeItem {
  const position: ItemPosition = { entry, list: 'changes', index };
  const fields = asObject(item);
  const value = asObject(fields?.['value']);
  if (fields === null || value === null) return malformed(entryPage, position);
  const pageId = entryPage ?? pageOfValue(fields);
  const personKey =
    personOfMessaging(value, pageId) ?? threadOf(fields, value) ?? personOfChange(value) ?? '';
  return { pageId, personKey, position, isMalformed: false };
}

/** What is public is in order per thread, whoever speaks in it. */
function threadOf(change: JsonObject, value: JsonObject): string | null {
  return change['field'] === 'feed' || change['field'] === 'mention' ? feedOrderKey(value) : null;
}

function pageOfItem(item: JsonValue | undefined, list: ItemPosition['list']): string | null {
  const fields = asObject(item);
  if (fields === null || list === 'entry') return null;
  if (list === 'changes') return pageOfValue(fields);
  const isEcho = asObject(fields['message'])?.['is_echo'] === true;
  return asId(asObject(fields[isEcho ? 'sender' : 'recipient'])?.['id']);
}

function pageOfValue(change: JsonObject): string | null {
  return pageOfItem(change['value'], 'messaging');
}

function malformed(pageId: string | null, position: ItemPosition): EnvelopeItem {
  return { pageId, personKey: '', position, isMalformed: true };
}
