import { expect, test } from 'vitest';
import { useOpenDesk } from '../testing/open-desk.ts';
import { beatProcess, processDeadAfterMs, pruneProcesses, removeProcess } from './processes.ts';

const desk = useOpenDesk();

test('a process that stays silent is removed, one that beats stays, and may come back', async () => {
  const started = () => ({ id: desk.newId(), startedAt: desk.clock.now(), runsWorker: true });
  const [silent, alive, leaving] = [started(), started(), started()];
  for (const process of [silent, alive, leaving]) await beatProcess(desk.db, process, desk.clock.now());
  await removeProcess(desk.db, leaving.id);
  desk.clock.advance(processDeadAfterMs);
  await beatProcess(desk.db, alive, desk.clock.now());
  expect(await pruneProcesses(desk.db, desk.clock.now())).toEqual([]);
  desk.clock.advance(1);
  expect(await pruneProcesses(desk.db, desk.clock.now())).toEqual([silent.id]);
  await beatProcess(desk.db, silent, desk.clock.now());
  expect(await desk.db.selectFrom('process').select('id').execute()).toHaveLength(2);
});
