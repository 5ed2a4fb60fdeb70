import { z } from 'zod';
import { conflict, invalid } from './problems.ts';

// Lists are walked by keyset: a cursor names the last row that was shown, and one row more than asked for tells
// whether another page follows. Cursors are opaque to the caller. They need no signature: whatever is made up, it can
// only name a place in what one may see.

/** A place in a list that is ordered by a key, and by id where keys are the same. */
export interface Place {
  key: string;
  id: string;
}

/** How many rows to read for a page of so many. */
export const rowsFor = (limit: number) => limit + 1;

/** @returns of the rows that were read those to show, and the last of them when another page follows. */
export function cutPage<Row>(rows: readonly Row[], limit: number): { shown: Row[]; last: Row | null } {
  const shown = rows.slice(0, limit);
  return { shown, last: rows.length > limit ? (shown.at(-1) ?? null) : null };
}

const placeShape = z.tuple([z.string().regex(/^-?\d{1,17}$/), z.uuid()]);

/** Null when nothing follows. */
export function writePlace(place: Place | null): string | null {
  return place && writeCursor([place.key, place.id]);
}

/** @throws Problem `invalid` for what is no cursor. @param field  what the cursor is called in the request. */
export function readPlace(text: string | undefined, field: string): Place | null {
  if (text === undefined) return null;
  const [key, id] = readCursor(text, placeShape, field);
  return { key, id };
}

export function writeCursor(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws Problem `invalid` for what is no cursor. */
export function readCursor<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
  field: string,
): z.output<Shape> {
  const parsed = shape.safeParse(toJson(text));
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

/** An order names each thing of a list once, and nothing else. @throws Problem `conflict`. */
export function requireSameIds(there: readonly string[], ids: readonly string[], message: string): void {
  if (there.toSorted().join() !== ids.toSorted().join()) throw conflict(message);
}
