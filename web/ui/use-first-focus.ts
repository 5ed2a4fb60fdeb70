import { useLayoutEffect, useRef } from 'react';

/** A ref for what takes the focus when its screen opens. */
export function useFirstFocus<Field extends HTMLElement>() {
  const field = useRef<Field>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return field;
}
