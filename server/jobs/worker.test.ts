import { beforeEach, expect, test } from 'vitest';
import { createLogger } from '../kit/logger.ts';
import {
  enqueueJobs,
  freeExpiredLeases,
  hurryJobs,
  type ClaimedJob,
  type NewJob,
} from '../store/job-queue.ts';
import { useOpenDesk } from '../testing/open-desk.ts';
import { createWorker, type JobHandler } from './worker.ts';

const desk = useOpenDesk();
const log = createLogger({ level: 'silent', isPretty: false });
const pageA = '00000000-0000-7000-8000-00000000000a';
const pageB = '00000000-0000-7000-8000-00000000000b';

beforeEach(async () => {
  await desk.db.deleteFrom('job').execute();
});

const makeWorker = (handlers: Record<string, JobHandler>, more: { isHurried?: () => boolean } = {}) =>
  createWorker({
    db: desk.db,
    clock: desk.clock,
    bell: desk.bell,
    handlers,
    log,
    random: () => 0.5,
    ...more,
  });

const enqueue = (...jobs: NewJob[]) => enqueueJobs(desk.db, jobs, desk.clock.now());
const countJobs = async () => (await desk.db.selectFrom('job').select('id').execute()).length;

/** A promise that a test ends by hand. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Waits for what happens in other tasks of this process; no rule of ours depends on this time. */
async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error('It did not happen.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a job runs once and is gone', async () => {
  const seen: unknown[] = [];
  const worker = makeWorker({ note: { places: 4, run: async (job) => void seen.push(job.payload) } });
  await enqueue({ kind: 'note', payload: { innerKey: 1 } }, { kind: 'somebody-elses' });
  expect(await worker.drain()).toBe(1);
  expect(seen).toEqual([{ innerKey: 1 }]);
  expect(await countJobs()).toBe(1);
});

test('a job waits for its time', async () => {
  let ran = 0;
  const worker = makeWorker({ note: { places: 4, run: async () => void ran++ } });
  await enqueue({ kind: 'note', runAt: new Date(desk.clock.now().getTime() + 60_000) });
  await worker.drain();
  expect(ran).toBe(0);
  desk.clock.advance(60_000);
  await worker.drain();
  expect(ran).toBe(1);
});

test('a job that throws comes back later each time, and is given up after its last attempt', async () => {
  const at: number[] = [];
  const start = desk.clock.now().getTime();
  const worker = makeWorker({
    note: {
      places: 1,
      backoff: { firstMs: 1_000, mostMs: 8_000 },
      run: async () => {
        at.push(desk.clock.now().getTime() - start);
        throw new Error('no luck with EAAGabcdefghijklmnopqrstuvwxyz123456');
      },
    },
  });
  await enqueue({ kind: 'note', maxAttempts: 4 });
  for (let second = 0; second < 30; second++) {
    await worker.drain();
    desk.clock.advance(500);
  }
  expect(at).toEqual([0, 1_000, 2_500, 5_500]);
  const job = await desk.db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
  expect(job.failedAt).not.toBeNull();
  expect(job.lastError).toBe('Error: no luck with [hidden]');
});

test('mere patience does not use up attempts', async () => {
  let ran = 0;
  const worker = makeWorker({
    note: {
      places: 1,
      run: async () => {
        ran++;
        const runAt = new Date(desk.clock.now().getTime() + 1_000);
        return ran < 6 ? { runAt, reason: 'The page is paused.', countsAsAttempt: false } : undefined;
      },
    },
  });
  await enqueue({ kind: 'note', maxAttempts: 2 });
  for (let second = 0; second < 8; second++) {
    await worker.drain();
    desk.clock.advance(1_000);
  }
  expect(ran).toBe(6);
  expect(await countJobs()).toBe(0);
});

