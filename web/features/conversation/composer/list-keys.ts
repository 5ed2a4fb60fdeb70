import type { KeyboardEvent } from 'react';

type OpenList = {
  /** How many rows it has. */
  count: number;
  activeIndex: number;
  setActive: (index: number) => void;
  close: () => void;
  /** Takes a row, by Enter or Tab. */
  take: (index: number) => void;
};

/** The keys of a list above the field while one goes on writing. @returns whether the stroke was for the list. */
export function takeListKey(
  event: KeyboardEvent,
  { count, activeIndex, setActive, close, take }: OpenList,
): boolean {
  // What an input method is still putting together takes Enter for itself.
  if (event.nativeEvent.isComposing) return false;
  if (event.key === 'Escape') close();
  else if (count === 0) return false;
  else if (event.key === 'ArrowDown') setActive((activeIndex + 1) % count);
  else if (event.key === 'ArrowUp') setActive((activeIndex - 1 + count) % count);
  else if (event.key === 'Enter' || event.key === 'Tab') take(activeIndex);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
