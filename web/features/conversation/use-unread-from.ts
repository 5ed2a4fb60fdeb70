import { useEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../contract/ids.ts';
import type { ShownMessage } from './timeline/shown-message.ts';
import { firstUnread } from './timeline/arrange-timeline.ts';
import { useTabVisible } from './use-mark-seen.ts';

/**
 * Before which message the unread line stands: what was unread when the conversation was opened, or came
 * while nobody looked. It stays while one reads, and goes with one's own next word.
 */
export function useUnreadFrom(
  messages: readonly ShownMessage[],
  unreadCount: number | null,
  atEnd: boolean,
): MessageId | null {
  const [from, setFrom] = useState<MessageId | null>(null);
  const opened = useRef(false);
  const lastKey = useRef<string | null>(null);
  const visible = useTabVisible();
  const newest = messages.at(-1);

  useEffect(() => {
    if (newest === undefined || unreadCount === null) return;
    if (!opened.current) {
      opened.current = true;
      lastKey.current = newest.key;
      setFrom(
        firstUnread(
          messages.map((shown) => shown.message),
          unreadCount,
        ),
      );
      return;
    }
    if (newest.key === lastKey.current) return;
    lastKey.current = newest.key;
    if (newest.entry !== null) setFrom(null);
    else if (newest.message.direction === 'in' && (!visible || !atEnd)) {
      setFrom((before) => before ?? newest.message.id);
    }
  }, [newest, messages, unreadCount, visible, atEnd]);
  return from;
}
