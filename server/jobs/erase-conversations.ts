import type { Context } from '../desk/context.ts';
import { eraseConversations } from '../desk/extensions/erase-conversations.ts';
import { hasPayload, readPayloadText } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Between two steps, so that what people wait for goes first. */
const PAUSE_MS = 200;
/** Steps in one go. */
const STEPS = 10;

/** Erases what an uninstall or a removal was told to erase: some steps, a pause, and on from there, also after a restart. */
export const eraseConversationsHandler = (ctx: Pick<Context, 'db' | 'clock' | 'bell'>): JobHandler => ({
  places: 1,
  async run(job) {
    const removedUntil = new Date(readPayloadText(job, 'removedUntil'));
    const pageId = hasPayload(job, 'pageId') ? readPayloadText(job, 'pageId') : null;
    for (let step = 0; step < STEPS; step += 1) {
      if (!(await eraseConversations(ctx, removedUntil, pageId))) return;
    }
    return {
      runAt: new Date(ctx.clock.now().getTime() + PAUSE_MS),
      reason: 'There is more to erase.',
      countsAsAttempt: false,
    };
  },
});
