import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { controlSandbox, type DeskClient, type SandboxDemo } from './desk-api.ts';
import { waitFor } from './processes.ts';

/** Numbers that look random and come again with the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Listed {
  items: { id: string; contact: { name: string }; lastMessage: { text: string } | null }[];
  nextCursor: string | null;
}

interface Said {
  direction: 'in' | 'out' | null;
  kind: string;
  text: string | null;
  status: string | null;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isUnderWay = (status: string | null) => status === 'queued' || status === 'sending';

interface SandboxMessage {
  from: 'person' | 'page';
  text?: string;
}

/** One burst of customers' messages and agents' replies against a desk that may die at any moment. */
export class Burst {
  readonly #sim: ReturnType<typeof controlSandbox>;
  readonly #demo: SandboxDemo;
  readonly #desk: DeskClient;
  readonly #replies: string[] = [];
  #rounds = 0;
  #isOver = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(sandboxUrl: string, demo: SandboxDemo, desk: DeskClient) {
    this.#sim = controlSandbox(sandboxUrl);
    this.#demo = demo;
    this.#desk = desk;
  }

  /** Customers write and agents reply, until told to stop. */
  start(): void {
    this.#work = Promise.all([this.#write(), this.#reply(), this.#reply()]);
  }

  /** Ends the burst. @returns how much was written, for the record. */
  async stop(): Promise<{ messages: number; replies: number }> {
    this.#isOver = true;
    await this.#work;
    return { messages: this.#rounds * this.#demo.people.length, replies: this.#replies.length };
  }

  /** Everybody writes numbered messages, in turn; Facebook's own retries bring what the desk missed. */
  async #write(): Promise<void> {
    for (; !this.#isOver; this.#rounds += 1) {
      for (const { id } of this.#demo.people) {
        const text = `burst ${this.#rounds}`;
        await this.#sim('POST', `/_sim/threads/${this.#demo.pageId}/${id}/messages`, { text });
        await pause(4);
      }
    }
  }

  /** Replies to everybody in turn, again and again; a failed click is repeated with the same id. */
  async #reply(): Promise<void> {
    let ids: string[] = [];
    while (!this.#isOver) {
      if (ids.length === 0) {
        const list = await this.#untilAnswered<Listed>('GET', '/api/conversations?view=all&limit=50');
        ids = list.items.map(({ id }) => id);
        await pause(20);
        continue;
      }
      const text = `answer ${this.#replies.length}`;
      this.#replies.push(text);
      await this.#untilAnswered('POST', `/api/conversations/${ids.pop()}/messages`, {
        clientId: randomUUID(),
        kind: 'reply',
        text,
      });
      await pause(20);
    }
  }

  /** Waits until there are so many more replies than now: then the burst is going on again. */
  async goesOn(moreReplies: number): Promise<void> {
    const target = this.#replies.length + moreReplies;
    await waitFor('the burst to go on', () => this.#replies.length >= target);
  }

  /** A desk that is down is asked again; what it answers, yes or no, counts. */
  async #untilAnswered<T>(method: string, path: string, body?: unknown): Promise<T> {
    for (;;) {
      try {
        const answer = await this.#desk.raw(method, path, body);
        if (answer.status < 500) return (await answer.json()) as T;
      } catch {
        // The desk is down: the click is repeated with the same id.
      }
      await pause(30);
    }
  }

  /**
   * Waits until nothing is under way on either side. A send whose worker was killed is looked for until a minute
   * after it began, and what was written after it to the same person waits so long: that is the longest part.
   */
  async settle(): Promise<void> {
    await waitFor(
      'Facebook to have delivered everything',
      async () => {
        const { deliveries } = await this.#sim<{ deliveries: Record<string, number> }>('GET', '/_sim/state');
        const written = this.#rounds * this.#demo.people.length;
        return deliveries['pending'] === 0 && (deliveries['delivered'] ?? 0) >= written;
      },
      60_000,
    );
    let left = '';
    const isDone = async () => {
      const all = [...(await this.#timelines()).values()].flat();
      const inbound = all.filter((message) => message.direction === 'in').length;
      const missing = this.#rounds * this.#demo.people.length - inbound;
      const open = all.filter((message) => isUnderWay(message.status));
      left = `${missing} messages missing, ${open.map(({ text, status }) => `"${text}" ${status}`).join(', ')}`;
      return missing <= 0 && open.length === 0;
    };
    await waitFor('the desk to have worked everything off', isDone, 150_000, 500).catch((error: unknown) => {
      throw new Error(left, { cause: error });
    });
  }

  /** Every message of every person there once and in order; every reply out at most once, and said as it is. */
  async check(): Promise<void> {
    const expected = Array.from({ length: this.#rounds }, (_, n) => `burst ${n}`);
    const timelines = await this.#timelines();
    expect(timelines.size).toBe(this.#demo.people.length);
    const statuses = new Map<string, string>();
    for (const [name, messages] of timelines) {
      const said = messages.filter((message) => message.direction === 'in').map((message) => message.text);
      expect(said, `what ${name} wrote`).toEqual(expected);
      for (const { direction, kind, text, status } of messages) {
        if (direction !== 'out' || kind !== 'message' || text === null) continue;
        expect(statuses.has(text), `"${text}" stands once on the desk`).toBe(false);
        statuses.set(text, status ?? '');
      }
    }
    const arrived = await this.#arrived();
    for (const text of this.#replies) {
      const times = arrived.get(text) ?? 0;
      expect(times, `"${text}" arrived at most once`).toBeLessThanOrEqual(1);
      const status = statuses.get(text);
      if (status === 'sent' || status === 'delivered' || status === 'read')
        expect(times, `"${text}" is ${status}`).toBe(1);
      if (status === 'failed') expect(times, `"${text}" is failed`).toBe(0);
    }
    expect(
      [...arrived.keys()].filter((text) => !statuses.has(text)),
      'arrived but unknown to the desk',
    ).toEqual([]);
  }

  async #arrived(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const { id } of this.#demo.people) {
      const thread = await this.#sim<{ messages: SandboxMessage[] }>(
        'GET',
        `/_sim/threads/${this.#demo.pageId}/${id}`,
      );
      for (const { from, text } of thread.messages) {
        if (from === 'page' && text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Each person's conversation as the API tells it, oldest first. */
  async #timelines(): Promise<Map<string, Said[]>> {
    const list = await this.#desk.get<Listed>('/api/conversations?view=all&limit=100');
    const timelines = new Map<string, Said[]>();
    for (const { id } of list.items) {
      const messages: Said[] = [];
      let before: string | null = null;
      do {
        const query: string = before === null ? '' : `&before=${encodeURIComponent(before)}`;
        const page: { items: Said[]; before: string | null } = await this.#desk.get(
          `/api/conversations/${id}/messages?limit=200${query}`,
        );
        messages.unshift(...page.items);
        before = page.before;
      } while (before !== null);
      timelines.set(id, messages);
    }
    return timelines;
  }
}
