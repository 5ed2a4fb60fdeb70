import { newMessage } from '../../people/act.ts';
import { readMessages, receiveMessages } from '../../people/receive.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { echoEvent } from '../../webhooks/event-shapes.ts';
import type { MessageRecord, ThreadRecord } from '../../world/records.ts';
import type { GraphCall } from '../graph-call.ts';

/** How long an echo that goes ahead of the answer may take before the answer goes anyway. */
const longestEchoWaitMs = 2_000;

/** Puts the message into the thread and tells of it: the echo before or after the answer, then the receipts. */
export async function deliver(
  call: GraphCall,
  thread: ThreadRecord,
  about: Partial<MessageRecord>,
): Promise<string> {
  const { simulation, caller } = call;
  const { settings } = simulation;
  const message = newMessage({
    ...about,
    mid: simulation.mint.mid(),
    from: 'page',
    sentAt: simulation.clock.nowMs(),
    appId: caller.app.id,
  });
  thread.pageTyping = null;
  simulation.world.addMessage(thread, message);
  simulation.live.thread(thread);

  const echo = () => simulation.tell(thread, echoEvent(simulation, thread, message));
  const receipts = () => {
    if (settings.receipts)
      receiveMessages(simulation, thread, settings.receiptMids ? { mids: [message.mid] } : {});
    if (settings.autoRead) readMessages(simulation, thread, {});
  };
  const isFirst = settings.echo === 'before' || (settings.echo === 'race' && simulation.mint.chance() < 0.5);
  if (settings.echo === 'off') call.afterwards.push(receipts);
  else if (isFirst) {
    const echoes = echo();
    call.afterwards.push(receipts);
    if (settings.echo === 'before') await tried(call, echoes);
  } else if (settings.echoDelayMs > 0) {
    call.afterwards.push(() => simulation.later(settings.echoDelayMs, () => [echo(), receipts()]));
  } else call.afterwards.push(echo, receipts);
  return message.mid;
}

async function tried({ simulation }: GraphCall, echoes: Delivery[]): Promise<void> {
  const all = Promise.all(echoes.map((echo) => simulation.engine.whenTried(echo)));
  await Promise.race([
    all,
    new Promise<void>((resolve) => simulation.time.after(longestEchoWaitMs, resolve)),
  ]);
}
