import { sendReaction } from '../desk/gestures/react.ts';
import { showGesture, type Gesture } from '../desk/gestures/show-gesture.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId } from './read-payload.ts';
import type { ClaimedJob } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

/** Typing and seen: a courtesy with few places, which no send ever waits for. */
export const gestureHandler = (ctx: SendContext): JobHandler => ({
  places: 8,
  placesPerPage: 4,
  perSecond: 40,
  run: (job) => showGesture(ctx, gestureOf(job)),
});

/** Reactions of the page's. */
export const reactHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  run: (job) => sendReaction(ctx, readPayloadId(job, 'messageId')),
});

function gestureOf(job: ClaimedJob): Gesture {
  const contactId = readPayloadId(job, 'contactId');
  // Written by our own constructor alone.
  const { action, at } = job.payload as { action: Gesture['action']; at: string };
  return { contactId, action, at: new Date(at) };
}
