import { z } from 'zod';
import type { ListPlace } from '../../store/conversation-list.ts';
import { readCursor, writeCursor } from '../paging.ts';
import { invalid } from '../problems.ts';

/** Where a walk through the list stands: the order it was begun in, the place, and the moment that its parts are cut by. */
export interface ListCursor {
  sort: string;
  place: ListPlace;
  shutBefore: Date;
}

const shape = z.tuple([
  z.string().max(20),
  z.number().int().min(0).max(9),
  z.string().regex(/^-?\d{1,17}$/),
  z.uuid(),
  z.number().int().min(0).max(8_640_000_000_000_000),
]);

export function writeListCursor({ sort, place, shutBefore }: ListCursor): string {
  return writeCursor([sort, place.part, place.key, place.id, shutBefore.getTime()]);
}

/** @throws Problem `invalid` for what is no cursor, or one of a walk in another order. */
export function readListCursor(text: string, sort: string): ListCursor {
  const [itsSort, part, key, id, shutBeforeMs] = readCursor(text, shape, 'cursor');
  if (itsSort !== sort) throw invalid('cursor', 'This cursor belongs to a list in another order.');
  return { sort, place: { part, key, id }, shutBefore: new Date(shutBeforeMs) };
}
