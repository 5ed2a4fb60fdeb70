import { askService, type AskServiceContext } from '../desk/distribution/ask-service.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Asks programs who gets conversations that wait. */
export const askServiceHandler = (ctx: AskServiceContext): JobHandler => ({
  places: 8,
  run: (job) => askService(ctx, { conversationId: readPayloadId(job, 'conversationId') }),
});
