import type {
  ChangeSavedReply,
  CreateSavedReply,
  SavedReply,
  SavedReplyVariant,
} from '../../../contract/saved-replies.ts';
import { findPlaceholderFaults } from '../../../contract/placeholders.ts';
import { limits } from '../../../contract/messages.ts';
import { findDepartments } from '../../store/departments.ts';
import { findUploads } from '../../store/files.ts';
import {
  insertSavedReply,
  replaceSavedFiles,
  updateSavedReply,
  type SavedFileRow,
  type SavedReplyContent,
} from '../../store/saved-replies.ts';
import { canSee } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Actor, type Change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { conflict, forbidden, invalid } from '../problems.ts';
import { requireSavedReply } from './list.ts';
import { mayChange } from './may-change.ts';
import { presentSavedReply } from './present.ts';

/**
 * Adds a saved reply. Agents add their own; those who lead also for a department or everybody.
 *
 * @throws Problem `forbidden` · `invalid` for a placeholder that does not exist (`data.field` tells where), a
 * template without its picture, a shortcut that is taken, an unknown department or file.
 */
export async function createSavedReply(ctx: Context, input: CreateSavedReply): Promise<SavedReply> {
  const actor = requirePerson(ctx);
  requireRight(input.variants);
  const id = ctx.newId();
  await change(ctx, async (story) => {
    const content = await contentOf(ctx, story, actor, input);
    const files = await filesOf(ctx, story, actor, [], input);
    requireMedia(input.variants, files);
    if (!(await insertSavedReply(story.tx, { ...content, id, createdAt: ctx.clock.now() }))) throw taken();
    await replaceSavedFiles(story.tx, id, files);
    await tell(ctx, story, 'saved-reply.created', id, input);
  });
  return presentSavedReply(actor, await requireSavedReply(ctx, ctx.db, id));
}

/**
 * Changes a saved reply as a whole.
 *
 * @throws Problem `not-found` · `conflict` when somebody else has changed it meanwhile · and as
 * {@link createSavedReply} does.
 */
export async function changeSavedReply(
  ctx: Context,
  id: string,
  input: ChangeSavedReply,
): Promise<SavedReply> {
  const actor = requirePerson(ctx);
  requireRight(input.variants);
  await change(ctx, async (story) => {
    const before = await requireSavedReply(ctx, story.tx, id);
    if (!mayChange(actor, before)) throw forbidden('Only those who lead may change what others use too.');
    const content = await contentOf(ctx, story, actor, input);
    const files = await filesOf(ctx, story, actor, before.files ?? [], input);
    requireMedia(input.variants, files);
    const obstacle = await updateSavedReply(story.tx, { id, version: input.version }, content);
    if (obstacle === 'shortcut-taken') throw taken();
    if (obstacle !== null) throw conflict('Somebody else has changed this reply just now. Look at it again.');
    await replaceSavedFiles(story.tx, id, files);
    await tell(ctx, story, 'saved-reply.changed', id, input);
  });
  return presentSavedReply(actor, await requireSavedReply(ctx, ctx.db, id));
}

const taken = () => invalid('shortcut', 'Another reply has this shortcut already.');

/** What only its owner sees is nobody else's concern. */
async function tell(
  ctx: Context,
  story: Change,
  action: 'saved-reply.created' | 'saved-reply.changed',
  subjectId: string,
  { title, scope, departmentId }: CreateSavedReply,
): Promise<void> {
  if (scope !== 'private')
    await audit(ctx, story, { action, subjectId, detail: { title, scope, departmentId } });
}

/** @throws Problem `invalid`: the field is `variants.0.text`, counted from 0. */
function requireRight(variants: readonly SavedReplyVariant[]): void {
  const languages = variants.map(({ language }) => language);
  const twice = languages.findIndex((language, at) => languages.indexOf(language) !== at);
  if (twice !== -1) throw invalid(`variants.${twice}.language`, 'This language is there already.');
  variants.forEach((variant, at) => {
    for (const [field, text] of textsOf(variant)) {
      const [fault] = findPlaceholderFaults(text);
      if (fault !== undefined) throw invalid(`variants.${at}.${field}`, fault);
    }
  });
}

/** Every text of a variant that may hold placeholders, with its field. */
export function textsOf({
  text,
  quickReplies,
  template,
}: SavedReplyVariant): [field: string, text: string][] {
  const buttons: [string, string][] = quickReplies.map(({ title }, at) => [
    `quickReplies.${at}.title`,
    title,
  ]);
  const texts: [string, string][] = [['text', text], ...buttons];
  if (template?.kind === 'buttons') texts.push(['template.text', template.text]);
  if (template?.kind === 'cards') {
    template.cards.forEach((card, at) => {
      texts.push(
        [`template.cards.${at}.title`, card.title],
        [`template.cards.${at}.subtitle`, card.subtitle ?? ''],
      );
    });
  }
  return texts;
}

/** Something must be left to send, and a picture with buttons needs its picture. */
function requireMedia(variants: readonly SavedReplyVariant[], files: readonly { mimeType: string }[]): void {
  const hasMedia = files.some(({ mimeType }) => /^(image|video)\//.test(mimeType));
  variants.forEach(({ text, template }, at) => {
    if (template?.kind === 'media' && !hasMedia) {
      throw invalid(
        `variants.${at}.template`,
        'A picture with buttons needs a picture or a film: attach one.',
      );
    }
    if (text.trim() === '' && template === null && files.length === 0) {
      throw invalid(`variants.${at}.text`, 'Write something, or attach a file.');
    }
  });
}

async function contentOf(
  ctx: Context,
  story: Change,
  actor: Extract<Actor, { kind: 'user' }>,
  input: CreateSavedReply,
): Promise<SavedReplyContent> {
  const { title, shortcut, scope, variants } = input;
  const departmentId = scope === 'department' ? input.departmentId : null;
  if (scope === 'department') {
    const isThere =
      departmentId !== null && (await findDepartments(story.tx, [departmentId])).has(departmentId);
    if (!isThere || !canSee(actor, departmentId)) throw invalid('departmentId', 'Choose a department.');
  }
  const ownerId = scope === 'private' ? actor.userId : null;
  if (!mayChange(actor, { scope, departmentId, ownerId })) {
    throw forbidden('Only those who lead may save replies that others use too.');
  }
  return {
    title,
    shortcut,
    scope,
    departmentId,
    ownerId,
    variants: JSON.stringify(variants),
    updatedBy: actor.userId,
    updatedAt: ctx.clock.now(),
  };
}

async function filesOf(
  ctx: Context,
  story: Change,
  actor: Extract<Actor, { kind: 'user' }>,
  before: readonly SavedFileRow[],
  input: Pick<CreateSavedReply, 'keepFiles' | 'uploads'>,
) {
  const uploads = new Map(
    (await findUploads(story.tx, actor.userId, input.uploads)).map((each) => [each.id, each]),
  );
  const kept = input.keepFiles.map((id) => before.find((file) => file.id === id));
  const added = input.uploads.map((id) => {
    const upload = uploads.get(id);
    return upload && { ...upload, id: ctx.newId() };
  });
  const files = [...kept, ...added].map((file) => {
    if (!file) throw invalid('uploads', 'A file is no longer there. Attach it again.');
    const { id, fileId, name, extension, mimeType } = file;
    return { id, fileId, name, extension, mimeType };
  });
  if (files.length > limits.uploadsPerReply) {
    throw invalid('uploads', `At most ${limits.uploadsPerReply} files go with one reply.`);
  }
  return files;
}
