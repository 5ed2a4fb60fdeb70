import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Writing } from './use-writing.ts';

/** The field that is written in. */
export type TextField = {
  ref: RefObject<HTMLTextAreaElement | null>;
  focus: () => void;
  /** Also when the field only comes with the change that is being made. */
  focusSoon: () => void;
  /** Puts words where the caret stands, in place of what is selected. */
  insert: (words: string) => void;
  /** Puts words in place of others, with the caret behind them. */
  put: (place: { from: number; to: number }, words: string) => void;
};

export function useTextField({ kind, edits, written }: Writing, isShut: boolean): TextField {
  const { text } = written;
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (ref.current) fitHeight(ref.current);
  }, [text, kind, isShut]);
  const put: TextField['put'] = ({ from, to }, words) => {
    edits.setText(kind, text.slice(0, from) + words + text.slice(to));
    // The caret would jump to the end with the new text.
    requestAnimationFrame(() => {
      ref.current?.focus();
      ref.current?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  return {
    ref,
    put,
    focus: () => ref.current?.focus(),
    focusSoon: () => {
      requestAnimationFrame(() => ref.current?.focus());
    },
    insert: (words) => {
      const box = ref.current;
      const at = box?.selectionStart ?? text.length;
      put({ from: at, to: box?.selectionEnd ?? at }, words);
    },
  };
}

/** The field is as high as its text, up to what the sheet allows. */
function fitHeight(box: HTMLTextAreaElement): void {
  box.style.blockSize = 'auto';
  box.style.blockSize = `${box.scrollHeight}px`;
}
