import { createHmac, randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { chromium } from 'playwright-core';
import { nowMs, quantile, until, type Stage } from './stage.ts';

export interface LatencyRow {
  what: string;
  count: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the machine, in the last minute. */
  load: number;
}

const row = (what: string, values: readonly number[]): LatencyRow => ({
  what,
  count: values.length,
  p50Ms: quantile(values, 0.5),
  p99Ms: quantile(values, 0.99),
  load: loadavg()[0] ?? Number.NaN,
});

async function post(stage: Stage, person: string, mid: string, text: string): Promise<void> {
  const at = Date.now();
  const body = JSON.stringify({
    object: 'page',
    entry: [
      {
        id: stage.pageId,
        time: at,
        messaging: [
          { sender: { id: person }, recipient: { id: stage.pageId }, timestamp: at, message: { mid, text } },
        ],
      },
    ],
  });
  const signature = createHmac('sha256', stage.appSecret).update(body).digest('hex');
  const response = await fetch(stage.url + stage.webhookPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  });
  if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
}

/** A person with a conversation that the bench has taken; answers its id. */
async function openConversation(stage: Stage, person: string): Promise<string> {
  // No long number: it might pass for a card's, and be masked.
  const first = `hello from ${person.slice(-8)}`;
  await post(stage, person, `m_first_${randomUUID()}`, first);
  let id: string | undefined;
  await until(
    async () => {
      const list = await stage.api<{ items: { id: string; lastMessage: { text: string } | null }[] }>(
        'GET',
        '/api/conversations?view=all&limit=20',
      );
      id = list.items.find((item) => item.lastMessage?.text === first)?.id;
      return id !== undefined;
    },
    10_000,
    20,
  );
  if (id === undefined) throw new Error('The conversation did not open.');
  await stage.api('POST', `/api/conversations/${id}/take`);
  return id;
}

/**
 * (c) From the POST of a message until the frame after it stands in an open browser, at `perSecond` messages per
 * second into the conversation on screen. The page notes the time of the second animation frame after the text is
 * in the document: then it has been painted.
 */
export async function measurePixels(
  stage: Stage,
  executablePath: string,
  perSecond: number,
  seconds: number,
): Promise<LatencyRow> {
  // Each run writes as a person of its own, under message ids that no other run has.
  const run = randomUUID().slice(0, 8);
  const person = `28999${String(Date.now()).padStart(12, '0')}`;
  const id = await openConversation(stage, person);
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const [name, value] = stage.cookie.split('=');
    await context.addCookies([{ name: name ?? '', value: value ?? '', url: stage.url }]);
    const page = await context.newPage();
    await page.goto(`${stage.url}/inbox/all/c/${id}`);
    await page.getByRole('log').waitFor();
    await page.getByRole('log').getByText('hello from').first().waitFor();
    await page.evaluate(watchPixels);
    const sentMs = new Map<string, number>();
    const count = perSecond * seconds;
    for (let n = 0; n < count; n += 1) {
      const text = `pixel-${n}-end`;
      sentMs.set(text, nowMs());
      void post(stage, person, `m_${run}_${n}`, text);
      await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
    }
    await until(
      async () =>
        (await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'painted') as object).length)) >=
        count,
      20_000,
      100,
    );
    const painted = await page.evaluate(() => Reflect.get(globalThis, 'painted') as Record<string, number>);
    return row(
      stage.graph.latencyMs > 0 ? 'POST to pixels, Graph answers in 2 s' : 'POST to pixels',
      [...sentMs].map(([text, at]) => (painted[text] ?? Number.NaN) - at),
    );
  } finally {
    await browser.close();
  }
}

/** Runs in the page: notes when each `pixel-…-end` has been painted inside the timeline. */
function watchPixels(): void {
  const painted: Record<string, number> = {};
  Reflect.set(globalThis, 'painted', painted);
  const doc = Reflect.get(globalThis, 'document') as {
    querySelector(selector: string): { textContent: string } | null;
  };
  const log = doc.querySelector('[role=log]');
  const frame = Reflect.get(globalThis, 'requestAnimationFrame') as (callback: () => void) => void;
  const Observer = Reflect.get(globalThis, 'MutationObserver') as new (callback: () => void) => {
    observe(node: unknown, options: object): void;
  };
  new Observer(() => {
    const found = new Set((log?.textContent ?? '').match(/pixel-\d+-end/g) ?? []);
    const fresh = [...found].filter((text) => !(text in painted));
    if (fresh.length === 0) return;
    frame(() =>
      frame(() => {
        const at = performance.timeOrigin + performance.now();
        for (const text of fresh) painted[text] ??= at;
      }),
    );
  }).observe(log, { childList: true, subtree: true, characterData: true });
}

/** (d) From the agent's click (the POST of the reply) until the Send API call reaches Meta, one reply at a time. */
export async function measureReplies(stage: Stage, count: number, what: string): Promise<LatencyRow> {
  const values: number[] = [];
  // With a slow Graph one person's replies wait for one another; each of these goes to a person of its own.
  const people = stage.graph.latencyMs > 0 ? count : 1;
  const ids: string[] = [];
  for (let n = 0; n < people; n += 1) {
    ids.push(await openConversation(stage, `28998${what.length}${String(n).padStart(11, '0')}`));
  }
  for (let n = 0; n < count; n += 1) {
    const text = `reply ${what} ${n}`;
    const clickedMs = nowMs();
    await stage.api('POST', `/api/conversations/${ids[n % people]}/messages`, {
      clientId: randomUUID(),
      kind: 'reply',
      text,
    });
    await until(async () => stage.graph.sends.has(text), 10_000, 1);
    values.push((stage.graph.sends.get(text) ?? Number.NaN) - clickedMs);
  }
  return row(what, values);
}
