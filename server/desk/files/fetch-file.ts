import type { Readable } from 'node:stream';
import { AttachmentTooLarge, type AttachmentSource } from '../../facebook/messenger/attachments.ts';
import { FileTooLarge } from '../../store/file-storage.ts';
import { keepFile, type FileContext, type KeptFile } from './keep-file.ts';
import type { FileFacts } from './tell-type.ts';

/** Why nothing is kept. `unwanted`: it came, and is not what was asked for. */
export interface FetchFailure<Unwanted extends string = 'unwanted'> {
  reason: 'expired' | 'too-large' | 'refused-host' | 'unreachable' | Unwanted;
  /** As the far side says, or as it was counted; null when neither. */
  sizeBytes: number | null;
}

/** What is asked of a file on its way in. */
export interface Wanted<Unwanted extends string> {
  maxBytes: number;
  /** Why it is not kept, judged by its bytes; null: it is. */
  refuse: (facts: FileFacts, sizeBytes: number) => Unwanted | null;
}

/**
 * Fetches a file from Facebook and keeps it. What the far side does wrong is an answer; faults of our own disk
 * and database are thrown.
 */
export async function fetchFile<Unwanted extends string>(
  ctx: FileContext & { source: AttachmentSource },
  url: string,
  wanted: Wanted<Unwanted>,
): Promise<KeptFile | FetchFailure<Unwanted>> {
  const download = await ctx.source.download(url);
  if (!download.ok) return { reason: download.reason, sizeBytes: null };
  const { sizeBytes: toldBytes } = download;
  // Set while the bytes are judged.
  let unwanted = null as { reason: Unwanted; sizeBytes: number } | null;
  try {
    if (toldBytes !== null && toldBytes > wanted.maxBytes) {
      return { reason: 'too-large', sizeBytes: toldBytes };
    }
    return await keepFile(ctx, unbroken(download.bytes), wanted.maxBytes, (facts, sizeBytes) => {
      if (sizeBytes === 0) throw new BrokenDownload();
      const reason = wanted.refuse(facts, sizeBytes);
      if (reason === null) return;
      unwanted = { reason, sizeBytes };
      throw new Refused();
    });
  } catch (error) {
    if (error instanceof Refused && unwanted !== null) return unwanted;
    if (error instanceof AttachmentTooLarge || error instanceof FileTooLarge) {
      return { reason: 'too-large', sizeBytes: toldBytes };
    }
    if (error instanceof BrokenDownload) return { reason: 'unreachable', sizeBytes: toldBytes };
    throw error;
  } finally {
    download.bytes.destroy();
  }
}

/** For a picture: refuses what is none. */
export function refuseAllButPictures({ mimeType }: FileFacts): 'unwanted' | null {
  return mimeType.startsWith('image/') ? null : 'unwanted';
}

/** How large a file is by Facebook's word, without taking a byte of it; null when it does not say. */
export async function askSize(source: AttachmentSource, url: string): Promise<number | null> {
  const download = await source.download(url);
  if (!download.ok) return null;
  download.bytes.on('error', () => {}).destroy();
  return download.sizeBytes;
}

/** The line broke while the bytes came, or nothing came at all: it may be there later. */
class BrokenDownload extends Error {}
class Refused extends Error {}

/** Tells what fails on the line from what fails here: only the former passes through this. */
async function* unbroken(bytes: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    throw error instanceof AttachmentTooLarge ? error : new BrokenDownload('', { cause: error });
  }
}
