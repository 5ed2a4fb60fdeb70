import type { TranslationContext } from '../desk/translation/translation-context.ts';
import { translateMessage } from '../desk/translation/translate-message.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Translates messages, few at a time: a service on a small machine works through one after the other anyway. */
export const translateMessageHandler = (ctx: TranslationContext): JobHandler => ({
  places: 4,
  placesPerPage: 3,
  run: (job) => translateMessage(ctx, { messageId: readPayloadId(job, 'messageId'), attempts: job.attempts }),
});
