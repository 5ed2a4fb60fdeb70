/** Keeps the newest `capacity` entries, each under a growing id. */
export class RingLog<Entry extends { id: number }> {
  readonly #capacity: number;
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(entry: Omit<Entry, 'id'>): Entry {
    this.#lastId += 1;
    // The id completes what the type leaves open; TypeScript cannot see that through a generic.
    const whole = { ...entry, id: this.#lastId } as unknown as Entry;
    this.#entries.set(whole.id, whole);
    if (this.#entries.size > this.#capacity) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return whole;
  }

  get(id: number): Entry | undefined {
    return this.#entries.get(id);
  }

  newest(limit: number, afterId = 0): Entry[] {
    const found: Entry[] = [];
    for (let id = this.#lastId; id > afterId && found.length < limit; id -= 1) {
      const entry = this.#entries.get(id);
      if (!entry) break;
      found.push(entry);
    }
    return found;
  }

  clear(): void {
    this.#entries.clear();
  }
}
