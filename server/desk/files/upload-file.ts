import type { UploadId } from '../../../contract/ids.ts';
import { limits, type Upload } from '../../../contract/messages.ts';
import { FileTooLarge, type FileStorage } from '../../store/file-storage.ts';
import { insertUpload } from '../../store/files.ts';
import type { Context } from '../context.ts';
import { forbidden, invalid, Problem } from '../problems.ts';
import { cleanFileName, isBlockedName } from './file-names.ts';
import { keepFile, kindOfUpload } from './keep-file.ts';

/**
 * Takes a file from one of our own people, to be sent with a reply later. Only its owner sees it until then.
 *
 * @throws Problem `too-large` above 25 MB, `invalid` for an empty file, and for a program or script, told by
 * its bytes and by its name.
 */
export async function uploadFile(
  ctx: Context & { storage: FileStorage },
  input: { name: string; source: AsyncIterable<Uint8Array> },
): Promise<Upload> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person uploads files.');
  const name = cleanFileName(input.name);
  if (isBlockedName(name) || isBlockedName(input.name)) throw refuseProgram();

  // No live event: nobody else knows of an upload before it is part of a message.
  const { file, facts } = await keepFile(ctx, input.source, limits.uploadBytes, (told, sizeBytes) => {
    if (sizeBytes === 0) throw invalid('file', 'The file is empty.');
    if (told.isProgram) throw refuseProgram();
  }).catch((error: unknown) => {
    throw error instanceof FileTooLarge ? tooLarge(error.maxBytes, error) : error;
  });

  const id = ctx.newId();
  await insertUpload(ctx.db, { id, userId: actor.userId, fileId: file.id, name, createdAt: ctx.clock.now() });
  return {
    // The row was just written under this id.
    id: id as UploadId,
    name,
    sizeBytes: file.sizeBytes,
    mimeType: file.mimeType,
    kind: kindOfUpload(file.mimeType, file.sizeBytes),
    width: facts.size?.width ?? null,
    height: facts.size?.height ?? null,
    url: `/api/uploads/${id}/content`,
  };
}

const refuseProgram = () =>
  invalid('file', 'Programs, scripts and shortcuts are not taken, since they could harm the customer.');

/** A file over the limit, as a problem. */
export function tooLarge(maxBytes: number, cause?: FileTooLarge): Problem {
  const megabytes = Math.round(maxBytes / (1024 * 1024));
  return new Problem('too-large', `The file is larger than ${megabytes} MB, the most that Messenger takes.`, {
    data: { maxBytes },
    ...(cause ? { cause } : {}),
  });
}
