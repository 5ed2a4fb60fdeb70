import { useEffect, useRef, type RefObject } from 'react';

/**
 * The timeline is one stop of the Tab key; arrows go from message to message within it, Enter hands out the id of the
 * one that has the focus. Messages are the elements with `data-message`.
 */
export function useMessageKeys(scroller: RefObject<HTMLElement | null>, onEnter: (id: string) => void): void {
  const enter = useRef(onEnter);
  useEffect(() => {
    enter.current = onEnter;
  });
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
      const messageId = target.dataset['message'];
      if (target !== box && messageId === undefined) return;
      if (event.key === 'Enter' && messageId !== undefined) {
        event.preventDefault();
        enter.current(messageId);
      } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        const all = [...box.querySelectorAll<HTMLElement>('[data-message]')];
        const at = all.indexOf(target);
        const next = at < 0 ? all.at(-1) : all[at + (event.key === 'ArrowUp' ? -1 : 1)];
        if (!next) return;
        event.preventDefault();
        next.focus({ preventScroll: true });
        next.scrollIntoView({ block: 'nearest' });
      }
    };
    box.addEventListener('keydown', onKeyDown);
    return () => box.removeEventListener('keydown', onKeyDown);
  }, [scroller]);
}
