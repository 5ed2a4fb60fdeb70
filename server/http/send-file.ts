import type { FastifyReply, FastifyRequest } from 'fastify';
import { readFile, type ByteRange, type FileStorage, type ServedFile } from '../desk/files/read-file.ts';

/** What a browser may show in its own window: it cannot hold a script. Everything else is only saved. */
const isShown = (mimeType: string) =>
  ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mimeType) ||
  mimeType.startsWith('audio/') ||
  mimeType.startsWith('video/');

/**
 * Answers with a stored file. The bytes came from strangers, so the browser is told to take the type for what we
 * found it to be, to run nothing, and to save rather than show what could be more than a picture or a sound.
 * Players jump within films by ranges. A browser keeps the file for a day, for its own user alone.
 *
 * @param file.isForAnyone  whoever has the link reads it: it is only saved, and kept by nobody.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  storage: FileStorage,
  file: ServedFile & { isForAnyone?: boolean },
): Promise<FastifyReply> {
  const etag = `"${file.sha256.toString('hex')}"`;
  reply.headers({
    'content-type': file.mimeType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mimeType,
    'content-disposition': disposition(
      !file.isForAnyone && isShown(file.mimeType) ? 'inline' : 'attachment',
      file.name,
    ),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': file.isForAnyone ? 'private, no-store' : 'private, max-age=86400',
    'accept-ranges': 'bytes',
    etag,
  });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();

  const range = askedRange(request, etag, file.sizeBytes);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${file.sizeBytes}`).send();
  }
  if (range) {
    reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${file.sizeBytes}`);
  }
  reply.header('content-length', range ? range.last - range.first + 1 : file.sizeBytes);
  if (request.method === 'HEAD') return reply.send();
  return reply.send(await readFile(storage, file, range ?? undefined));
}

/** One range of bytes; null for the whole, also when several are asked for, which a server may answer so. */
function askedRange(request: FastifyRequest, etag: string, sizeBytes: number) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (!asked || (condition !== undefined && condition !== etag)) return null;
  return rangeOf(asked[1] ?? '', asked[2] ?? '', sizeBytes);
}

/** `0-499`, `500-`, or the last `-500`. Source: RFC 9110, section 14.1.2. */
function rangeOf(from: string, to: string, sizeBytes: number): ByteRange | 'unsatisfiable' | null {
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(sizeBytes - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return first > last ? 'unsatisfiable' : { first, last };
}

/** The name in plain letters for old readers, and whole in UTF-8. Source: RFC 6266, RFC 8187. */
function disposition(kind: 'inline' | 'attachment', name: string | null): string {
  if (name === null) return kind;
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
