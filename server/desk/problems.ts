import type { ProblemCode } from '../../contract/problems.ts';

/**
 * Something a person must know, from a closed set of codes. Doors turn it into their own language
 * (`http/errors.ts`, `jobs/worker.ts`); nobody else catches it.
 *
 * The message is one sentence for a person and never holds a token, a customer's name or words.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly data: Record<string, unknown> | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    options: { data?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.data = options.data;
  }
}

/** The answer for what does not exist and for what the actor may not see: one and the same. */
export function notFound(what: string): Problem {
  return new Problem('not-found', `There is no such ${what}, or it is not yours to see.`);
}

/** A field of the input is not acceptable; `field` names it, `message` says what would be. */
export function invalid(field: string, message: string): Problem {
  return new Problem('invalid', message, { data: { field } });
}

/** Somebody else was faster, or the thing is not in a state for this act. */
export function conflict(message: string, data?: Record<string, unknown>): Problem {
  return new Problem('conflict', message, data ? { data } : {});
}

/** The actor may see the thing but not do this. */
export function forbidden(message: string): Problem {
  return new Problem('forbidden', message);
}
