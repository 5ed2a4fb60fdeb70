import { costOf, readCpu, type CpuCost } from './cpu.ts';
import { generate } from './generate.ts';
import { nowMs, untilApplied, type Stage } from './stage.ts';

export interface ProcessedRow extends CpuCost {
  what: string;
  messages: number;
  perSecond: number;
  seconds: number;
  /** Messages found through the conversation API afterwards; equal to `messages` when none is lost or doubled. */
  visible: number;
}

interface List {
  items: { id: string }[];
  nextCursor: string | null;
}

/**
 * (b) From the first POST until every message is in the conversation API: `messages` of them from `people`
 * customers at concurrency 64. The clock stops when the inbound queue is empty; then the API is walked and every
 * message of this run counted.
 */
export async function measureProcessed(
  stage: Stage,
  order: { what: string; messages: number; people: number; firstPerson: number; run: string },
): Promise<ProcessedRow> {
  const before = readCpu(stage);
  const begunMs = nowMs();
  const { cpuMs } = await generate(stage, {
    concurrency: 64,
    requests: order.messages,
    people: order.people,
    firstPerson: order.firstPerson,
    run: order.run,
    durationMs: 120_000,
  });
  await untilApplied(stage, 10);
  const seconds = (nowMs() - begunMs) / 1_000;
  const cost = costOf(before, readCpu(stage), order.messages, cpuMs);
  return {
    what: order.what,
    messages: order.messages,
    perSecond: order.messages / seconds,
    seconds,
    visible: await countVisible(stage, order.run),
    ...cost,
  };
}

async function countVisible(stage: Stage, run: string): Promise<number> {
  const conversations: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const list: List = await stage.api<List>('GET', `/api/conversations?view=all&limit=200${query}`);
    conversations.push(...list.items.map((item) => item.id));
    cursor = list.nextCursor;
  } while (cursor !== null);
  const seen = new Set<string>();
  let doubled = 0;
  for (const id of conversations) {
    let before: string | null = null;
    do {
      const query: string = before === null ? '' : `&before=${encodeURIComponent(before)}`;
      const page: { items: { text: string | null }[]; before: string | null } = await stage.api(
        'GET',
        `/api/conversations/${id}/messages?limit=200${query}`,
      );
      let older = 0;
      for (const { text } of page.items) {
        if (text === null || !text.startsWith(`${run} message `)) {
          older += 1;
        } else if (seen.has(text)) {
          doubled += 1;
        } else {
          seen.add(text);
        }
      }
      // Messages of this run are the newest: a page without any of them ends the walk.
      before = older === page.items.length ? null : page.before;
    } while (before !== null);
  }
  if (doubled > 0) throw new Error(`${doubled} messages are there twice.`);
  return seen.size;
}
