import pg from 'pg';

const UNIQUE_VIOLATION = '23505';

/** Whether the database refused a row because another one has its place in this unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === index;
}
