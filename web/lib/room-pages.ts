import type { InfiniteData } from '@tanstack/react-query';
import type { RoomMessage, RoomMessages } from '../../contract/setup-room.ts';

/** The setup room as it is loaded: page 0 is the newest, each page has its oldest message first. */
export type RoomPages = InfiniteData<RoomMessages, string | null>;

/** Puts a message into the newest page, in its place; one that is there already stays as it is. */
export function putRoomMessage(pages: RoomPages, message: RoomMessage): RoomPages {
  const [newest, ...older] = pages.pages;
  if (!newest || pages.pages.some(({ items }) => items.some(({ id }) => id === message.id))) return pages;
  const items = [...newest.items, message].toSorted(inOrder);
  return { ...pages, pages: [{ ...newest, items }, ...older] };
}

/** The server's order: by time, then by id. */
function inOrder(a: RoomMessage, b: RoomMessage): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
