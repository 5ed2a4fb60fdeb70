import type { PointerEvent } from 'react';
import styles from './reply-picker.module.css';

type List = { activeIndex: number; setActive: (index: number) => void };

/** What makes a button a row of the list above the field, from where the keys choose. */
export function optionProps(list: List, listId: string, index: number) {
  const isActive = index === list.activeIndex;
  return {
    type: 'button' as const,
    tabIndex: -1,
    id: `${listId}-${index}`,
    role: 'option',
    'aria-selected': isActive,
    className: styles.option,
    ref: (row: HTMLButtonElement | null) => {
      if (isActive) row?.scrollIntoView({ block: 'nearest' });
    },
    onPointerMove: () => list.setActive(index),
    // The field keeps the focus, so that one goes on writing.
    onPointerDown: (event: PointerEvent) => event.preventDefault(),
  };
}
