import type { LogPosition } from '../store/live-log.ts';

/** Where a browser stands in the live log, as it keeps it: which log, when, and the position. */
export interface LiveCursor {
  epoch: string;
  /** By the server's clock, to tell one that is too old. */
  atMs: number;
  position: LogPosition;
}

// Transaction numbers of 19 digits at most: all of them fit into PostgreSQL's 64 bits. One that does not would be an error
// in the query that admits this browser together with others.
const form = /^([\w-]{1,40})\.(\d{1,15})\.(\d{1,19}:\d{1,19}:(?:\d{1,19}(?:,\d{1,19}){0,400})?)$/;

export function writeLiveCursor({ epoch, atMs, position }: LiveCursor): string {
  return `${epoch}.${atMs}.${position}`;
}

/** Null for what is no cursor: the browser then fetches everything anew. */
export function readLiveCursor(text: string): LiveCursor | null {
  const [, epoch, atMs, position] = form.exec(text) ?? [];
  if (epoch === undefined || atMs === undefined || position === undefined) return null;
  return { epoch, atMs: Number(atMs), position };
}
