import type { Simulation } from '../simulation.ts';
import type { AppRecord, PageRecord, PersonRecord } from '../world/records.ts';
import type { TokenContent } from '../world/access-tokens.ts';
import { parseFields, type FieldSpec } from './fields.ts';
import type { Params } from './params.ts';

export interface UploadedPart {
  field: string;
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** A request after its body was read, before anybody looked at its meaning. */
export interface GraphRequest {
  method: string;
  /** Without the version: `['700100200300401', 'messages']`. */
  path: string[];
  /** As it answers: `v26.0`. */
  version: string;
  params: Params;
  uploads: UploadedPart[];
  accessToken: string | undefined;
}

/** Who calls, by the access token. */
export type Caller =
  | { kind: 'app'; app: AppRecord }
  | { kind: 'user'; app: AppRecord; person: PersonRecord; token: TokenContent }
  | { kind: 'page'; app: AppRecord; person: PersonRecord; page: PageRecord; token: TokenContent };

/** All that an endpoint works with. */
export interface GraphCall {
  simulation: Simulation;
  request: GraphRequest;
  params: Params;
  caller: Caller;
  /** To be run once the answer is out: echoes, receipts. */
  afterwards: (() => void)[];
  /** What the log calls it: the person's name, "typing", … */
  note: { who: string; kind: string };
}

export type Endpoint<Subject> = (call: GraphCall, subject: Subject) => unknown;

/** Endpoints of one kind of object: by edge (`''` is the object itself) and method. */
export type Edges<Subject> = Record<string, Partial<Record<'GET' | 'POST' | 'DELETE', Endpoint<Subject>>>>;

export function fieldsOf(call: GraphCall): FieldSpec[] | null {
  const text = call.params.words('fields')?.join(',');
  return text ? parseFields(text) : null;
}
