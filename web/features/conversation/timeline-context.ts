import { createContext, useContext } from 'react';
import type { AttachmentId, MessageId, UserId } from '../../../contract/ids.ts';
import type { Message } from '../../../contract/messages.ts';
import type { OutboxEntry } from './outbox.ts';
import type { Translating } from './translation/translating.ts';

/** What every part of a timeline needs to know or may ask for. Stays the same object while a conversation is open. */
export type TimelineContext = {
  meId: UserId;
  customerName: string;
  customerFirstName: string;
  customerPictureUrl: string | null;
  mayReply: boolean;
  /** How it is translated for the reader; null: not at all. */
  translating: Translating | null;
  translate: (message: Message) => void;
  quote: (message: Message) => void;
  jumpTo: (id: MessageId) => void;
  openPicture: (id: AttachmentId) => void;
  retryMessage: (message: Message) => void;
  discardMessage: (message: Message) => void;
  sendAsLink: (message: Message) => void;
  takeLinkBack: (message: Message) => void;
  retryEntry: (entry: OutboxEntry) => void;
  editEntry: (entry: OutboxEntry) => void;
  discardEntry: (entry: OutboxEntry) => void;
};

const context = createContext<TimelineContext | null>(null);

export const TimelineProvider = context.Provider;

export function useTimelineContext(): TimelineContext {
  const value = useContext(context);
  if (value === null) throw new Error('A part of the timeline stands outside of it.');
  return value;
}
