import type { Delivery } from '../webhooks/delivery.ts';
import type { GraphCall } from './graph-call.ts';

/** How long a webhook that goes ahead of the answer may take before the answer goes anyway. */
const longestWaitMs = 2_000;

/**
 * What the page's own call did comes back as a webhook: before the answer or after it, as the setting `echo` says.
 * `afterwards` runs behind it in any case, and alone when the webhook is switched off.
 */
export async function comeBack(
  call: GraphCall,
  tell: () => Delivery[],
  afterwards: () => void = () => undefined,
): Promise<void> {
  const { simulation } = call;
  const { echo, echoDelayMs } = simulation.settings;
  const isFirst = echo === 'before' || (echo === 'race' && simulation.mint.chance() < 0.5);
  if (echo === 'off') call.afterwards.push(afterwards);
  else if (isFirst) {
    const deliveries = tell();
    call.afterwards.push(afterwards);
    if (echo === 'before') await tried(call, deliveries);
  } else if (echoDelayMs > 0) {
    call.afterwards.push(() => simulation.later(echoDelayMs, () => [tell(), afterwards()]));
  } else call.afterwards.push(tell, afterwards);
}

async function tried({ simulation }: GraphCall, deliveries: Delivery[]): Promise<void> {
  const all = Promise.all(deliveries.map((delivery) => simulation.engine.whenTried(delivery)));
  await Promise.race([all, new Promise<void>((resolve) => simulation.time.after(longestWaitMs, resolve))]);
}