test('jobs of one key run in order, and a head that fails holds its followers', async () => {
  const ran: string[] = [];
  let failures = 2;
  const handler: JobHandler = {
    places: 10,
    backoff: { firstMs: 1_000, mostMs: 1_000 },
    run: async ({ payload }) => {
      const { name } = payload as { name: string };
      if (name === 'a1' && failures-- > 0) throw new Error('not yet');
      ran.push(name);
    },
  };
  const worker = makeWorker({ send: handler });
  const send = (key: string, name: string): NewJob => ({ kind: 'send', key, payload: { name } });
  await enqueue(send('a', 'a1'), send('a', 'a2'), send('b', 'b1'), send('a', 'a3'), send('b', 'b2'));
  await worker.drain();
  expect(ran).toEqual(['b1', 'b2']);
  desk.clock.advance(1_000);
  await worker.drain();
  desk.clock.advance(1_000);
  await worker.drain();
  expect(ran).toEqual(['b1', 'b2', 'a1', 'a2', 'a3']);
});

test('a head that was given up no longer holds its followers', async () => {
  const ran: string[] = [];
  const worker = makeWorker({
    send: {
      places: 10,
      run: async ({ payload }) => {
        const { name } = payload as { name: string };
        if (name === 'first') throw new Error('never');
        ran.push(name);
      },
    },
  });
  await enqueue(
    { kind: 'send', key: 'a', payload: { name: 'first' }, maxAttempts: 1 },
    { kind: 'send', key: 'a', payload: { name: 'second' } },
  );
  await worker.drain();
  expect(ran).toEqual(['second']);
});

