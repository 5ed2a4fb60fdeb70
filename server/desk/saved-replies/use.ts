import type { UploadId } from '../../../contract/ids.ts';
import type { FilledReply, SavedReplyVariant } from '../../../contract/saved-replies.ts';
import { insertUpload } from '../../store/files.ts';
import { findWriter, readFillFacts } from '../../store/saved-replies.ts';
import { canLookInto } from '../access.ts';
import { change, type Change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { kindOfUpload } from '../files/keep-file.ts';
import { notFound } from '../problems.ts';
import { fillVariant, pickVariant } from './fill.ts';
import { requireSavedReply } from './list.ts';
import { valuesFor } from './values.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Makes a saved reply ready for one conversation: in the customer's language, its open places filled, its files as
 * uploads of the agent's own. Nothing is sent; the agent looks it over first.
 *
 * @throws Problem `not-found` for a reply or a conversation that the actor may not see.
 */
export async function useSavedReply(ctx: Context, id: string, conversationId: string): Promise<FilledReply> {
  return change(ctx, (story) => fillSavedReply(ctx, story, id, conversationId));
}

/** The same in a change that the caller has begun. */
export async function fillSavedReply(
  ctx: Context,
  story: Change,
  id: string,
  conversationId: string,
): Promise<FilledReply> {
  const actor = requirePerson(ctx);
  const row = await requireSavedReply(ctx, story.tx, id);
  const facts = await readFillFacts(story.tx, conversationId);
  if (!facts || !canLookInto(actor, { id: conversationId, departmentId: facts.departmentId }))
    throw notFound('conversation');
  // The column is written by our own verb alone.
  const variants = row.variants as SavedReplyVariant[];
  const pageLanguage = settingsOfPage(facts.settings).general.language;
  const variant = pickVariant(variants, { locale: facts.locale, pageLanguage });
  if (!variant) throw new Error('A saved reply without a variant.');
  const writer = (await findWriter(story.tx, actor.userId)) ?? {
    name: actor.name,
    email: '',
    nickname: null,
  };
  const uploads = [];
  for (const { fileId, name, extension, sizeBytes, mimeType, width, height } of row.files ?? []) {
    const uploadId = ctx.newId();
    const createdAt = ctx.clock.now();
    await insertUpload(story.tx, {
      id: uploadId,
      userId: actor.userId,
      fileId,
      name,
      extension,
      createdAt,
    });
    uploads.push({
      // The row was just written under this id.
      id: uploadId as UploadId,
      name,
      sizeBytes,
      mimeType,
      kind: kindOfUpload(mimeType, sizeBytes),
      width,
      height,
      url: `/api/uploads/${uploadId}/content`,
    });
  }
  return { ...fillVariant(variant, valuesFor(facts, writer)), uploads };
}
