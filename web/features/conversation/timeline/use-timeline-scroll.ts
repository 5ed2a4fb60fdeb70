import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** This near to the end counts as being there. */
const endWithinPx = 32;
/** This near to the beginning more is fetched. */
const olderWithinPx = 800;

type Anchor = { key: string; top: number };

export type TimelineScroll = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** The end is on screen, and stays there when something comes. */
  atEnd: boolean;
  /** The beginning of what is drawn is near. */
  nearStart: () => boolean;
  onScroll: () => void;
  toEnd: () => void;
  /** Brings a message into the middle; false when it is not drawn. */
  toMessage: (selector: string) => boolean;
};

/**
 * Holds a timeline still: at its end as long as the reader is there, else at the message that is being
 * read, whatever comes above, below, or grows.
 */
export function useTimelineScroll(onReach: () => void): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const anchor = useRef<Anchor | null>(null);
  const [atEnd, setAtEnd] = useState(true);

  const remember = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight <= endWithinPx;
    anchor.current = stuck.current ? null : findAnchor(box);
    setAtEnd(stuck.current);
  }, []);

  const restore = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (stuck.current) box.scrollTop = box.scrollHeight;
    else if (anchor.current) holdAnchor(box, anchor.current);
  }, []);

  // After every drawing, and before it is seen.
  useLayoutEffect(restore);

  useEffect(() => {
    const box = scroller.current;
    const inside = content.current;
    if (!box || !inside) return;
    const observer = new ResizeObserver(restore);
    observer.observe(box);
    observer.observe(inside);
    return () => observer.disconnect();
  }, [restore]);

  const nearStart = useCallback(() => (scroller.current?.scrollTop ?? Infinity) < olderWithinPx, []);

  const onScroll = useCallback(() => {
    remember();
    if (nearStart()) onReach();
  }, [remember, nearStart, onReach]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    anchor.current = null;
    box.scrollTop = box.scrollHeight;
    setAtEnd(true);
  }, []);

  const toMessage = useCallback(
    (selector: string) => {
      const element = content.current?.querySelector<HTMLElement>(selector);
      if (!element) return false;
      stuck.current = false;
      element.scrollIntoView({ block: 'center' });
      remember();
      flash(element);
      return true;
    },
    [remember],
  );

  return { scroller, content, atEnd, nearStart, onScroll, toEnd, toMessage };
}

/** The first message of which something can be seen, and where it stands. */
function findAnchor(box: HTMLElement): Anchor | null {
  const elements = box.querySelectorAll<HTMLElement>('[data-key]');
  const edge = box.getBoundingClientRect().top;
  let low = 0;
  let high = elements.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
    else low = middle + 1;
  }
  const found = elements[low];
  const key = found?.dataset['key'];
  return found === undefined || key === undefined
    ? null
    : { key, top: found.getBoundingClientRect().top - edge };
}

function holdAnchor(box: HTMLElement, anchor: Anchor): void {
  const element = box.querySelector<HTMLElement>(`[data-key="${CSS.escape(anchor.key)}"]`);
  if (!element) return;
  const moved = element.getBoundingClientRect().top - box.getBoundingClientRect().top - anchor.top;
  if (Math.abs(moved) >= 1) box.scrollTop += moved;
}

const shownForMs = 1_600;

/** Marks where a jump has landed. */
function flash(element: HTMLElement): void {
  element.dataset['found'] = '';
  element.focus({ preventScroll: true });
  setTimeout(() => delete element.dataset['found'], shownForMs);
}
