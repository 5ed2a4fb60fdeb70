import type { z } from 'zod';
import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';

/** A call of the control API, its body not yet understood. */
export interface ControlCall {
  simulation: Simulation;
  /** The parts of the path that stood in braces. */
  path: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

export interface ControlRoute {
  method: string;
  pattern: RegExp;
  names: string[];
  run: (call: ControlCall) => unknown;
}

/** `route('POST /_sim/threads/{pageId}/{person}/messages', schema, run)`: the schema refuses unknown fields. */
export function route<Schema extends z.ZodType>(
  signature: string,
  schema: Schema,
  run: (call: ControlCall, body: z.infer<Schema>) => unknown,
): ControlRoute {
  return { ...match(signature), run: (call) => run(call, understand(schema, call.body ?? {})) };
}

/** A route without a body. */
export function bare(signature: string, run: (call: ControlCall) => unknown): ControlRoute {
  return { ...match(signature), run };
}

function match(signature: string): Pick<ControlRoute, 'method' | 'pattern' | 'names'> {
  const [method = '', path = ''] = signature.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return { method, names, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`) };
}

function understand<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join('.');
  throw new Refusal(400, `${where ? `${where}: ` : ''}${issue?.message ?? 'The body is not understood.'}`);
}
