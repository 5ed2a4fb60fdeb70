import type { Clock } from '../kit/clock.ts';
import { undoDays } from '../desk/customers/undo-time.ts';
import type { Logger } from '../kit/logger.ts';
import type { Db } from '../store/db.ts';
import { dropOldPartitions, ensurePartitions } from '../store/delivery-days.ts';
import {
  pruneEarlyMarks,
  pruneSessions,
  pruneSetAside,
  pruneThrottles,
  pruneUploads,
} from '../store/housekeeping.ts';
import { pruneLogins } from '../store/facebook-logins.ts';
import { pruneMerged } from '../store/customer-merges.ts';
import { pruneMails } from '../store/mails.ts';
import { pruneWebhookDeliveries } from '../store/outgoing-webhooks.ts';
import { pruneNotices } from '../store/notices.ts';
import { pruneTriggers } from '../store/triggers.ts';
import { pruneWrongSignatures } from '../store/wrong-signatures.ts';
import { enqueueJobs, pruneFailedJobs } from '../store/job-queue.ts';
import { ensureProbes } from './probe-page.ts';
import { pruneHandedOver } from '../store/handed-over.ts';
import type { JobHandler } from './worker.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const everyMs = hourMs / 2;

/** How long each thing is kept, in milliseconds. */
export const keptFor = {
  deliveries: 30 * dayMs,
  setAside: 7 * dayMs,
  failedJobs: 14 * dayMs,
  earlyMarks: 7 * dayMs,
  uploads: 2 * dayMs,
  throttles: dayMs,
  mails: 90 * dayMs,
  webhookDeliveries: 7 * dayMs,
  notices: 30 * dayMs,
  triggerEvents: 7 * dayMs,
  triggerRuns: 90 * dayMs,
  wrongSignatures: 7 * dayMs,
  mergedCustomers: undoDays * dayMs,
  /** As long as it can be set at most. */
  handedOver: 7 * dayMs,
} as const;

/**
 * Clears away what nobody needs any more, every half hour. The job is one row that all processes share, so one
 * process does it at a time; each step is safe to repeat. A page that nobody looks after is found here too.
 */
export const housekeepingHandler = ({
  db,
  clock,
  log,
}: {
  db: Db;
  clock: Clock;
  log: Logger;
}): JobHandler => ({
  places: 1,
  async run() {
    const now = clock.now();
    const before = (ageMs: number) => new Date(now.getTime() - ageMs);
    await ensurePartitions(db, now);
    const cleared = {
      deliveryDays: (await dropOldPartitions(db, before(keptFor.deliveries))).length,
      sessions: await pruneSessions(db, now),
      throttles: await pruneThrottles(db, before(keptFor.throttles)),
      earlyMarks: await pruneEarlyMarks(db, before(keptFor.earlyMarks)),
      uploads: await pruneUploads(db, before(keptFor.uploads)),
      setAside: await pruneSetAside(db, before(keptFor.setAside)),
      logins: await pruneLogins(db, now),
      wrongSignatures: await pruneWrongSignatures(db, before(keptFor.wrongSignatures)),
      mergedCustomers: await pruneMerged(db, before(keptFor.mergedCustomers)),
      handedOver: await pruneHandedOver(db, before(keptFor.handedOver)),
      mails: await pruneMails(db, before(keptFor.mails)),
      notices: await pruneNotices(db, before(keptFor.notices)),
      triggers: await pruneTriggers(db, {
        events: before(keptFor.triggerEvents),
        runs: before(keptFor.triggerRuns),
      }),
      webhookDeliveries: await pruneWebhookDeliveries(db, before(keptFor.webhookDeliveries)),
      failedJobs: await pruneFailedJobs(db, before(keptFor.failedJobs)),
    };
    await ensureProbes(db, now);
    log.debug(cleared, 'Cleared away what was old.');
    return {
      runAt: new Date(now.getTime() + everyMs),
      reason: 'It comes round again.',
      countsAsAttempt: false,
    };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureHousekeeping(db: Db, now: Date): Promise<void> {
  const maxAttempts = 1_000_000;
  await enqueueJobs(db, [{ kind: 'housekeeping', uniqueKey: 'housekeeping', maxAttempts }], now);
}
