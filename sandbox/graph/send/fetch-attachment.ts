import { request } from 'undici';
import { invalidParameter } from '../graph-error.ts';

const megabyte = 1_024 * 1_024;

/** Downloads an attachment from its address as Meta does: in time, small enough, and of the stated type. */
export async function fetchAttachment(
  type: 'image' | 'audio' | 'video' | 'file',
  address: string,
): Promise<{ name: string; mimeType: string; bytes: Buffer }> {
  const url = addressOf(address);
  const deadlineMs = type === 'video' ? 75_000 : 10_000;
  const most = (type === 'image' ? 8 : 25) * megabyte;
  let mimeType: string;
  let bytes: Buffer;
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(deadlineMs) });
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
    mimeType = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    bytes = await bounded(answer.body, most);
  } catch (error) {
    if (error instanceof TooLarge)
      throw invalidParameter('Attachment size exceeds allowable limit.', 2018109);
    throw invalidParameter(`Failed to fetch the file from the url: ${address}`, 2018008);
  }
  if (type !== 'file' && !mimeType.startsWith(`${type}/`)) {
    throw invalidParameter(`Incorrect mime type ${mimeType} for attachment type ${type}`, 2018047);
  }
  const name = decodeURIComponent(url.pathname.split('/').at(-1) || type);
  return { name, mimeType: mimeType || 'application/octet-stream', bytes };
}

class TooLarge extends Error {}

async function bounded(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function addressOf(address: string): URL {
  try {
    const url = new URL(address);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  } catch {
    // falls through to the same refusal
  }
  throw invalidParameter('Param message[attachment][payload][url] must be a valid URL');
}
