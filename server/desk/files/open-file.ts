import { findAttachmentFile, findContactPicture, findUploads, type ServedFile } from '../../store/files.ts';
import { canLookInto } from '../access.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';

/** The file of an upload, for who uploaded it. @throws Problem `not-found` for everybody else. */
export async function openUpload(ctx: Context, uploadId: string): Promise<ServedFile> {
  const { actor } = ctx;
  const [upload] = actor.kind === 'user' ? await findUploads(ctx.db, actor.userId, [uploadId]) : [];
  if (!upload) throw notFound('file');
  return upload;
}

/** Our copy of an attachment, for who may see its conversation. @throws Problem `not-found` for everybody else. */
export async function openAttachment(ctx: Context, attachmentId: string): Promise<ServedFile> {
  const found = await findAttachmentFile(ctx.db, attachmentId);
  if (!found || !canLookInto(ctx.actor, { id: found.conversationId, departmentId: found.departmentId }))
    throw notFound('file');
  return found;
}

/** A person's picture, for who may see a conversation with them. @throws Problem `not-found` for everybody else. */
export async function openContactPicture(ctx: Context, contactId: string): Promise<ServedFile> {
  const found = await findContactPicture(ctx.db, contactId);
  const mayBeSeen = found?.conversations?.some((one) => canLookInto(ctx.actor, one)) ?? false;
  if (!found || !mayBeSeen) throw notFound('picture');
  return { ...found, name: null };
}
