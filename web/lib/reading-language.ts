import { useSyncExternalStore } from 'react';
import { matchLanguage } from '../../contract/match-language.ts';

const key = 'pagedesk.reads-in';
const listeners = new Set<() => void>();

/** What was chosen in this browser; null: nothing. */
function readChosen(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function chooseReadingLanguage(code: string): void {
  try {
    localStorage.setItem(key, code);
  } catch {
    // Without storage the browser's own language stays.
  }
  for (const listener of listeners) listener();
}

/** In which of the service's languages somebody reads: as chosen here, else the browser's own, else English. */
export function readingLanguageOf(
  chosen: string | null,
  wanted: readonly string[],
  codes: readonly string[],
): string | null {
  for (const tag of [chosen, ...wanted, 'en']) {
    const found = matchLanguage(tag, codes);
    if (found !== null) return found;
  }
  return codes[0] ?? null;
}

/** The same of who sits at this browser; null while there is no service. */
export function useReadingLanguage(codes: readonly string[]): string | null {
  const chosen = useSyncExternalStore(subscribe, readChosen);
  return readingLanguageOf(chosen, navigator.languages, codes);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
