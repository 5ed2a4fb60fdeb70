import { newMessage } from '../../people/act.ts';
import { readMessages, receiveMessages } from '../../people/receive.ts';
import { echoEvent } from '../../webhooks/event-shapes.ts';
import type { MessageRecord, ThreadRecord } from '../../world/records.ts';
import { comeBack } from '../come-back.ts';
import type { GraphCall } from '../graph-call.ts';

/** Puts the message into the thread and tells of it: the echo before or after the answer, then the receipts. */
export async function deliver(
  call: GraphCall,
  thread: ThreadRecord,
  about: Partial<MessageRecord> & Pick<MessageRecord, 'mid'>,
): Promise<void> {
  const { simulation, caller } = call;
  const { settings } = simulation;
  const message = newMessage({
    ...about,
    from: 'page',
    sentAt: simulation.clock.nowMs(),
    appId: caller.app.id,
  });
  thread.pageTyping = null;
  simulation.world.addMessage(thread, message);
  simulation.live.thread(thread);
  await comeBack(
    call,
    () => simulation.tell(thread, echoEvent(simulation, thread, message)),
    () => {
      if (settings.receipts)
        receiveMessages(simulation, thread, settings.receiptMids ? { mids: [message.mid] } : {});
      if (settings.autoRead) readMessages(simulation, thread, {});
    },
  );
}
