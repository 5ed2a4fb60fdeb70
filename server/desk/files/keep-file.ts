import type { AttachmentKind, Upload } from '../../../contract/messages.ts';
import { limits } from '../../../contract/messages.ts';
import type { FileStorage, StagedFile } from '../../store/file-storage.ts';
import { insertFile, type FileRow } from '../../store/files.ts';
import type { Context } from '../context.ts';
import { tellType, type FileFacts } from './tell-type.ts';

/** What is needed to keep bytes. */
export type FileContext = Pick<Context, 'db' | 'clock' | 'newId'> & { storage: FileStorage };

/** A file that is kept now, and what its bytes said. */
export interface KeptFile {
  file: FileRow;
  facts: FileFacts;
}

/**
 * Takes bytes in, tells their type, and keeps them under their hash; the same bytes are kept once.
 *
 * The bytes are on the disk before the row names them, so a row never promises what is not there. Bytes
 * without a row (a crash in between) do no harm: the same bytes come to lie in the same place.
 *
 * @param check  may refuse by throwing, once type and size are known; nothing is kept then.
 * @throws FileTooLarge
 */
export async function keepFile(
  ctx: FileContext,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  check: (facts: FileFacts, sizeBytes: number) => void,
): Promise<KeptFile> {
  const staged = await ctx.storage.stage(source, maxBytes);
  try {
    const facts = await tellType(staged.path);
    check(facts, staged.sizeBytes);
    await staged.keep();
    return { file: await insertRow(ctx, staged, facts), facts };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

function insertRow(ctx: FileContext, staged: StagedFile, facts: FileFacts): Promise<FileRow> {
  return insertFile(ctx.db, {
    id: ctx.newId(),
    sha256: staged.sha256,
    sizeBytes: staged.sizeBytes,
    mimeType: facts.mimeType,
    width: facts.size?.width ?? null,
    height: facts.size?.height ?? null,
    createdAt: ctx.clock.now(),
  });
}

const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/**
 * As what Messenger shows a file that we send. A picture above Meta's limit for pictures goes as a file, and
 * so does a picture of a type that Messenger does not show.
 */
export function kindOfUpload(mimeType: string, sizeBytes: number): Upload['kind'] & AttachmentKind {
  if (pictureTypes.has(mimeType) && sizeBytes <= limits.imageBytes) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType.startsWith('audio/')) return 'audio';
  return 'file';
}
