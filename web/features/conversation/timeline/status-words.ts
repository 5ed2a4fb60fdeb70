import type { Message, MessageStatus } from '../../../../contract/messages.ts';
import { fullTime } from '../../../lib/dates.ts';

/** How a reply's state is said in a word beside its sign. */
export const statusWords: Record<Exclude<MessageStatus, 'received'>, string> = {
  queued: 'Waiting',
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
  unknown: 'Not settled',
};

/** The times of a reply, one per line, for the tooltip of its tick. */
export function statusTimes(message: Message): string[] {
  const times: [string, string | null][] = [
    ['Written', message.createdAt],
    ['Sent', message.sentAt],
    ['Delivered', message.deliveredAt],
    ['Read', message.readAt],
  ];
  return times.flatMap(([word, at]) => (at === null ? [] : [`${word} ${fullTime(at)}`]));
}
