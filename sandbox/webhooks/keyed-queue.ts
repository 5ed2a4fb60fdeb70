/** Items of one key come out one after another, in order; keys take turns. */
export class KeyedQueue<Item> {
  readonly #waiting = new Map<string, Item[]>();
  readonly #busy = new Set<string>();
  readonly #ready = new Set<string>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(key: string, item: Item): void {
    const items = this.#waiting.get(key);
    if (items) items.push(item);
    else this.#waiting.set(key, [item]);
    if (!this.#busy.has(key)) this.#ready.add(key);
    this.#size += 1;
  }

  /** The next item whose key is free; its key is busy until `release(key)`. */
  take(): { key: string; item: Item } | null {
    for (const key of this.#ready) {
      this.#ready.delete(key);
      const items = this.#waiting.get(key);
      const item = items?.shift();
      if (items?.length === 0) this.#waiting.delete(key);
      if (item === undefined) continue;
      this.#busy.add(key);
      this.#size -= 1;
      return { key, item };
    }
    return null;
  }

  release(key: string): void {
    this.#busy.delete(key);
    if (this.#waiting.has(key)) this.#ready.add(key);
  }

  clear(): Item[] {
    const items = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    this.#ready.clear();
    this.#size = 0;
    return items;
  }
}
