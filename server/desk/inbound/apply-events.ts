import type { PageEvent } from '../../facebook/webhook/page-event.ts';
import type { Tx } from '../../store/db.ts';
import {
  lockContacts,
  lockConversations,
  lockMessagesById,
  lockMessagesByMid,
  lockUnsettled,
  takeEarlyMarks,
  touchPages,
  type MessageFact,
  type MessageKey,
  type PageFact,
} from '../../store/inbound-facts.ts';
import { markHistory } from '../../store/live-log.ts';
import { maskEvent, maskFor } from '../privacy/mask-event.ts';
import { sealOriginals } from '../privacy/seal-originals.ts';
import { readMark } from './mark.ts';
import { lookWhoTheyAre } from './look-who-it-is.ts';
import type { Past } from './past.ts';
import { routeBegun } from '../routing/route-begun.ts';
import { endHistory } from './succession.ts';
import { createPlan, midKey, personKey, type ApplyContext, type Plan } from './plan.ts';
import { midsOf, planEvent } from './plan-event.ts';
import { isPublic, planThreads, readThreadFacts, takeMarksOfHeld } from './read-threads.ts';
import { writePlan } from './write-plan.ts';

/** An event, and when its delivery came. */
export interface InboundEvent {
  event: PageEvent;
  receivedAt: Date;
  /** It was read afterwards (`desk/backfill`): what it still asks of us. Absent for what was just told. */
  past?: Past;
}

/**
 * Applies a batch of events in their order: contacts and conversations found or made, messages exactly once by
 * Meta's id, marks on their messages, receipts, news and jobs. One read of all facts, one plan in memory, one
 * write: some twenty statements for one event and for five hundred.
 *
 * The caller holds the lanes of all people in the batch, so that nobody else applies events of theirs. No access
 * check: this is the page's own voice, checked at the door by its signature.
 *
 * @param pages  as `findPages` gives them, by Facebook's id; events of other pages must not be here.
 */
export async function applyEvents(
  ctx: ApplyContext,
  pages: ReadonlyMap<string, PageFact>,
  events: readonly InboundEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const mask = await maskFor(ctx.tx, pages.values());
  const known = events.flatMap(({ event, receivedAt, past = null }) => {
    const page = pages.get(event.pageId);
    const at = event.at ?? receivedAt;
    return page ? [{ page, event: maskEvent(event, mask), original: event, at, past }] : [];
  });
  const plan = await readFacts(ctx, known);
  plan.isBackfill = known.some(({ past }) => past !== null);
  for (const { page, event, at, past } of known) planEvent(plan, page, event, at, past);
  if (plan.isBackfill) {
    endHistories(plan);
    lookWhoTheyAre(plan);
  }
  plan.routing = await routeBegun(ctx, plan);
  await writePlan(ctx, plan);
  if (plan.isBackfill) await markHistory(ctx.tx, historyOf(plan, known));
  await sealOriginals(
    ctx,
    plan,
    known.filter(({ event, original }) => event !== original),
  );
  // What we read ourselves is no sign that a page's webhooks arrive.
  const told = known.filter(({ past }) => past === null);
  await touchPages(ctx.tx, quietPages(told, ctx.now), ctx.now);
}

function endHistories(plan: Plan): void {
  for (const contact of plan.contacts.values()) endHistory(contact, null);
  for (const thread of plan.threads.byId.values()) endHistory(thread, null);
}

/** Ids of messages of which nobody is called any more: other programs and triggers are not told of them either. */
function historyOf({ messages }: Plan, events: readonly PlacedEvent[]): string[] {
  return events.flatMap(({ page, event, at, past }) =>
    past === 'over' || past === 'late'
      ? midsOf(event, at).brings.flatMap((mid) => messages.get(midKey(page.id, mid))?.row.id ?? [])
      : [],
  );
}

interface PlacedEvent {
  page: PageFact;
  event: PageEvent;
  at: Date;
  past: Past | null;
}

async function readFacts({ tx, now, newId }: ApplyContext, events: readonly PlacedEvent[]): Promise<Plan> {
  const people = unique(
    events.flatMap(({ page, event }) =>
      event.personId === null || isPublic(event) ? [] : { pageId: page.id, psid: event.personId },
    ),
    (person) => personKey(person.pageId, person.psid),
  );
  const contacts = await lockContacts(tx, people);
  const contactIds = contacts.map((contact) => contact.id);
  const conversations = await lockConversations(tx, contactIds);
  const spoken = events.flatMap(({ page, event, at }) => (isPublic(event) ? { page, event, at } : []));
  const threads = spoken.length > 0 ? await readThreadFacts(tx, spoken, { now, newId }) : null;

  const brought: MessageKey[] = [];
  const named: MessageKey[] = [];
  for (const { page, event, at } of events) {
    const mids = midsOf(event, at);
    for (const mid of mids.brings) brought.push({ pageId: page.id, mid });
    for (const mid of mids.names) named.push({ pageId: page.id, mid });
  }
  const messages = await lockMessagesByMid(tx, unique([...brought, ...named], keyOf));
  const there = new Set(messages.map((message) => midKey(message.pageId, message.mid ?? '')));
  // Also for those that are there: the answer to a send may have named a message before its echo did.
  const awaited = await takeEarlyMarks(tx, unique(brought, keyOf));
  const earlyMarks = threads ? [...awaited, ...(await takeMarksOfHeld(tx, awaited))] : awaited;

  const own = await lockOwn(tx, events, there, contactIds);
  const quoting = await lockMessagesById(tx, quotingIds(earlyMarks));
  const facts = {
    pages: events.map(({ page }) => page),
    contacts,
    conversations,
    messages: unique(
      [...messages, ...own, ...quoting, ...(threads?.unsettled ?? [])],
      (message) => message.id,
    ),
    earlyMarks,
  };
  const plan = createPlan(facts, now, newId);
  if (threads) planThreads(plan, threads, new Map(facts.pages.map((page) => [page.id, page])));
  return plan;
}

/** Messages of ours that echoes may be about: those that bear our mark, and those of which we know too little. */
async function lockOwn(
  tx: Tx,
  events: readonly PlacedEvent[],
  there: ReadonlySet<string>,
  contactIds: readonly string[],
): Promise<MessageFact[]> {
  const marks: string[] = [];
  let mayBeUnmarked = false;
  for (const { page, event } of events) {
    if (event.kind !== 'echo' || there.has(midKey(page.id, event.mid))) continue;
    if (event.metadata !== null && uuidForm.test(event.metadata)) marks.push(event.metadata.toLowerCase());
    else if (event.appId === page.appId) mayBeUnmarked = true;
  }
  const marked = await lockMessagesById(tx, [...new Set(marks)].toSorted());
  return mayBeUnmarked ? [...marked, ...(await lockUnsettled(tx, contactIds))] : marked;
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function quotingIds(marks: readonly { event: unknown }[]): string[] {
  return marks.flatMap(({ event }) => {
    const mark = readMark(event);
    return mark?.kind === 'quote' ? [mark.messageId] : [];
  });
}

/** So often is it noted at most that a page is heard of: its row is everybody's. */
const touchEveryMs = 5_000;

function quietPages(events: readonly PlacedEvent[], now: Date): string[] {
  const quiet = events.filter(
    ({ page }) => page.lastWebhookAt === null || now.getTime() - page.lastWebhookAt.getTime() >= touchEveryMs,
  );
  return [...new Set(quiet.map(({ page }) => page.id))].toSorted();
}

function keyOf(key: MessageKey): string {
  return midKey(key.pageId, key.mid);
}

function unique<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
