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
  items: { id: string; lastMessage: { text: string | null } | null }[];
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
    visible: await countVisible(stage, order.run, order.people >= order.messages),
    ...cost,
  };
}

/** How many messages of this run the API shows, each counted once. @throws when one is there twice. */
async function countVisible(stage: Stage, run: string, isOneEach: boolean): Promise<number> {
  const prefix = `${run} message `;
  const seen = new Set<string>();
  const see = (text: string) => {
    if (seen.has(text)) throw new Error(`"${text}" is there twice.`);
    seen.add(text);
  };
  const conversations: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const list: List = await stage.api<List>('GET', `/api/conversations?view=all&limit=100${query}`);
    const ours = list.items.filter(({ lastMessage }) => lastMessage?.text?.startsWith(prefix) === true);
    conversations.push(...ours.map((item) => item.id));
    if (isOneEach) for (const { lastMessage } of ours) see(lastMessage?.text ?? '');
    // The newest come first: a page without any of this run ends the walk.
    cursor = ours.length === 0 ? null : list.nextCursor;
  } while (cursor !== null);
  if (isOneEach) return seen.size;
  const walk = async () => {
    for (let id = conversations.pop(); id !== undefined; id = conversations.pop()) {
      for (const text of await readTexts(stage, id, prefix)) see(text);
    }
  };
  await Promise.all(Array.from({ length: 8 }, walk));
  return seen.size;
}

/** A conversation's messages of one run: they are its newest. */
async function readTexts(stage: Stage, id: string, prefix: string): Promise<string[]> {
  const texts: string[] = [];
  let before: string | null = null;
  do {
    const query: string = before === null ? '' : `&before=${encodeURIComponent(before)}`;
    const page: { items: { text: string | null }[]; before: string | null } = await stage.api(
      'GET',
      `/api/conversations/${id}/messages?limit=50${query}`,
    );
    const ours = page.items.flatMap(({ text }) => (text?.startsWith(prefix) ? [text] : []));
    texts.push(...ours);
    before = ours.length === 0 ? null : page.before;
  } while (before !== null);
  return texts;
}
