import type { Outgoing } from '../../kit/outgoing.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findDelivery, recordTry } from '../../store/outgoing-webhooks.ts';
import type { Context } from '../context.ts';
import type { Again } from '../messages/send-context.ts';
import { signDelivery } from './sign.ts';

/** What telling other programs needs besides the database. */
export interface WebhookContext extends Context {
  secrets: Secrets;
  outgoing: Outgoing;
}

const mostTries = 11;
const retryAfterMs = 10_000;

/**
 * Tells an endpoint of one event; told is what it answered with a status of 200 to 299. At least once: an answer that is
 * lost on its way has it told again, under the same event id. After ten repeats, ten seconds apart, it is given up.
 *
 * @returns when to try again; nothing when it needs no more work.
 */
export async function deliverWebhook(
  ctx: WebhookContext,
  input: { deliveryId: string },
): Promise<Again | void> {
  const delivery = await findDelivery(ctx.db, input.deliveryId);
  if (delivery?.state !== 'waiting') return;
  const { id, body, event, eventId, attempts: before } = delivery;
  const triedAt = ctx.clock.now();
  const attempts = before + 1;
  if (!delivery.isOn && event !== 'test') {
    const failure = 'The endpoint is switched off.';
    return recordTry(ctx.db, id, { state: 'failed', attempts: before, statusCode: null, failure, triedAt });
  }
  const secret = ctx.secrets.open(delivery.secretSealed, delivery.endpointId);
  const answer = await ctx.outgoing.post(delivery.url, body, {
    'content-type': 'application/json',
    'user-agent': 'Pagedesk',
    'x-pagedesk-event': event,
    'x-pagedesk-event-id': eventId,
    'x-pagedesk-signature': signDelivery(secret, body, triedAt),
  });
  const statusCode = answer.answered ? answer.status : null;
  if (answer.answered && answer.status >= 200 && answer.status < 300) {
    return recordTry(ctx.db, id, { state: 'delivered', attempts, statusCode, failure: null, triedAt });
  }
  const failure = answer.answered ? `It answered ${answer.status}.` : answer.reason;
  const isForGood = attempts >= mostTries || (!answer.answered && answer.isForGood);
  await recordTry(ctx.db, id, {
    state: isForGood ? 'failed' : 'waiting',
    attempts,
    statusCode,
    failure,
    triedAt,
  });
  if (isForGood) return;
  return {
    runAt: new Date(ctx.clock.now().getTime() + retryAfterMs),
    reason: failure,
    countsAsAttempt: true,
  };
}
