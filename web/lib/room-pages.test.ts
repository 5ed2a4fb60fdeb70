import { expect, it } from 'vitest';
import type { RoomMessage } from '../../contract/setup-room.ts';
import { putRoomMessage, type RoomPages } from './room-pages.ts';

const note = (n: number, at = n): RoomMessage => ({
  id: `01990000-0000-7000-8000-00000000000${n}`,
  at: new Date(at * 1000).toISOString(),
  author: null,
  isPrivate: false,
  body: { kind: 'note', text: `note ${n}` },
});
const pagesOf = (...pages: RoomMessage[][]): RoomPages => ({
  pages: pages.map((items) => ({ items, before: null })),
  pageParams: pages.map(() => null),
});

it('puts a message where the server would, and one that is there already only once', () => {
  const before = pagesOf([note(3), note(5)], [note(1)]);
  expect(putRoomMessage(before, note(4)).pages[0]?.items).toEqual([note(3), note(4), note(5)]);
  expect(putRoomMessage(before, note(6, 5)).pages[0]?.items.map(({ id }) => id.at(-1))).toEqual([
    '3',
    '5',
    '6',
  ]);
  expect(putRoomMessage(before, note(1))).toBe(before);
  expect(putRoomMessage(pagesOf(), note(1)).pages).toEqual([]);
});
