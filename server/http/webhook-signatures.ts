/** Gathers wrong signatures, so that a flood of them is no flood of statements. */
export interface SignatureWatch {
  /** One more at this app's address. */
  note(app: { id: string; name: string }): void;
  /** Writes what is gathered. */
  flush(): Promise<void>;
}

const gatherMs = 1_000;

/**
 * @param count  writes a number of them down for one app.
 */
export function createSignatureWatch(
  count: (app: { id: string; name: string }, times: number) => Promise<void>,
  onError: (error: unknown) => void,
): SignatureWatch {
  const gathered = new Map<string, { app: { id: string; name: string }; times: number }>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...gathered.values()];
    gathered.clear();
    try {
      for (const { app, times } of all) await count(app, times);
    } catch (error) {
      onError(error);
    }
  };
  return {
    note(app) {
      const known = gathered.get(app.id);
      if (known) known.times += 1;
      else gathered.set(app.id, { app, times: 1 });
      timer ??= setTimeout(() => void flush(), gatherMs).unref();
    },
    flush,
  };
}
