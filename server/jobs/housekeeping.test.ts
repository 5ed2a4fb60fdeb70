import { expect, test } from 'vitest';
import { createLogger } from '../kit/logger.ts';
import { useOpenDesk } from '../testing/open-desk.ts';
import { ensureHousekeeping, housekeepingHandler } from './housekeeping.ts';
import { createWorker } from './worker.ts';

const desk = useOpenDesk();
const log = createLogger({ level: 'silent', isPretty: false });
const dayMs = 24 * 3_600_000;

const makeWorker = () =>
  createWorker({
    db: desk.db,
    clock: desk.clock,
    bell: desk.bell,
    handlers: { housekeeping: housekeepingHandler({ db: desk.db, clock: desk.clock, log }) },
    log,
  });

test('what is old is cleared away every half hour, by one process at a time', async () => {
  const start = desk.clock.now();
  await ensureHousekeeping(desk.db, start);
  await ensureHousekeeping(desk.db, start);
  await desk.db
    .insertInto('setAside')
    .values({ id: desk.newId(), receivedAt: start, reason: 'malformed', detail: 'No JSON.' })
    .execute();
  await desk.db
    .insertInto('job')
    .values({ kind: 'x', runAt: start, failedAt: start, createdAt: start })
    .execute();

  const ran = await Promise.all([makeWorker().runOnce(), makeWorker().runOnce()]);
  expect(ran.toSorted()).toEqual([0, 1]);

  desk.clock.advance(2 * 3_600_000);
  expect(await makeWorker().drain()).toBe(1);

  desk.clock.advance(31 * dayMs);
  expect(await makeWorker().drain()).toBe(1);
  expect(await desk.db.selectFrom('setAside').select('id').execute()).toEqual([]);
  expect(await desk.db.selectFrom('job').select('kind').execute()).toEqual([{ kind: 'housekeeping' }]);
});
