import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../../contract/live-events.ts';

/**
 * What came while an answer was on its way is told to that answer again: it may have left the server
 * before the news. Applying an event twice changes nothing, so too much is never wrong, only too little.
 */
export class LiveReplay {
  #apply: (events: readonly LiveEvent[]) => void;
  /** What came since the oldest running fetch began; nothing while none runs. */
  #events: LiveEvent[] = [];
  /** How many events stood before the first of `#events`. */
  #passed = 0;
  /** By query: how many events had come when its fetch began. */
  #beganAt = new Map<string, number>();
  #stop: () => void;

  constructor(cache: QueryClient, apply: (events: readonly LiveEvent[]) => void) {
    this.#apply = apply;
    this.#stop = cache.getQueryCache().subscribe((news) => {
      const hash = news.query.queryHash;
      if (news.type === 'removed') this.#end(hash);
      if (news.type !== 'updated') return;
      const { action } = news;
      if (action.type === 'fetch') this.#begin(hash);
      else if (action.type === 'error') this.#end(hash);
      else if (action.type === 'success' && action.manual !== true) this.#replay(hash);
    });
  }

  /** Events that have just been applied to what is known. */
  hear(events: readonly LiveEvent[]): void {
    if (this.#beganAt.size > 0) this.#events.push(...events);
  }

  stop(): void {
    this.#stop();
  }

  #begin(hash: string): void {
    // A fetch that was begun anew keeps its first beginning: too much is never wrong.
    if (!this.#beganAt.has(hash)) this.#beganAt.set(hash, this.#passed + this.#events.length);
  }

  #replay(hash: string): void {
    const beganAt = this.#beganAt.get(hash);
    const missed = beganAt === undefined ? [] : this.#events.slice(beganAt - this.#passed);
    this.#end(hash);
    if (missed.length > 0) this.#apply(missed);
  }

  #end(hash: string): void {
    if (!this.#beganAt.delete(hash)) return;
    const oldest = Math.min(this.#passed + this.#events.length, ...this.#beganAt.values());
    this.#events.splice(0, oldest - this.#passed);
    this.#passed = oldest;
  }
}
