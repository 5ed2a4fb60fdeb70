import type { WrittenMessages } from '../../../contract/messages.ts';
import type { Context } from '../context.ts';
import { presentMessages } from './present.ts';

/** What was written, in the contract's words: the first message, and all of them in their order. */
export async function presentWritten(
  db: Context['db'],
  messageIds: readonly string[],
): Promise<WrittenMessages> {
  const messages = await presentMessages(db, messageIds);
  const [message] = messages;
  if (!message) throw new Error('What was just written is gone.');
  return { message, messages };
}
