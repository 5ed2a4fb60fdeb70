import { itemAt, type ItemPosition } from '../facebook/webhook/envelope.ts';
import type { PageEvent } from '../facebook/webhook/page-event.ts';
import { parseItem } from '../facebook/webhook/parse.ts';
import { parseJson, type JsonValue } from '../facebook/json.ts';
import type { Clock } from '../kit/clock.ts';
import { backoffMs } from '../kit/retry.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { Bell } from '../store/bell.ts';
import type { Db, Tx } from '../store/db.ts';
import { countIgnored, findPages, type PageFact } from '../store/inbound-facts.ts';
import {
  attempt,
  isPassing,
  postponeQueued,
  readBodies,
  readQueue,
  removeQueued,
  takeLanes,
  type QueuedEvent,
} from '../store/inbound-queue.ts';
import { addSetAside, type NewSetAside } from '../store/set-aside.ts';
import { applyEvents, type InboundEvent } from '../desk/inbound/apply-events.ts';
import { isBeyondUs } from '../desk/inbound/plan-event.ts';

export interface InboundDeps {
  db: Db;
  clock: Clock;
  bell: Bell;
  newId: () => string;
  secrets: Pick<Secrets, 'seal'>;
  /** Told of every failed attempt; the event itself stays, or is set aside. */
  onFailure: (error: unknown, event: { id: number; attempts: number }) => void;
}

export interface BatchSize {
  /** Events at most. */
  events: number;
  /** Lanes at most; the others are left to other workers. */
  lanes: number;
  /** The first lane to look at. */
  startAt: number;
}

/** What one batch did. */
export interface BatchOutcome {
  /** Events that are no longer in the queue. */
  done: number;
  /** Whether it was as full as it may be: there is more. */
  isFull: boolean;
  lanes: number;
}

/** After so many failed attempts an event is set aside with all that is needed to look into it. */
const mostAttempts = 5;
const backoff = { firstMs: 500, mostMs: 30_000 };

/**
 * Takes lanes, applies their next events in order, and removes them from the queue: one transaction. An event
 * that cannot be applied is found by halving the batch, waits alone with the later ones of its own person, and is
 * set aside after some attempts; nobody else waits for it.
 */
export async function applyNextBatch(deps: InboundDeps, size: BatchSize): Promise<BatchOutcome> {
  // Nearly always all goes well: only after a failure is it worth a savepoint to find the event at fault.
  const outcome = await tryNextBatch(deps, size, applyAll).catch((error: unknown) => {
    if (isPassing(error)) throw error;
    return tryNextBatch(deps, size, applyOrHalve);
  });
  if (outcome.done > 0) deps.bell.ring('live', 'jobs');
  return outcome;
}

function tryNextBatch(
  deps: InboundDeps,
  size: BatchSize,
  apply: (batch: Batch, units: readonly Unit[]) => Promise<void>,
): Promise<BatchOutcome> {
  const now = deps.clock.now();
  return deps.db.transaction().execute(async (tx) => {
    const lanes = await takeLanes(tx, { most: size.lanes, startAt: size.startAt, now });
    if (lanes.length === 0) return { done: 0, isFull: false, lanes: 0 };
    const queued = await readQueue(tx, { lanes, most: size.events, now });
    const units = await readUnits(tx, queued);
    const batch: Batch = { deps, tx, now, blocked: new Set(), done: [] };
    if (units.length > 0) await apply(batch, units);
    await removeQueued(tx, batch.done);
    return { done: batch.done.length, isFull: queued.length >= size.events, lanes: lanes.length };
  });
}

async function applyAll(batch: Batch, units: readonly Unit[]): Promise<void> {
  await applyUnits(batch, units);
  for (const { queued } of units) batch.done.push(queued.id);
}

interface Batch {
  deps: InboundDeps;
  tx: Tx;
  now: Date;
  /** People one of whose events has failed: their later ones wait. */
  blocked: Set<string>;
  done: number[];
}

/** One row of the queue with what it says. */
interface Unit {
  queued: QueuedEvent;
  /** Undefined when the delivery is no longer in the journal. */
  body: JsonValue | Buffer | undefined;
  item: JsonValue | undefined;
  events: PageEvent[];
}

async function readUnits(tx: Tx, queued: readonly QueuedEvent[]): Promise<Unit[]> {
  const bodies = await readBodies(tx, queued);
  const parsed = new Map<number, JsonValue | Buffer>();
  const units: Unit[] = [];
  for (const event of queued) {
    const raw = bodies.get(event.deliveryId);
    // What did not fit, and all behind it, is for the next batch: nobody's order is broken.
    if (raw === null) break;
    let body = parsed.get(event.deliveryId);
    if (body === undefined && raw !== undefined) {
      body = readBody(raw);
      parsed.set(event.deliveryId, body);
    }
    units.push(unitOf(event, body));
  }
  return units;
}

function readBody(raw: Buffer): JsonValue | Buffer {
  try {
    return parseJson(raw.toString());
  } catch {
    return raw;
  }
}

function unitOf(queued: QueuedEvent, body: JsonValue | Buffer | undefined): Unit {
  const { list, entryIndex, itemIndex, facebookPageId } = queued;
  if (body === undefined || Buffer.isBuffer(body)) return { queued, body, item: undefined, events: [] };
  if (list === 'body' || list === 'other-object') return { queued, body, item: body, events: [] };
  const position: ItemPosition = { entry: entryIndex, list, index: itemIndex };
  const { item, entryTime } = itemAt(body, position);
  const events = facebookPageId === null ? [] : parseItem(item, { pageId: facebookPageId, list, entryTime });
  return { queued, body, item, events };
}

