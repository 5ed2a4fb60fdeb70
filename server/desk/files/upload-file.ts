import type { UploadId } from '../../../contract/ids.ts';
import type { Upload } from '../../../contract/messages.ts';
import { findPageOfConversation } from '../../store/page-settings.ts';
import { requirePart } from '../access.ts';
import { FileTooLarge, type FileStorage } from '../../store/file-storage.ts';
import { insertUpload } from '../../store/files.ts';
import type { Context } from '../context.ts';
import { forbidden, invalid, notFound } from '../problems.ts';
import { blocked, filesOff, requireAccepted, tooLarge } from './require-accepted.ts';
import { isBlockedName, type AttachmentPolicy } from './attachment-policy.ts';
import { cleanFileName } from './file-names.ts';
import { keepFile, kindOfUpload } from './keep-file.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Takes a file from one of our own people, to be sent with a reply later. Only its owner sees it until then.
 *
 * @param input.conversationId  where it shall be sent: its page's rules hold from the first byte on, and are asked
 * again when it is sent. Absent: for a note, or not known yet; then the usual rules hold.
 * @throws Problem `not-found` for a conversation out of sight · `forbidden` when its page sends no files ·
 * `too-large` · `invalid` for an empty file, a type that is not accepted, a blocked extension, and for a program or
 * script, told by its bytes and by its name.
 */
export async function uploadFile(
  ctx: Context & { storage: FileStorage },
  input: { name: string; conversationId?: string | undefined; source: AsyncIterable<Uint8Array> },
): Promise<Upload> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person uploads files.');
  const policy = await policyOf(ctx, input.conversationId);
  const name = cleanFileName(input.name);
  if (isBlockedName(policy, input.name)) throw blocked();

  // No live event: nobody else knows of an upload before it is part of a message.
  const { file, facts } = await keepFile(ctx, input.source, policy.maxKb * 1024, (told, sizeBytes) => {
    if (sizeBytes === 0) throw invalid('file', 'The file is empty.');
    requireAccepted(policy, { ...told, sizeBytes, name });
  }).catch((error: unknown) => {
    throw error instanceof FileTooLarge ? tooLarge(error.maxBytes, error) : error;
  });

  const id = ctx.newId();
  const { extension } = facts;
  const createdAt = ctx.clock.now();
  await insertUpload(ctx.db, { id, userId: actor.userId, fileId: file.id, name, extension, createdAt });
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

async function policyOf(ctx: Context, conversationId: string | undefined): Promise<AttachmentPolicy> {
  if (conversationId === undefined) return settingsOfPage({}).attachments;
  const place = await findPageOfConversation(ctx.db, conversationId);
  if (!place) throw notFound('conversation');
  requirePart(ctx.actor, { id: conversationId, departmentId: place.departmentId });
  const policy = settingsOfPage(place.pageSettings).attachments;
  if (!policy.agents) throw filesOff();
  return policy;
}