test('four workers never run a job twice, and keep the order of each key', async () => {
  const ran: { key: string; n: number }[] = [];
  const running = new Map<string, number>();
  let broken = 0;
  const handlers: Record<string, JobHandler> = {
    send: {
      places: 8,
      run: async ({ key, payload }) => {
        const { n } = payload as { n: number };
        const now = (running.get(key ?? '') ?? 0) + 1;
        if (now > 1) broken++;
        running.set(key ?? '', now);
        await new Promise((resolve) => setImmediate(resolve));
        ran.push({ key: key ?? '', n });
        running.set(key ?? '', now - 1);
      },
    },
  };
  const jobs = Array.from({ length: 400 }, (_, n): NewJob => ({
    kind: 'send',
    key: `k${n % 25}`,
    payload: { n },
  }));
  await enqueue(...jobs);
  await Promise.all(Array.from({ length: 4 }, () => makeWorker(handlers)).map((worker) => worker.drain()));
  while ((await countJobs()) > 0) await makeWorker(handlers).drain();

  expect(ran.length).toBe(400);
  expect(broken).toBe(0);
  for (let key = 0; key < 25; key++) {
    const order = ran.filter((job) => job.key === `k${key}`).map((job) => job.n);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
});

test('the job of a worker that died runs again after its lease, and the dead one can no longer end it', async () => {
  const stuck = gate();
  const dead = makeWorker({ note: { places: 1, run: () => stuck.opened } });
  await enqueue({ kind: 'note' });
  const dying = dead.runOnce();

  const ran: number[] = [];
  const living = makeWorker({ note: { places: 1, run: async (job) => void ran.push(job.attempts) } });
  await expectEventually(async () => (await leased()) === 1);
  expect(await living.drain()).toBe(0);
  desk.clock.advance(30_001);
  expect(await freeExpiredLeases(desk.db, desk.clock.now())).toBe(1);

  stuck.open();
  await dying;
  expect(await countJobs()).toBe(1);
  await living.drain();
  expect(ran).toEqual([2]);
  expect(await countJobs()).toBe(0);
});

test('a job that ends its process each time is given up after its last attempt', async () => {
  await enqueue({ kind: 'note', maxAttempts: 1 });
  const never = makeWorker({ note: { places: 1, run: () => new Promise(() => {}) } });
  void never.runOnce();
  await expectEventually(async () => (await leased()) === 1);
  desk.clock.advance(30_001);
  await freeExpiredLeases(desk.db, desk.clock.now());
  const job = await desk.db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
  expect(job.failedAt).not.toBeNull();
});

test('a slow page holds no more than its share: another page goes on', async () => {
  const slow = gate();
  const ran: string[] = [];
  const worker = makeWorker({
    send: {
      places: 40,
      placesPerPage: 4,
      run: async (job: ClaimedJob) => {
        if (job.pageId === pageA) await slow.opened;
        ran.push(job.pageId ?? '');
      },
    },
  });
  await enqueue(...Array.from({ length: 60 }, (): NewJob => ({ kind: 'send', pageId: pageA })));
  worker.start();
  await expectEventually(async () => (await leased()) >= 4);
  await enqueue(...Array.from({ length: 20 }, (): NewJob => ({ kind: 'send', pageId: pageB })));
  desk.bell.ring('jobs');
  await until(() => ran.length === 20);
  expect(ran.every((page) => page === pageB)).toBe(true);
  expect(await leased()).toBeLessThanOrEqual(4 + 16);
  slow.open();
  await until(() => ran.length === 80);
  await worker.stop();
  expect(await countJobs()).toBe(0);
});

test('one kind that waits takes no place of another', async () => {
  const slow = gate();
  let sent = 0;
  const worker = makeWorker({
    download: { places: 2, run: () => slow.opened },
    send: { places: 2, run: async () => void sent++ },
  });
  await enqueue(...Array.from({ length: 50 }, (): NewJob => ({ kind: 'download' })), { kind: 'send' });
  worker.start();
  await until(() => sent === 1);
  slow.open();
  await worker.stop();
});

test('a kind with a pace takes its second’s worth at once, and the rest by and by', async () => {
  let looked = 0;
  const worker = makeWorker({ look: { places: 100, perSecond: 10, run: async () => void looked++ } });
  await enqueue(...Array.from({ length: 13 }, (): NewJob => ({ kind: 'look' })));
  const startedAt = performance.now();
  worker.start();
  await until(() => looked === 10);
  await until(() => looked === 13);
  expect(performance.now() - startedAt).toBeGreaterThan(300);
  await worker.stop();
});

test('while something people wait for needs the machine, a kind with a pace holds back', async () => {
  let looked = 0;
  let sent = 0;
  let isHurried = true;
  const worker = makeWorker(
    {
      look: { places: 100, perSecond: 20, run: async () => void looked++ },
      send: { places: 100, run: async () => void sent++ },
    },
    { isHurried: () => isHurried },
  );
  await enqueue(...Array.from({ length: 12 }, (): NewJob => ({ kind: 'look' })), { kind: 'send' });
  expect(await worker.runOnce()).toBe(3);
  expect({ looked, sent }).toEqual({ looked: 2, sent: 1 });
  isHurried = false;
  worker.start();
  await until(() => looked === 12);
  await worker.stop();
});

test('a ring starts a job at once, and stopping waits for what is in hand', async () => {
  const slow = gate();
  let isDone = false;
  let isStarted = false;
  const worker = makeWorker({
    note: {
      places: 1,
      run: async () => {
        isStarted = true;
        await slow.opened;
        isDone = true;
      },
    },
  });
  worker.start();
  await enqueue({ kind: 'note' });
  desk.bell.ring('jobs');
  await until(() => isStarted);
  const stopping = worker.stop();
  expect(isDone).toBe(false);
  slow.open();
  await stopping;
  expect(isDone).toBe(true);
  expect(await countJobs()).toBe(0);
});

test('what was held for a page is due at once when it is hurried', async () => {
  let ran = 0;
  const worker = makeWorker({ send: { places: 4, run: async () => void ran++ } });
  const later = new Date(desk.clock.now().getTime() + 3_600_000);
  await enqueue({ kind: 'send', pageId: pageA, runAt: later }, { kind: 'send', pageId: pageB, runAt: later });
  await hurryJobs(desk.db, 'send', pageA, desk.clock.now());
  await worker.drain();
  expect(ran).toBe(1);
});

test('a second job of the same name is not added while the first is unfinished', async () => {
  await enqueue({ kind: 'note', uniqueKey: 'once' });
  await enqueue({ kind: 'note', uniqueKey: 'once' });
  expect(await countJobs()).toBe(1);
});

async function leased(): Promise<number> {
  const rows = await desk.db.selectFrom('job').select('id').where('leaseUntil', 'is not', null).execute();
  return rows.length;
}

async function expectEventually(isTrue: () => Promise<boolean>): Promise<void> {
  await expect.poll(isTrue, { timeout: 5_000, interval: 5 }).toBe(true);
}
