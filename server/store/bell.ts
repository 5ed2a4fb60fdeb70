import type pg from 'pg';
import { openConnection, type Connection, type Database } from './db.ts';

/** What may be waiting: events for browsers, jobs for workers, inbound events for lanes. */
export type BellTopic = 'live' | 'jobs' | 'inbound';

/**
 * Wakes whoever waits for new rows, in this process at once and in the others through NOTIFY.
 * A bell is a hint and never a promise: every listener polls as well, so a lost ring only costs a moment.
 */
export interface Bell {
  /** Call after the commit. Rings of one tick are gathered into one NOTIFY per topic. */
  ring(...topics: BellTopic[]): void;
  /** @returns a function that ends the listening. */
  listen(topic: BellTopic, listener: () => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'pagedesk_bell';
/** Time until a lost LISTEN connection is opened again. */
const RECONNECT_MS = 1_000;

/** Opens the bell: one connection that listens; ringing goes through the pool. */
export async function openBell(
  database: Database,
  connection: Connection,
  options: { processId: string; onError: (error: Error) => void },
): Promise<Bell> {
  const listeners: Record<BellTopic, Set<() => void>> = {
    live: new Set(),
    jobs: new Set(),
    inbound: new Set(),
  };
  const pending = new Set<BellTopic>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const wake = (topic: BellTopic) => {
    for (const listener of listeners[topic]) listener();
  };

  const connect = async (): Promise<void> => {
    const opened = await openConnection(connection, (error) => lost(error));
    opened.on('notification', ({ payload }) => {
      const [sender, topics] = (payload ?? '').split(' ');
      if (sender === options.processId || topics === undefined) return;
      for (const topic of topics.split(',')) if (topic in listeners) wake(topic as BellTopic);
    });
    await opened.query(`listen ${CHANNEL}`);
    client = opened;
  };

  const lost = (error: Error) => {
    if (closed || timer) return;
    options.onError(error);
    client = undefined;
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch(lost);
    }, RECONNECT_MS);
  };

  const notify = () => {
    if (closed || pending.size === 0) return;
    const topics = [...pending].join(',');
    pending.clear();
    database.pool
      .query(`select pg_notify('${CHANNEL}', $1)`, [`${options.processId} ${topics}`])
      .catch((error: Error) => options.onError(error));
  };

  await connect();
  return {
    ring(...topics) {
      if (pending.size === 0) setImmediate(notify);
      for (const topic of topics) {
        pending.add(topic);
        wake(topic);
      }
    },
    listen(topic, listener) {
      listeners[topic].add(listener);
      return () => listeners[topic].delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
