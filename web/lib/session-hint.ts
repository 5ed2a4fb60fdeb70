/** What this browser last knew of its session; the cookie itself is out of reach of scripts. */
export type SessionHint = 'in' | 'out' | null;

const key = 'pagedesk.session';

/** Null when nothing is known: then the server is asked. */
export function readSessionHint(storage: Pick<Storage, 'getItem'> = localStorage): SessionHint {
  try {
    const value = storage.getItem(key);
    return value === 'in' || value === 'out' ? value : null;
  } catch {
    // Storage may be switched off.
    return null;
  }
}

/** Kept so that a signed-out browser asks for nothing that it will be refused. */
export function noteSession(
  hint: Exclude<SessionHint, null>,
  storage: Pick<Storage, 'setItem'> = localStorage,
): void {
  try {
    storage.setItem(key, hint);
  } catch {
    // The server is asked instead.
  }
}
