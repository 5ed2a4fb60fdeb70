import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationSummary } from '../../../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { ConversationRow } from './conversation-row.tsx';
import styles from './conversation-rows.module.css';

export const rowHeight = 82;

type ConversationRowsProps = {
  rows: readonly ConversationSummary[];
  openId: ConversationId | null;
  meId: UserId;
  viewers: Readonly<Record<string, readonly UserRef[]>> | undefined;
  hrefOf: (id: ConversationId) => string;
  hasMore: boolean;
  onEndNear: () => void;
};

/** The rows themselves: only those on screen are drawn, and what is read stays where it is while others come above. */
export function ConversationRows({
  rows,
  openId,
  meId,
  viewers,
  hrefOf,
  hasMore,
  onEndNear,
}: ConversationRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // What it answers is used in this component alone, which is drawn anew with each scroll.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    paddingEnd: 12,
  });
  useStillRows(scroller, rows, virtual.scrollOffset ?? 0);
  useScrollToOpen(rows, openId, virtual.scrollToIndex);

  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 12) onEndNear();
  }, [hasMore, lastShown, rows.length, onEndNear]);

  const [stopId, setStopId] = useState<ConversationId | null>(null);
  const stop = rows.some((row) => row.id === stopId) ? stopId : (openId ?? null);
  const stopIndex = Math.max(
    0,
    rows.findIndex((row) => row.id === stop),
  );

  const move = (event: KeyboardEvent) => {
    const to = targetOf(event.key, stopIndex, rows.length);
    const row = to === null ? undefined : rows[to];
    if (to === null || !row) return;
    event.preventDefault();
    setStopId(row.id);
    virtual.scrollToIndex(to);
    requestAnimationFrame(() => focusRow(scroller.current, row.id));
  };

  return (
    // The rows are links; the keys that move between them are caught once for all.
    <div ref={scroller} className={styles.scroller} data-pane-focus>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        className={styles.rows}
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={move}
        onFocus={(event) => {
          const id = (event.target as HTMLElement).dataset.conversation;
          if (id) setStopId(id as ConversationId);
        }}
        aria-label="Conversations"
      >
        {shown.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              className={styles.item}
              style={{ transform: `translateY(${item.start}px)` }}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <ConversationRow
                row={row}
                href={hrefOf(row.id)}
                isOpen={row.id === openId}
                isStop={item.index === stopIndex}
                meId={meId}
                viewers={viewers?.[row.id]}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function targetOf(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function focusRow(scroller: HTMLElement | null, id: ConversationId): void {
  scroller?.querySelector<HTMLElement>(`[data-conversation="${id}"]`)?.focus({ preventScroll: true });
}

/** While the reader has scrolled down, rows that come, go or rise above do not push what is in view. */
function useStillRows(
  scroller: { current: HTMLDivElement | null },
  rows: readonly ConversationSummary[],
  /** As the virtualizer knows it: asking the element would lay out the page for each event. */
  scrollTop: number,
): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    const was = before.current;
    before.current = rows;
    if (!element || was === rows || scrollTop < rowHeight / 2) return;
    const top = Math.floor(scrollTop / rowHeight);
    // The first row in view that is still there; the one that just rose to the top is not the one being read.
    for (let index = top; index < Math.min(was.length, top + 4); index += 1) {
      const now = rows.findIndex((row) => row.id === was[index]?.id);
      if (now === -1 || now < index - 1) continue;
      if (now !== index) element.scrollBy({ top: (now - index) * rowHeight, behavior: 'instant' });
      return;
    }
  }, [rows, scroller, scrollTop]);
}

/** Brings the open conversation into view when another one is opened; not when it moves by itself. */
function useScrollToOpen(
  rows: readonly ConversationSummary[],
  openId: ConversationId | null,
  scrollToIndex: (index: number, options?: { align?: 'auto' }) => void,
): void {
  const brought = useRef<ConversationId | null>(null);
  useEffect(() => {
    if (brought.current === openId) return;
    const index = rows.findIndex((row) => row.id === openId);
    if (index === -1) return;
    brought.current = openId;
    scrollToIndex(index, { align: 'auto' });
  }, [openId, rows, scrollToIndex]);
}
