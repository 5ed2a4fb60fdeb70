import { useState, type DragEvent, type KeyboardEvent } from 'react';

/** The same things with one at another place, within the ends. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined) return [...items];
  const rest = items.filter((_, index) => index !== from);
  const place = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

/** A list that is put into order: drawn with the mouse, or moved with Alt and the arrows; what moved is said. */
export function useSorting({
  names,
  isOff = false,
  onMove,
}: {
  /** Of the things in their order. */
  names: readonly string[];
  isOff?: boolean;
  onMove: (from: number, to: number) => void;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [news, setNews] = useState('');
  const leave = () => {
    setDragged(null);
    setOver(null);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= names.length || from === to) return;
    onMove(from, to);
    setNews(`${names[from]} is number ${to + 1} of ${names.length} now.`);
  };
  return {
    /** To be said to who does not see it. */
    news,
    move,
    /** For the thing that is drawn. */
    placeProps: (index: number) => ({
      draggable: !isOff,
      'data-over': over === index && dragged !== null && dragged !== index ? '' : undefined,
      'data-dragged': dragged === index || undefined,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', names[index] ?? '');
        setDragged(index);
      },
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(index);
      },
      onDragEnd: leave,
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        if (dragged !== null) move(dragged, index);
        leave();
      },
    }),
    /** For the button in it that has the keyboard's way. */
    keyProps: (index: number) => ({
      'aria-keyshortcuts': isOff ? undefined : 'Alt+ArrowUp Alt+ArrowDown',
      onKeyDown: (event: KeyboardEvent) => {
        if (!event.altKey || isOff || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
      },
    }),
  };
}
