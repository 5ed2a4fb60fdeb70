import { hideByRule } from '../desk/comments/hide-by-rule.ts';
import type { Context } from '../desk/context.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Hides comments that have one of their page's words for it. */
export const hideByRuleHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => hideByRule(ctx, readPayloadId(job, 'messageId')),
});
