import { z } from 'zod';
import { triggerEvent } from '../../contract/triggers.ts';
import type { Context } from '../desk/context.ts';
import { runTriggers } from '../desk/triggers/run.ts';
import type { Logger } from '../kit/logger.ts';
import type { JobHandler } from './worker.ts';

const payload = z.object({
  id: z.uuid(),
  event: triggerEvent,
  conversationId: z.uuid(),
  at: z.coerce.date(),
  messageId: z.uuid().optional(),
  triggerId: z.uuid().optional(),
  since: z.coerce.date().optional(),
  runId: z.uuid().optional(),
});

/** Has triggers look at something that happened; of one conversation at one thing after another. */
export const runTriggersHandler = (ctx: Context & { log: Logger }): JobHandler => ({
  places: 4,
  run: (job) => runTriggers(ctx, payload.parse(job.payload)),
});
