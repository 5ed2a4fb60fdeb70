import type { Readable } from 'node:stream';
import { AttachmentTooLarge, type AttachmentSource } from '../../facebook/messenger/attachments.ts';
import { FileTooLarge } from '../../store/file-storage.ts';
import { keepFile, type FileContext, type KeptFile } from './keep-file.ts';
import type { FileFacts } from './tell-type.ts';

/** Why nothing is kept. `unwanted`: it came, and is not what was asked for. */
export interface FetchFailure {
  reason: 'expired' | 'too-large' | 'refused-host' | 'unreachable' | 'unwanted';
}

/**
 * Fetches a file from Facebook and keeps it. What the far side does wrong is an answer; faults of our own disk
 * and database are thrown.
 */
export async function fetchFile(
  ctx: FileContext & { source: AttachmentSource },
  url: string,
  wanted: { maxBytes: number; isWanted: (facts: FileFacts) => boolean },
): Promise<KeptFile | FetchFailure> {
  const download = await ctx.source.download(url);
  if (!download.ok) return { reason: download.reason };
  try {
    return await keepFile(ctx, unbroken(download.bytes), wanted.maxBytes, (facts, sizeBytes) => {
      if (sizeBytes === 0) throw new BrokenDownload();
      if (!wanted.isWanted(facts)) throw new Unwanted();
    });
  } catch (error) {
    if (error instanceof AttachmentTooLarge || error instanceof FileTooLarge) return { reason: 'too-large' };
    if (error instanceof BrokenDownload) return { reason: 'unreachable' };
    if (error instanceof Unwanted) return { reason: 'unwanted' };
    throw error;
  } finally {
    download.bytes.destroy();
  }
}

/** The line broke while the bytes came, or nothing came at all: it may be there later. */
class BrokenDownload extends Error {}
class Unwanted extends Error {}

/** Tells what fails on the line from what fails here: only the former passes through this. */
async function* unbroken(bytes: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    throw error instanceof AttachmentTooLarge ? error : new BrokenDownload('', { cause: error });
  }
}
