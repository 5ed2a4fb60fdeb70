import { useEffect, useRef, useState } from 'react';
import type { ConversationId, MessageId } from '../../../contract/ids.ts';
import { markSeen } from './api/mark-seen.ts';

type Facts = {
  conversationId: ConversationId;
  /** The newest message that the server knows; null while nothing is loaded. */
  newestId: MessageId | null;
  unreadCount: number;
  /** The end of the timeline is on screen. */
  atEnd: boolean;
};

/** So long the end must have been in view: passing by is not reading, and a burst is told of once. */
const afterMs = 400;

/** Tells the server what has been seen: only what stood on the screen of somebody who looks at this tab. */
export function useMarkSeen({ conversationId, newestId, unreadCount, atEnd }: Facts): void {
  const visible = useTabVisible();
  const told = useRef<MessageId | null>(null);
  useEffect(() => {
    if (newestId === null || unreadCount === 0 || !atEnd || !visible || told.current === newestId) return;
    const timer = setTimeout(() => {
      told.current = newestId;
      // The next message, or the next look, tells it again.
      markSeen(conversationId, newestId).catch(() => {
        told.current = null;
      });
    }, afterMs);
    return () => clearTimeout(timer);
  }, [conversationId, newestId, unreadCount, atEnd, visible]);
}

export function useTabVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
