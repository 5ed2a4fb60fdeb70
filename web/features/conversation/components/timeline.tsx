import { IconArrowDown } from '@tabler/icons-react';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MessageId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { countAfter, createArranger, type TimelineRow } from '../timeline/arrange-timeline.ts';
import { dayWords } from '../timeline/day-words.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { useMessageKeys } from '../timeline/use-message-keys.ts';
import { useTimelineScroll } from '../timeline/use-timeline-scroll.ts';
import { ActivityLines } from './activity-lines.tsx';
import { BubbleGroup } from './bubble-group.tsx';
import { NoteCard } from './note-card.tsx';
import styles from './timeline.module.css';

type TimelineProps = {
  /** Everything that is loaded, oldest first. */
  messages: readonly ShownMessage[];
  customerName: string;
  unreadFrom: MessageId | null;
  /** There is more further back. */
  hasOlder: boolean;
  fetchingOlder: boolean;
  onOlder: () => void;
  /** Enter on a message. */
  onQuote: (message: Message) => void;
  /** Whether the end is on screen changed. */
  onAtEnd: (atEnd: boolean) => void;
  /** Lets the owner jump to a message; answers false when it is not loaded. */
  jump: { current: ((id: MessageId) => boolean) | null };
};

/** Drawn at first, and added each time the beginning is near. */
const step = 50;
/** Back at the end, what is above this many is let go again: a day at the desk stays as fast as its first minute. */
const mostAtEnd = 150;

export function Timeline(props: TimelineProps) {
  const { messages, customerName, unreadFrom, hasOlder, fetchingOlder, onOlder, onQuote, onAtEnd, jump } =
    props;
  const nowMs = useMinute();
  const [fromKey, setFromKey] = useState<string | null>(null);
  const from = useMemo(() => firstDrawn(messages, fromKey), [messages, fromKey]);
  const drawn = useMemo(() => (from === 0 ? messages : messages.slice(from)), [messages, from]);
  const rows = useRows(drawn, unreadFrom);

  const showOlder = useCallback(() => {
    if (from > 0) setFromKey(messages[Math.max(0, from - step)]?.key ?? null);
    else if (hasOlder && !fetchingOlder) onOlder();
  }, [from, messages, hasOlder, fetchingOlder, onOlder]);

  const scroll = useTimelineScroll(showOlder);
  const { scroller, content, atEnd, nearStart, toEnd, toMessage } = scroll;
  useMessageKeys(scroller, (id) => {
    const found = messages.find((shown) => shown.message.id === id);
    if (found !== undefined && found.entry === null) onQuote(found.message);
  });

  // Opened with the focus nowhere, as after End: the keys belong to what was opened.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [scroller]);

  // A screen that is not filled, or a page that was short: go on without a scroll.
  useEffect(() => {
    if (nearStart()) showOlder();
  }, [nearStart, showOlder]);

  useEffect(() => {
    onAtEnd(atEnd);
    setFromKey((before) => {
      if (!atEnd) return before ?? messages[firstDrawn(messages, null)]?.key ?? null;
      return drawn.length > mostAtEnd ? null : before;
    });
    // Only when the reader comes to the end or leaves it; and while there, when it grows too long.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [atEnd, atEnd && drawn.length > mostAtEnd]);

  const newest = messages.at(-1);
  useOwnReplyShowsEnd(newest, toEnd);
  const below = useCountBelow(messages, atEnd);

  useEffect(() => {
    jump.current = (id) => {
      const index = messages.findIndex((shown) => shown.message.id === id);
      const target = messages[index];
      if (target === undefined) return false;
      if (index < from) setFromKey(messages[Math.max(0, index - 10)]?.key ?? null);
      requestAnimationFrame(() => toMessage(`[data-key="${CSS.escape(target.key)}"]`));
      return true;
    };
  }, [jump, messages, from, toMessage]);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={scroll.onScroll}
        role="log"
        // Older messages that come in above are no news.
        aria-live={fetchingOlder ? 'off' : 'polite'}
        aria-label={`Conversation with ${customerName}`}
        data-pane="timeline"
        tabIndex={0}
      >
        <div ref={content} className={styles.content}>
          {from === 0 && !hasOlder ? null : (
            <p className={styles.older} aria-hidden="true">
              {fetchingOlder ? 'Fetching earlier messages' : ''}
            </p>
          )}
          {rows.map((row) => (
            <Row key={row.key} row={row} nowMs={row.kind === 'day' ? nowMs : 0} />
          ))}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className={styles.below} onClick={toEnd} data-new={below > 0 || undefined}>
          <IconArrowDown size={14} stroke={iconStroke} aria-hidden="true" />
          {below > 0 ? <span className="num">{below} new below</span> : 'To the end'}
        </button>
      )}
    </div>
  );
}

const Row = memo(function Row({ row, nowMs }: { row: TimelineRow; nowMs: number }) {
  switch (row.kind) {
    case 'day':
      return (
        <div className={styles.day} aria-live="off">
          <span>{dayWords(row.at, nowMs)}</span>
        </div>
      );
    case 'unread':
      return (
        <div className={styles.unread} aria-live="off">
          <span>Unread</span>
        </div>
      );
    case 'bubbles':
      return <BubbleGroup group={row} />;
    case 'notes':
      return <NoteCard author={row.author} items={row.items} />;
    case 'activities':
      return <ActivityLines items={row.items} folded={row.folded} />;
  }
});

/** Rows of which nothing changed keep their identity, and with it their drawing. */
function useRows(messages: readonly ShownMessage[], unreadFrom: MessageId | null): TimelineRow[] {
  const [arrange] = useState(createArranger);
  return useMemo(() => arrange(messages, unreadFrom), [arrange, messages, unreadFrom]);
}

function firstDrawn(messages: readonly ShownMessage[], fromKey: string | null): number {
  const index = fromKey === null ? -1 : messages.findIndex((shown) => shown.key === fromKey);
  return index >= 0 ? index : Math.max(0, messages.length - step);
}

/** What one has just said oneself is always seen. */
function useOwnReplyShowsEnd(newest: ShownMessage | undefined, toEnd: () => void): void {
  const key = newest !== undefined && newest.entry !== null ? newest.key : null;
  const known = useRef(key);
  useEffect(() => {
    if (key !== null && key !== known.current) toEnd();
    known.current = key;
  }, [key, toEnd]);
}

function useCountBelow(messages: readonly ShownMessage[], atEnd: boolean): number {
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const newestKey = messages.at(-1)?.key ?? null;
  const newest = useRef(newestKey);
  useEffect(() => {
    newest.current = newestKey;
  }, [newestKey]);
  useEffect(() => setLeftAt(atEnd ? null : newest.current), [atEnd]);
  return countAfter(messages, leftAt);
}
