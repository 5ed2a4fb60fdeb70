import type { Simulation } from '../simulation.ts';
import { deliveryEvent, readEvent } from '../webhooks/event-shapes.ts';
import type { ThreadRecord } from '../world/records.ts';
import { publish, timeOf, type Circumstances, type Deed } from './act.ts';

/** The person's device has received messages of the page. */
export function receiveMessages(
  simulation: Simulation,
  thread: ThreadRecord,
  receipt: Circumstances & { mids?: string[] | undefined; watermark?: number | undefined },
): Deed {
  const timestamp = timeOf(simulation, receipt);
  const watermark = receipt.watermark ?? timestamp;
  thread.deliveredAt = Math.max(thread.deliveredAt ?? 0, watermark);
  publish(simulation, thread, receipt, () => deliveryEvent(thread, watermark, receipt.mids));
  return { timestamp };
}

/** The person has read everything up to the watermark. */
export function readMessages(
  simulation: Simulation,
  thread: ThreadRecord,
  reading: Circumstances & { watermark?: number | undefined },
): Deed {
  const timestamp = timeOf(simulation, reading);
  const watermark = reading.watermark ?? timestamp;
  thread.readByPersonAt = Math.max(thread.readByPersonAt ?? 0, watermark);
  publish(simulation, thread, reading, () => readEvent(thread, timestamp, watermark));
  return { timestamp };
}

export function type(simulation: Simulation, thread: ThreadRecord, isOn: boolean): Deed {
  thread.personTyping = isOn;
  simulation.live.thread(thread);
  return { timestamp: simulation.clock.nowMs() };
}
