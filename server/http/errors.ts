import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ProblemBody, ProblemCode } from '../../contract/problems.ts';
import type { Logger } from '../kit/logger.ts';
import { Problem } from '../desk/problems.ts';

/** The one map from our problems to HTTP; a new code does not compile until it has a status here. */
export const statusOf = {
  'not-found': 404,
  forbidden: 403,
  unauthenticated: 401,
  invalid: 400,
  conflict: 409,
  'limit-reached': 409,
  'window-closed': 409,
  'page-disconnected': 409,
  'recipient-unavailable': 409,
  'rate-limited': 429,
  'too-large': 413,
  'method-not-allowed': 405,
  internal: 500,
} satisfies Record<ProblemCode, number>;

/** Answers an error in the shape of the contract. What nobody expected is logged whole, and told without detail. */
export function answerError(
  log: Logger,
): (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (error, request, reply) => {
    const problem = toProblem(error);
    if (problem.code === 'internal') {
      log.error(
        { err: error, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'A request failed.',
      );
    }
    return answerProblem(problem, request, reply);
  };
}

/** Sends one problem as the answer. */
export function answerProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body: ProblemBody = {
    error: {
      code: problem.code,
      message: problem.message,
      requestId: request.id,
      ...(problem.data ? { data: problem.data } : {}),
    },
  };
  const retryAfterSeconds = problem.data?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(statusOf[problem.code])
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body);
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return fromValidation(error);
  if (isUnstorableText(error)) {
    return new Problem(
      'invalid',
      'The text holds a character that cannot be stored (NUL, or half a character).',
    );
  }
  if (isFastifyError(error)) {
    if (error.statusCode === 413) return new Problem('too-large', 'This is larger than the server takes.');
    if (error.statusCode === 415)
      return new Problem('invalid', 'This type of content is not understood here.');
    if (error.code?.startsWith('FST_ERR_CTP')) return new Problem('invalid', 'The body is not valid JSON.');
    if (error.statusCode >= 400 && error.statusCode < 500) {
      return new Problem('invalid', 'The request could not be understood.');
    }
  }
  return new Problem('internal', 'Something went wrong on the server. It has been written down there.', {
    cause: error,
  });
}

type ValidationError = FastifyError & {
  validation: { instancePath: string; message?: string; keyword: string; params: Record<string, unknown> }[];
};

/** The first thing that is wrong, with its field. An id that cannot be one names nothing, so it is not found. */
function fromValidation(error: unknown): Problem {
  const { validation, validationContext } = error as ValidationError;
  const [first] = validation;
  if (validationContext === 'params' || first === undefined) {
    return new Problem('not-found', 'There is no such thing, or it is not yours to see.');
  }
  const unknown = first.keyword === 'unrecognized_keys' ? first.params['keys'] : undefined;
  const path = first.instancePath.split('/').filter(Boolean);
  if (Array.isArray(unknown)) {
    const field = [...path, String(unknown[0])].join('.');
    return new Problem('invalid', `Unknown field: ${field}.`, { data: { field } });
  }
  const field = path.join('.');
  const message = first.message ?? 'not acceptable';
  return field === ''
    ? new Problem('invalid', `The ${validationContext ?? 'body'} is not acceptable: ${message}.`)
    : new Problem('invalid', `${field}: ${message}`, { data: { field } });
}

/** PostgreSQL's words for text that it cannot hold: character_not_in_repertoire, untranslatable_character. */
function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05');
}

function isFastifyError(error: unknown): error is Error & { statusCode: number; code?: string } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}
