import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../../contract/live-events.ts';
import type { Me } from '../../contract/team.ts';
import { isProblem } from '../lib/api.ts';
import { meQuery } from '../lib/desk-queries.ts';
import { LiveConnection } from '../lib/live.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { applyLiveEvents } from './live-cache.ts';
import { LiveReplay } from './live-replay.ts';

const helloWithinMs = 400;

/** The live connection of this desk, and what it does to the cache. */
export class DeskLive {
  readonly connection: LiveConnection;
  #cache: QueryClient;
  #isStarted = false;

  constructor(cache: QueryClient) {
    this.#cache = cache;
    const apply = (events: readonly LiveEvent[]) => {
      const me = cache.getQueryData<Me>(queryKeys.me);
      if (me) applyLiveEvents(cache, events, me.user.id);
    };
    const replay = new LiveReplay(cache, apply);
    this.connection = new LiveConnection({
      onEvents: (events) => {
        apply(events);
        replay.hear(events);
      },
      onResync: () => void cache.invalidateQueries(),
      onLost: (attempt) => {
        // A lost session, or a desk that is outside now, looks like a lost connection from here: asking tells which.
        if (attempt !== 2) return;
        cache.fetchQuery({ ...meQuery, staleTime: 0, retry: false }).catch((error: unknown) => {
          if (isProblem(error, 'forbidden')) this.connection.noteRefusal(error.message);
        });
      },
    });
  }

  /**
   * Connects, once. Settles with the first hello, or a moment later without it: then what is fetched
   * before the hello may miss an event, and is fetched again at the hello.
   */
  start(): Promise<void> {
    if (this.#isStarted) return Promise.resolve();
    this.#isStarted = true;
    this.connection.start();
    return new Promise((resolve) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        resolve();
      }, helloWithinMs);
      const stopListening = this.connection.subscribe(() => {
        if (this.connection.getState().status !== 'online') return;
        stopListening();
        clearTimeout(timer);
        if (isLate) void this.#cache.invalidateQueries();
        resolve();
      });
    });
  }

  /** After signing out: nothing of this user stays. */
  stop(): void {
    this.connection.stop();
    this.#isStarted = false;
    this.#cache.clear();
  }
}
