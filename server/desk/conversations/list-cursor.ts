import { z } from 'zod';
import type { ListPlace } from '../../store/conversation-list.ts';
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

/** Opaque to the caller. It needs no signature: whatever is made up, it can only name a place in what one may see. */
export function writeListCursor({ sort, place, shutBefore }: ListCursor): string {
  const parts = [sort, place.part, place.key, place.id, shutBefore.getTime()];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws Problem `invalid` for what is no cursor, or one of a walk in another order. */
export function readListCursor(text: string, sort: string): ListCursor {
  const [itsSort, part, key, id, shutBeforeMs] = parse(text, shape);
  if (itsSort !== sort) throw invalid('cursor', 'This cursor belongs to a list in another order.');
  return { sort, place: { part, key, id }, shutBefore: new Date(shutBeforeMs) };
}

const timelineShape = z.tuple([z.string().regex(/^-?\d{1,17}$/), z.uuid()]);

/** A place in a timeline, opaque to the caller. */
export function writeTimelineCursor(place: { key: string; id: string }): string {
  return Buffer.from(JSON.stringify([place.key, place.id])).toString('base64url');
}

/** @throws Problem `invalid` for what is no cursor. */
export function readTimelineCursor(text: string, field = 'before'): { key: string; id: string } {
  const [key, id] = parse(text, timelineShape, field);
  return { key, id };
}

function parse<Shape extends z.ZodType>(text: string, schema: Shape, field = 'cursor'): z.output<Shape> {
  const parsed = schema.safeParse(toJson(text));
  if (!parsed.success) throw invalid(field, 'This is not a cursor from an answer of this list.');
  return parsed.data;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
