/**
 * Why the embedded PostgreSQL cannot serve. The message is one sentence (or two) for the person at the
 * terminal: what is wrong, and what to do about it. The log's tail, when there is one, is in `cause`.
 */
export class EmbeddedProblem extends Error {
  override readonly name = 'EmbeddedProblem';
}

/** The way out that is always open. */
export const otherwise = 'set DATABASE_URL to a PostgreSQL of your own';
