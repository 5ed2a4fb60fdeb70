import type { PastThread } from '../../facebook/messenger/past-threads.ts';
import { readKnownMessages, type BackfillFacts } from '../../store/backfills.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { holdLaneOf } from '../../store/inbound-queue.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import type { SendContext } from '../messages/send-context.ts';
import { planThread, sameMomentMs } from './plan-thread.ts';
import { reachBack } from './reach-back.ts';

/**
 * Puts the missing messages of one thread into the desk, in a transaction of its own that holds the person's lane:
 * a webhook about the same message is applied before or after it, never beside it. Nobody else waits.
 *
 * No access check: this is the page's own conversation, read with the page's own token.
 *
 * @returns how many were missing.
 */
export async function applyThread(
  ctx: SendContext,
  facts: BackfillFacts,
  thread: PastThread,
): Promise<number> {
  const { psid, messages } = thread;
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last || last.at < facts.since) return 0;
  const added = await ctx.db.transaction().execute(async (tx) => {
    await holdLaneOf(tx, facts.pageFacebookId, psid);
    const known = await readKnownMessages(tx, {
      pageId: facts.pageId,
      psid,
      mids: messages.map((message) => message.mid),
      from: new Date(first.at.getTime() - sameMomentMs),
      until: new Date(last.at.getTime() + sameMomentMs),
    });
    const now = ctx.clock.now();
    const person = { facebookPageId: facts.pageFacebookId, psid };
    const since = await reachBack(tx, person, { ...facts, now });
    const events = planThread(thread, { ...facts, since, known, now });
    if (events.length === 0) return 0;
    const pages = new Map(
      (await findPages(tx, [facts.pageFacebookId])).map((page) => [page.facebookId, page]),
    );
    await applyEvents({ tx, now, newId: ctx.newId, secrets: ctx.secrets }, pages, events);
    return events.length;
  });
  if (added > 0) ctx.bell.ring('live', 'jobs');
  return added;
}
