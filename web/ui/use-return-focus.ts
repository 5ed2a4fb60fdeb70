import { useEffect, useState } from 'react';

/** What had the focus when this came on screen has it again when this is gone. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Something else may have asked for it meanwhile.
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
