import type { IncomingHttpHeaders } from 'node:http';
import type { GraphRequest, UploadedPart } from './graph-call.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import { readMultipart } from './multipart.ts';
import { Params, parseJson } from './params.ts';

/** Living versions, oldest first. Calls of dead ones are lifted to the oldest. */
const versions = [21, 22, 23, 24, 25, 26];
const newestVersion = 'v26.0';

export interface RawRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Brings query, form, JSON and multipart into one shape. */
export function readGraphRequest(raw: RawRequest): GraphRequest {
  const { version, path } = splitPath(raw.path);
  const { values, uploads } = readBody(raw);
  const params = new Params({ ...Object.fromEntries(raw.query), ...values });
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(raw.headers.authorization ?? '')?.[1];
  const tunnelled = raw.method === 'POST' ? params.text('method')?.toUpperCase() : undefined;
  return {
    method: tunnelled === 'DELETE' || tunnelled === 'GET' ? tunnelled : raw.method,
    path,
    version,
    params,
    uploads,
    accessToken: params.text('access_token') ?? bearer,
  };
}

/** Throws for a version that never was. Without one the oldest living version answers. */
export function splitPath(path: string): { version: string; path: string[] } {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeSegment);
  const asked = /^v(\d+)\.(\d+)$/.exec(segments[0] ?? '');
  const oldest = `v${versions[0]}.0`;
  if (!asked) return { version: oldest, path: segments };
  const major = Number(asked[1]);
  if (major > (versions.at(-1) ?? 0)) {
    const message = `(#2635) You are calling a version of the Graph API that does not exist. Use ${newestVersion}.`;
    throw new GraphError({ code: 2635, message });
  }
  return { version: versions.includes(major) ? `v${major}.0` : oldest, path: segments.slice(1) };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readBody(raw: RawRequest): { values: Record<string, unknown>; uploads: UploadedPart[] } {
  if (raw.body.byteLength === 0) return { values: {}, uploads: [] };
  const contentType = raw.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) {
    const parts = readMultipart(contentType, raw.body);
    if (!parts) throw invalidParameter('The multipart body has no boundary.');
    return { values: parts.texts, uploads: parts.uploads };
  }
  const text = raw.body.toString('utf8');
  if (contentType.includes('json') || /^\s*\{/.test(text)) {
    const body = parseJson(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new GraphError({
        code: 1,
        status: 400,
        message: 'Invalid request: the body is not a JSON object.',
      });
    }
    return { values: { ...body }, uploads: [] };
  }
  return { values: Object.fromEntries(new URLSearchParams(text)), uploads: [] };
}
