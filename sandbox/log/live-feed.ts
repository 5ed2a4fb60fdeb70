export type LiveNews = { type: string } & Record<string, unknown>;

/** Tells listeners what changed. Costs nothing while nobody listens: news are made by a function. */
export class LiveFeed {
  readonly #listeners = new Set<(news: LiveNews) => void>();

  listen(listener: (news: LiveNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(makeNews: () => LiveNews): void {
    if (this.#listeners.size === 0) return;
    const news = makeNews();
    for (const listener of this.#listeners) listener(news);
  }

  world(): void {
    this.announce(() => ({ type: 'world' }));
  }

  wall(pageId: string): void {
    this.announce(() => ({ type: 'wall', pageId }));
  }

  thread(thread: { pageId: string; personId: string }): void {
    this.announce(() => ({ type: 'thread', pageId: thread.pageId, personId: thread.personId }));
  }
}
