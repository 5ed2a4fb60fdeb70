import type { InfiniteData } from '@tanstack/react-query';
import type { MessageId } from '../../contract/ids.ts';
import type { Message, MessageList } from '../../contract/messages.ts';

/** The loaded part of a timeline: page 0 is the newest, each page has its oldest message first. */
export type MessagePages = InfiniteData<MessageList, unknown>;

/** The timeline's order: Meta's time, then the id. Negative when `one` stands before `other`. */
export function compareMessages(one: Message, other: Message): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** All loaded messages, oldest first. */
export function flattenPages(pages: MessagePages | undefined): Message[] {
  return pages === undefined ? [] : pages.pages.toReversed().flatMap((page) => page.items);
}

/**
 * The pages with this copy of a message in its place. Of two copies the higher version stays, so news
 * may come twice or late; what is older than everything loaded is left for its own page.
 */
export function putMessage(pages: MessagePages, message: Message): MessagePages {
  const known = findMessage(pages, message.id);
  if (known && known.version >= message.version) return pages;
  if (known?.at === message.at) {
    return mapPages(pages, (items) => items.map((one) => (one.id === message.id ? message : one)));
  }
  const rest = known ? takeMessage(pages, message.id) : pages;
  const index = pageFor(rest, message);
  return index === null
    ? rest
    : mapPages(rest, (items, at) => (at === index ? insert(items, message) : items));
}

/** The pages without a message; the same object when it was not there. */
export function takeMessage(pages: MessagePages, id: MessageId): MessagePages {
  if (!findMessage(pages, id)) return pages;
  return mapPages(pages, (items) => items.filter((one) => one.id !== id));
}

function findMessage(pages: MessagePages, id: MessageId): Message | undefined {
  for (const page of pages.pages) {
    const found = page.items.findLast((one) => one.id === id);
    if (found) return found;
  }
  return undefined;
}

function pageFor(pages: MessagePages, message: Message): number | null {
  for (const [index, page] of pages.pages.entries()) {
    const oldest = page.items[0];
    const isBeginning = page.before === null;
    if (isBeginning || (oldest !== undefined && compareMessages(oldest, message) < 0)) return index;
  }
  return null;
}

function insert(items: readonly Message[], message: Message): Message[] {
  const after = items.findLastIndex((one) => compareMessages(one, message) < 0);
  return items.toSpliced(after + 1, 0, message);
}

/** Pages of which nothing changed stay the same objects. */
function mapPages(pages: MessagePages, change: (items: Message[], index: number) => Message[]): MessagePages {
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const items = change(page.items, index);
      const same = items.length === page.items.length && items.every((one, at) => one === page.items[at]);
      return same ? page : { ...page, items };
    }),
  };
}
