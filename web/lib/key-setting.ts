import { useSyncExternalStore } from 'react';

const key = 'pagedesk.letters';
const listeners = new Set<() => void>();

/** Whether single letters run commands in this browser; on until somebody switches them off. */
export function areLettersOn(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

export function switchLetters(isOn: boolean): void {
  try {
    localStorage.setItem(key, isOn ? 'on' : 'off');
  } catch {
    // Without storage the keys stay as they are.
  }
  for (const listener of listeners) listener();
}

export function useLettersOn(): boolean {
  return useSyncExternalStore(subscribe, areLettersOn);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
