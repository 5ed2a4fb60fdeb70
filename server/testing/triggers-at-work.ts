import type { Context } from '../desk/context.ts';
import { followEvents } from '../desk/desk-events/follow.ts';
import { watchTriggers } from '../desk/triggers/watch.ts';
import { runTriggersHandler } from '../jobs/run-triggers.ts';
import { createWorker } from '../jobs/worker.ts';
import { createLogger } from '../kit/logger.ts';
import type { OpenDesk } from './open-desk.ts';

/** What follows the log for triggers, looks at the clock, and runs what was left to it, as often as there is something. */
export function triggersAtWork(desk: OpenDesk) {
  const log = createLogger({ level: 'silent', isPretty: false });
  const system = (): Context => ({ ...desk, actor: { kind: 'system', name: 'Pagedesk' } });
  const worker = () =>
    createWorker({
      ...desk,
      log,
      random: () => 0.5,
      handlers: { 'run-triggers': runTriggersHandler({ ...system(), log }) },
    });
  const countJobs = async () =>
    (await desk.db.selectFrom('job').select('id').where('kind', '=', 'run-triggers').execute()).length;
  return {
    system,
    worker,
    log,
    /** Until nothing is left, but so many rounds at most. @returns how many there were. */
    async settle(most = 30): Promise<number> {
      for (let round = 1; round <= most; round++) {
        await watchTriggers(system());
        await followEvents(system());
        if ((await countJobs()) === 0) return round;
        await worker().drain();
      }
      throw new Error('Triggers set one another off without an end.');
    },
  };
}
