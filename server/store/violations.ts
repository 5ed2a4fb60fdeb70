import pg from 'pg';

const UNIQUE_VIOLATION = '23505';

/** Whether the database refused a row because another one has its place in this unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === index;
}

/** Whether the same again may go well: two were in each other's way, or the server is short of something. */
export function isPassing(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(08|40|53|57)/.test(error.code ?? '');
}
