import type { Readable } from 'node:stream';
import type { ByteRange, FileStorage } from '../../store/file-storage.ts';
import type { ServedFile } from '../../store/files.ts';
import { notFound } from '../problems.ts';

export type { ByteRange, FileStorage, ServedFile };

/**
 * The bytes of a file that was opened for somebody (`open-file.ts` asked whether they may).
 * @throws Problem `not-found` when the storage lost them.
 */
export async function readFile(
  storage: FileStorage,
  file: Pick<ServedFile, 'sha256'>,
  range?: ByteRange,
): Promise<Readable> {
  if (!(await storage.has(file.sha256))) throw notFound('file');
  return storage.read(file.sha256, range);
}
