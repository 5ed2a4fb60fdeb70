import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Readable } from 'node:stream';

/** Bytes that came in and are not kept yet. Exactly one of `keep` and `discard` ends it. */
export interface StagedFile {
  /** Where the bytes lie, for those who tell their type. */
  path: string;
  sha256: Buffer;
  sizeBytes: number;
  /** Puts them under their hash, safe against a power cut. The same bytes twice are kept once. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** First and last byte, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** Where the bytes of files are kept, each content once, under its SHA-256. Never by a name from outside. */
export interface FileStorage {
  /**
   * Takes bytes in, streaming.
   * @throws FileTooLarge as soon as there are more than `maxBytes`; nothing is left behind then.
   */
  stage(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StagedFile>;
  /** The bytes of a kept file; the stream fails with ENOENT when they are gone. */
  read(sha256: Buffer, range?: ByteRange): Readable;
  has(sha256: Buffer): Promise<boolean>;
  remove(sha256: Buffer): Promise<void>;
  /**
   * Removes bytes unless somebody has kept them anew since `before`: their row may be a moment away.
   * @returns whether they are gone.
   */
  removeOld(sha256: Buffer, before: Date): Promise<boolean>;
}

/** More bytes came than were allowed. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`More than ${maxBytes} bytes came.`);
    this.maxBytes = maxBytes;
  }
}

const stagingName = 'incoming';
/** What a killed process left half written is cleared after this time. */
const leftoverAgeMs = 24 * 3_600_000;

/**
 * Opens the storage that a `FILES_URL` names. A folder: `file:///var/lib/pagedesk/files` or `file:./data/files`.
 * @throws RangeError for a scheme that is not known.
 */
export async function openFileStorage(filesUrl: string): Promise<FileStorage> {
  if (!filesUrl.startsWith('file:')) {
    throw new RangeError(`FILES_URL must begin with file: (it begins with ${filesUrl.split(':')[0]}:)`);
  }
  const dir = filesUrl.startsWith('file://') ? fileURLToPath(filesUrl) : filesUrl.slice('file:'.length);
  return openFolderStorage(path.resolve(dir));
}

/** A folder as storage: `ab/cd/<hash>` for what is kept, `incoming/` for what is on its way. */
export async function openFolderStorage(dir: string): Promise<FileStorage> {
  const staging = path.join(dir, stagingName);
  await mkdir(staging, { recursive: true });
  await clearLeftovers(staging);
  let staged = 0;

  const placeOf = (sha256: Buffer) => {
    const name = sha256.toString('hex');
    return path.join(dir, name.slice(0, 2), name.slice(2, 4), name);
  };

  return {
    async stage(source, maxBytes) {
      const file = path.join(staging, `${process.pid}-${Date.now().toString(36)}-${staged++}`);
      try {
        const { sha256, sizeBytes } = await writeStream(file, source, maxBytes);
        return {
          path: file,
          sha256,
          sizeBytes,
          keep: () => moveInto(file, placeOf(sha256)),
          discard: () => rm(file, { force: true }),
        };
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    read(sha256, range) {
      return createReadStream(placeOf(sha256), range ? { start: range.first, end: range.last } : {});
    },
    has: async (sha256) => (await stat(placeOf(sha256)).catch(() => null)) !== null,
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
    async removeOld(sha256, before) {
      const place = placeOf(sha256);
      const aside = path.join(staging, `${process.pid}-${Date.now().toString(36)}-${staged++}`);
      try {
        // Out of the way first: what is kept anew from here on comes to lie in the place and stays there.
        await rename(place, aside);
      } catch {
        return true;
      }
      const isYoung = (await stat(aside)).mtime >= before;
      if (isYoung) await moveInto(aside, place);
      else await rm(aside, { force: true });
      return !isYoung;
    },
  };
}

async function writeStream(
  file: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ sha256: Buffer; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o640);
  try {
    for await (const chunk of source) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) throw new FileTooLarge(maxBytes);
      hash.update(chunk);
      await handle.write(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest(), sizeBytes };
}

/** A rename replaces the same bytes by themselves, so two who keep one content at once do no harm. */
async function moveInto(file: string, place: string): Promise<void> {
  const folder = path.dirname(place);
  await mkdir(folder, { recursive: true });
  await rename(file, place);
  // The entry in the folder must outlive a power cut too, else the row would name bytes that are gone.
  for (const entry of [folder, path.dirname(folder)]) {
    const handle = await open(entry, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

async function clearLeftovers(staging: string): Promise<void> {
  for (const name of await readdir(staging)) {
    const file = path.join(staging, name);
    const found = await stat(file).catch(() => null);
    if (found && Date.now() - found.mtimeMs > leftoverAgeMs) await rm(file, { force: true });
  }
}
