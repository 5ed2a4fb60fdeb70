export type Tip = { label: string; hint: string | undefined; side: TipSide; at: DOMRect };
export type TipSide = 'top' | 'bottom' | 'left' | 'right';

const openDelayMs = 400;
/** Going from one control to its neighbour shows the next name at once. */
const warmForMs = 300;

let tip: Tip | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let closedAtMs = Number.NEGATIVE_INFINITY;
const listeners = new Set<() => void>();

function publish(next: Tip | null): void {
  if (tip === next) return;
  tip = next;
  for (const listener of listeners) listener();
}

/** Shows the name of a control when the pointer has rested on it. */
export function openTip(element: Element, facts: Omit<Tip, 'at'>): void {
  clearTimeout(timer);
  const isWarm = performance.now() - closedAtMs < warmForMs;
  timer = setTimeout(
    () => element.isConnected && publish({ ...facts, at: element.getBoundingClientRect() }),
    isWarm ? 0 : openDelayMs,
  );
}

export function closeTip(): void {
  clearTimeout(timer);
  if (tip) closedAtMs = performance.now();
  publish(null);
}

/** For `useSyncExternalStore`. */
export const tipStore = {
  read: () => tip,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
