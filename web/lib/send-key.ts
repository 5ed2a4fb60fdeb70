import { useSyncExternalStore } from 'react';

/** With what a reply is sent: the other of the two makes a new line. */
export type SendKey = 'enter' | 'ctrl-enter';

const key = 'pagedesk.sendKey';
const listeners = new Set<() => void>();

export function readSendKey(): SendKey {
  try {
    return localStorage.getItem(key) === 'ctrl-enter' ? 'ctrl-enter' : 'enter';
  } catch {
    return 'enter';
  }
}

export function chooseSendKey(choice: SendKey): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // Without storage the key stays as it is.
  }
  for (const listener of listeners) listener();
}

/** The choice of this browser; renders again when it changes. */
export function useSendKey(): SendKey {
  return useSyncExternalStore(subscribe, readSendKey);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Whether a stroke in the composer sends. Never while an input method is composing a character. */
export function isSendStroke(
  stroke: { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; isComposing: boolean },
  choice: SendKey,
): boolean {
  if (stroke.key !== 'Enter' || stroke.isComposing || stroke.shiftKey) return false;
  return choice === 'enter' || stroke.ctrlKey || stroke.metaKey;
}
