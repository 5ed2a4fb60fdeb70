import { expect, test } from 'vitest';
import { useOpenDesk } from '../testing/open-desk.ts';
import { keepWaitsShort } from './clock-moves.ts';
import { enqueueJobs } from './job-queue.ts';

const desk = useOpenDesk();
const hourMs = 3_600_000;

test('after the clock was put back a job waits for as long as before, and what was due is due', async () => {
  const ahead = new Date(desk.clock.now().getTime() + 25 * hourMs);
  const at = (ms: number) => new Date(ahead.getTime() + ms);
  await enqueueJobs(
    desk.db,
    [
      { kind: 'waiting', runAt: at(60_000) },
      { kind: 'due', runAt: at(-hourMs) },
      { kind: 'old', runAt: at(-30 * hourMs) },
    ],
    ahead,
  );
  const now = desk.clock.now();
  await keepWaitsShort(desk.db, now, 25 * hourMs);
  const jobs = await desk.db.selectFrom('job').select(['kind', 'runAt']).orderBy('id').execute();
  expect(jobs.map(({ kind, runAt }) => [kind, runAt.getTime() - now.getTime()])).toEqual([
    ['waiting', 60_000],
    ['due', 0],
    ['old', -5 * hourMs],
  ]);
});
