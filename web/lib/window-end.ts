import { useEffect, useRef } from 'react';
import type { ReplyWindow } from '../../contract/conversations.ts';

type Holder = { id: string; window: ReplyWindow };

/** The ends of windows that are past at a moment, though the window is still told as open. */
export function endedWindows(holders: readonly Holder[], nowMs: number): string[] {
  return holders.flatMap(({ id, window }) =>
    window.state !== 'closed' && window.endsAt !== null && Date.parse(window.endsAt) <= nowMs
      ? [`${id} ${window.endsAt}`]
      : [],
  );
}

/**
 * Asks anew when a reply window has ended: time alone makes no live event, and only the server knows
 * whether the human window follows. Once for each end.
 */
export function useEndedWindows(holders: readonly Holder[], nowMs: number, ask: () => void): void {
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const ended = endedWindows(holders, nowMs).filter((one) => !asked.current.has(one));
    if (ended.length === 0) return;
    for (const one of ended) asked.current.add(one);
    ask();
  }, [holders, nowMs, ask]);
}