async function applyOrHalve(batch: Batch, units: readonly Unit[]): Promise<void> {
  const ready = units.filter((unit) => !batch.blocked.has(personOf(unit)));
  if (ready.length === 0) return;
  try {
    await attempt(batch.tx, () => applyUnits(batch, ready));
    for (const { queued } of ready) batch.done.push(queued.id);
  } catch (error) {
    if (isPassing(error)) throw error;
    const [only] = ready;
    if (ready.length === 1 && only) return failUnit(batch, only, error);
    const middle = Math.ceil(ready.length / 2);
    await applyOrHalve(batch, ready.slice(0, middle));
    await applyOrHalve(batch, ready.slice(middle));
  }
}

function personOf({ queued }: Unit): string {
  return `${queued.facebookPageId ?? ''} ${queued.personKey}`;
}

async function applyUnits({ deps, tx, now }: Batch, units: readonly Unit[]): Promise<void> {
  const ids = units.flatMap(({ queued }) => queued.facebookPageId ?? []);
  const pages = new Map((await findPages(tx, [...new Set(ids)])).map((page) => [page.facebookId, page]));
  const events: InboundEvent[] = [];
  const aside: NewSetAside[] = [];
  const ignored = new Map<string, number>();
  for (const unit of units) {
    const page = pages.get(unit.queued.facebookPageId ?? '');
    if (page?.isUnsubscribed) {
      ignored.set(page.id, (ignored.get(page.id) ?? 0) + 1);
      continue;
    }
    const reason = reasonAside(unit, pages);
    if (reason) aside.push(asideOf(unit, ...reason));
    // What is beyond us is kept whole, and still leaves its line.
    if (reason && reason[0] !== 'unknown-kind') continue;
    for (const event of unit.events) events.push({ event, receivedAt: unit.queued.receivedAt });
  }
  await applyEvents({ tx, now, newId: deps.newId, secrets: deps.secrets }, pages, events);
  await addSetAside(tx, aside);
  await countIgnored(tx, ignored);
}

/** Meta's items have some ten levels; PostgreSQL takes some thousands, JavaScript not many more. */
const mostLevels = 200;

function isTooDeep(value: JsonValue | undefined, levels = mostLevels): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

type Reason = [reason: NewSetAside['reason'], detail: string];

function reasonAside(unit: Unit, pages: ReadonlyMap<string, PageFact>): Reason | null {
  const { queued, item, body, events } = unit;
  if (body === undefined) return ['failed', 'Its delivery is no longer in the journal.'];
  if (isTooDeep(item)) return ['malformed', 'It is nested too deep to be shown here; the journal has it.'];
  if (queued.list === 'other-object') return ['other-object', 'It is about something else than a page.'];
  if (queued.list === 'body' || Buffer.isBuffer(body)) return ['malformed', 'The body is no delivery.'];
  if (queued.list === 'entry') return ['malformed', 'This entry has no list where one must be.'];
  if (item === undefined || item === null || typeof item !== 'object')
    return ['malformed', 'This item is no object.'];
  if (queued.facebookPageId === null) return ['unknown-page', 'It names no page.'];
  if (!pages.has(queued.facebookPageId)) return ['unknown-page', 'This page is not connected.'];
  const beyond = events.find(isBeyondUs);
  if (beyond === undefined) return null;
  if (beyond.kind !== 'unknown')
    return ['unknown-kind', `There is no use yet for events of kind ${beyond.kind}.`];
  const word = beyond.rawKind ?? 'none';
  switch (beyond.reason) {
    case 'malformed':
      return ['malformed', `What stands under ${word} is no object.`];
    case 'new-kind':
      return ['unknown-kind', `The kind of this item is not known: ${word}.`];
    case 'no-person':
      return ['unknown-kind', `An item of kind ${word} that names no person.`];
    case 'no-id':
      return ['unknown-kind', `An item of kind ${word} without the id it needs.`];
  }
}

function asideOf({ queued, item, body }: Unit, reason: NewSetAside['reason'], detail: string): NewSetAside {
  const { receivedAt, metaAppId, facebookPageId, personKey, deliveryId, list, entryIndex, itemIndex } =
    queued;
  return {
    receivedAt,
    reason,
    metaAppId,
    facebookPageId,
    personKey,
    detail,
    itemJson: item === undefined || isTooDeep(item) ? null : JSON.stringify(item),
    body: Buffer.isBuffer(body) ? body : null,
    deliveryId,
    list,
    entryIndex,
    itemIndex,
  };
}

async function failUnit(batch: Batch, unit: Unit, error: unknown): Promise<void> {
  const { deps, tx, now, blocked, done } = batch;
  const attempts = unit.queued.attempts + 1;
  deps.onFailure(error, { id: unit.queued.id, attempts });
  if (attempts >= mostAttempts) {
    await addSetAside(tx, [asideOf(unit, 'failed', `It failed ${attempts} times: ${nameOf(error)}`)]);
    done.push(unit.queued.id);
    return;
  }
  blocked.add(personOf(unit));
  // No chance in it: one person's event waits for nobody else.
  const notBefore = new Date(now.getTime() + backoffMs(attempts, backoff, 1));
  await postponeQueued(tx, unit.queued.id, notBefore);
}

/** What went wrong, without the words of a customer: those stand in the details of some errors, not in the message. */
function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown error';
}
