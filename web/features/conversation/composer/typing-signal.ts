/** Messenger shows it for some 20 seconds; told so often, it stays while somebody goes on typing. */
const everyMs = 8_000;

/** Tells that somebody types, at most once in a while; `tell` is not waited for, and may fail. */
export function createTypingSignal(
  tell: () => Promise<unknown>,
  nowMs: () => number = () => performance.now(),
): (text: string) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return (text) => {
    if (text.trim() === '' || nowMs() - toldAtMs < everyMs) return;
    toldAtMs = nowMs();
    tell().catch(() => {
      // A courtesy: the next word tells it again.
    });
  };
}
