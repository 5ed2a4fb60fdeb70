import { useCallback, useEffect, useRef, useState } from 'react';
import { sim } from './sim.ts';
import type { Call, Delivery, LiveNews, Thread, Wall, World } from './types.ts';

const LOG_LENGTH = 100;

export type LogEntry =
  { kind: 'delivery'; at: number; delivery: Delivery } | { kind: 'call'; at: number; call: Call };

export interface Sandbox {
  world: World | null;
  thread: Thread | null;
  wall: Wall | null;
  log: LogEntry[];
  /** What went wrong last, in a sentence; null when all is well. */
  problem: string | null;
  isConnected: boolean;
  /** Runs an act and shows its failure. */
  run(act: () => Promise<unknown>): void;
}

/** The sandbox's state, kept current by its live stream. `chosen` is the thread on screen. */
export function useSandbox(chosen: { pageId: string; personId: string } | null): Sandbox {
  const [world, setWorld] = useState<World | null>(null);
  const [thread, setThread] = useState<Thread | null>(null);
  const [wall, setWall] = useState<Wall | null>(null);
  const [log, setLog] = useState<LogEntry[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [isConnected, setConnected] = useState(false);
  const chosenRef = useRef(chosen);
  useEffect(() => {
    chosenRef.current = chosen;
  }, [chosen]);

  const readWorld = useCallback(() => {
    const pageId = chosenRef.current?.pageId;
    return sim<World>('GET', `/state${pageId ? `?pageId=${pageId}` : ''}`).then(setWorld);
  }, []);
  const readThread = useCallback(async () => {
    const now = chosenRef.current;
    if (!now) return;
    const fresh = await sim<Thread>('GET', `/threads/${now.pageId}/${now.personId}`).catch(() => null);
    if (chosenRef.current?.personId === now.personId && chosenRef.current.pageId === now.pageId)
      setThread(fresh);
  }, []);

  const readWall = useCallback(async () => {
    const pageId = chosenRef.current?.pageId;
    if (pageId === undefined) return;
    const fresh = await sim<Wall>('GET', `/pages/${pageId}/wall`).catch(() => null);
    if (chosenRef.current?.pageId === pageId) setWall(fresh);
  }, []);

  useEffect(() => {
    setWall(null);
    void readWall();
    void readWorld();
  }, [chosen?.pageId, readWall, readWorld]);

  useEffect(() => {
    setThread(null);
    void readThread();
  }, [chosen?.pageId, chosen?.personId, readThread]);

  useEffect(() => {
    const stream = new EventSource('/_sim/live');
    stream.addEventListener('open', () => {
      setConnected(true);
      void readWorld();
      void readThread();
      void readWall();
      void readLog().then(setLog);
    });
    stream.addEventListener('error', () => setConnected(false));
    stream.addEventListener('message', (event: MessageEvent<string>) => {
      const news = JSON.parse(event.data) as LiveNews;
      switch (news.type) {
        case 'thread':
          if (news.personId === chosenRef.current?.personId) void readThread();
          void readWorld();
          break;
        case 'wall':
          if (news.pageId === chosenRef.current?.pageId) void readWall();
          break;
        case 'delivery':
          setLog((old) =>
            withEntry(old, { kind: 'delivery', at: news.delivery.madeAt, delivery: news.delivery }),
          );
          break;
        case 'call':
          setLog((old) => withEntry(old, { kind: 'call', at: news.call.at, call: news.call }));
          break;
        case 'clock':
          setWorld(
            (old) => old && { ...old, nowMs: news.nowMs, offsetMs: news.offsetMs, isPaused: news.isPaused },
          );
          break;
        case 'hello':
          break;
        case 'world':
        case 'reset':
          void readWorld();
          void readThread();
          void readWall();
          break;
      }
    });
    return () => stream.close();
  }, [readWorld, readThread, readWall]);

  const run = useCallback((act: () => Promise<unknown>) => {
    act().then(
      () => setProblem(null),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, []);

  return { world, thread, wall, log, problem, isConnected, run };
}

async function readLog(): Promise<LogEntry[]> {
  const [{ deliveries }, { calls }] = await Promise.all([
    sim<{ deliveries: Delivery[] }>('GET', `/deliveries?limit=${LOG_LENGTH}`),
    sim<{ calls: Call[] }>('GET', `/calls?limit=${LOG_LENGTH}`),
  ]);
  const entries: LogEntry[] = [
    ...deliveries.map((delivery) => ({ kind: 'delivery' as const, at: delivery.madeAt, delivery })),
    ...calls.map((call) => ({ kind: 'call' as const, at: call.at, call })),
  ];
  return entries.toSorted((a, b) => b.at - a.at).slice(0, LOG_LENGTH);
}

/** A delivery is told again when its state changes: it replaces its earlier self. */
function withEntry(old: LogEntry[], entry: LogEntry): LogEntry[] {
  const key = keyOf(entry);
  const at = old.findIndex((other) => keyOf(other) === key);
  if (at >= 0) return old.with(at, entry);
  return [entry, ...old].slice(0, LOG_LENGTH);
}

export function keyOf(entry: LogEntry): string {
  return entry.kind === 'call' ? `c${entry.call.id}` : `d${entry.delivery.id}`;
}
