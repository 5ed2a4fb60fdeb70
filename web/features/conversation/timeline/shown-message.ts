import type { Message } from '../../../../contract/messages.ts';
import type { OutboxEntry } from '../outbox.ts';

/** A message as the timeline shows it: from the server, or still on its way there. */
export type ShownMessage = {
  /** Stays the same when the server's copy takes the place of the one made here, so that the bubble does not blink. */
  key: string;
  message: Message;
  /** What this browser still does for it; null once the server has it. */
  entry: OutboxEntry | null;
};

/** The key of a message: by the click that made it, else by its id. */
export function keyOfMessage(message: Message): string {
  return message.clientId === null ? message.id : `${message.clientId}:${message.part?.index ?? 1}`;
}
