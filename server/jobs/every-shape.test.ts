import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { midOfComment, midOfPost } from '../desk/inbound/place-comment.ts';
import { midOfLine, midOfPostback, midOfReferral } from '../desk/inbound/derived-mid.ts';
import { numberOfId } from '../facebook/webhook/feed-ids.ts';
import { itemAt, splitEnvelope } from '../facebook/webhook/envelope.ts';
import { parseJson } from '../facebook/json.ts';
import type { PageEvent } from '../facebook/webhook/page-event.ts';
import { parseItem } from '../facebook/webhook/parse.ts';
import { useIntake } from '../testing/intake.ts';
import { anyBody, countItems, PAGE } from '../testing/webhook-bodies.ts';

const intake = useIntake();
beforeAll(async () => {
  await intake.page(PAGE);
});

/** What the database knows, to be asked whether an event has left its trace. */
async function readTraces() {
  const { db } = intake;
  const messages = await db.selectFrom('message').select('mid').where('mid', 'is not', null).execute();
  const marks = await db.selectFrom('earlyMark').select(['mid', 'event']).execute();
  const posts = await db.selectFrom('post').select('key').execute();
  const skips = await db.selectFrom('feedSkip').select('reason').execute();
  const contacts = await db
    .selectFrom('contact')
    .select(['psid', 'deliveredUntil', 'readUntil'])
    .where('identity', '=', 'messenger')
    .execute();
  const aside = await db.selectFrom('setAside').select('item').execute();
  const { items } = await db
    .selectFrom('setAside')
    .select((eb) => eb.fn.countAll<number>().as('items'))
    .where('item', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    mids: new Set([
      ...messages.map((row) => row.mid),
      ...marks.flatMap((row) => [row.mid, ...heldIn(row.event)]),
    ]),
    posts: new Set(posts.map((row) => row.key)),
    skips: new Set<string>(skips.map((row) => row.reason)),
    contacts: new Map(contacts.map((row) => [row.psid, row])),
    aside: new Set(aside.map((row) => sorted(row.item))),
    withoutItem: Number(items),
  };
}
type Traces = Awaited<ReturnType<typeof readTraces>>;

/** The page's own comment that waits until somebody asks something in its thread. */
function heldIn(mark: unknown): string[] {
  const { said } = mark as { said?: { commentId: string } };
  return said === undefined ? [] : [midOfComment(said.commentId)];
}

/**
 * Whether an event is found again: as a message, a mark on one, a watermark of its person, a line, a post, or counted
 * where nothing is to be done.
 */
function hasTrace(event: PageEvent, { mids, contacts, posts, skips }: Traces): boolean {
  const at = event.at ?? intake.clock.now();
  const person = contacts.get(event.personId ?? '');
  switch (event.kind) {
    case 'message':
    case 'echo':
    case 'unsend':
    case 'edit':
    case 'reaction':
      return mids.has(event.mid);
    case 'postback':
      return mids.has(midOfPostback(event, at));
    case 'referral':
      return mids.has(midOfReferral(event.personId, event.referral, at));
    case 'delivery':
      return (
        event.mids.every((mid) => mids.has(mid)) &&
        (event.watermark === null || (person?.deliveredUntil ?? 0) >= event.watermark)
      );
    case 'read':
      return (person?.readUntil ?? 0) >= (event.watermark ?? at);
    case 'comment':
      return mids.has(midOfComment(event.commentId));
    case 'post':
      return event.isPublished === false
        ? skips.has('unpublished-post')
        : posts.has(numberOfId(event.postId)) || mids.has(midOfPost(event.postId));
    case 'mention':
      return mids.has(
        event.commentId === null ? midOfPost(event.postId ?? '') : midOfComment(event.commentId),
      );
    case 'feed-reaction':
      return event.commentId === null ? skips.has('post-reaction') : mids.has(midOfComment(event.commentId));
    default:
      return (
        'personId' in event &&
        event.personId !== null &&
        mids.has(midOfLine({ ...event, personId: event.personId }, event.kind))
      );
  }
}

/** Two values are the same JSON when this is the same text, whatever the order of their keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** PostgreSQL and Node take some thousands of levels; such an item is kept in the journal, and told without its words. */
const isTooDeepToCompare = (text: string) => /(?:\{"a":\[){100}/.test(text);

test('of every body, all events are either applied or set aside; none is lost, none fails (behaviours 8, 112)', async () => {
  const bodies = fc.array(anyBody, { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(bodies, async (texts) => {
      intake.failures.length = 0;
      await Promise.all(texts.map((text) => intake.deliver(Buffer.from(text))));
      const queued = await intake.db
        .selectFrom('inboundEvent')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const told = texts.reduce((sum, text) => sum + countItems(text), 0);
      expect(Number(queued.count)).toBe(told);
      expect(await intake.apply()).toBe(told);
      expect(intake.failures).toEqual([]);

      const traces = await readTraces();
      for (const text of texts) expect(lostIn(text, traces), text.slice(0, 2_000)).toEqual([]);
    }),
    { numRuns: Number(process.env['SHAPE_BATCHES'] ?? 120) },
  );
}, 120_000);

function lostIn(text: string, traces: Traces): unknown[] {
  const raw = Buffer.from(text);
  const envelope = splitEnvelope(raw);
  if (isTooDeepToCompare(text) || !envelope.ok || envelope.object !== 'page') {
    return traces.withoutItem + traces.aside.size > 0 ? [] : [text];
  }
  const body = parseJson(text);
  return envelope.items.flatMap(({ position, pageId }) => {
    const found = itemAt(body, position);
    if (traces.aside.has(sorted(found.item ?? null))) return [];
    const events = pageId === PAGE ? parseItem(found.item, { ...found, pageId }) : [];
    const isApplied = events.length > 0 && events.every((event) => hasTrace(event, traces));
    return isApplied ? [] : [found.item];
  });
}
