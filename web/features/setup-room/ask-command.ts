import { useSyncExternalStore } from 'react';

let asked: string | null = null;
const listeners = new Set<() => void>();

/** Asks for a command to be run, wherever one is on the desk; null when its answer was read. */
export function askCommand(text: string | null): void {
  asked = text;
  for (const listener of listeners) listener();
}

/** The command whose answer is to be shown. */
export function useAskedCommand(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => asked,
  );
}
