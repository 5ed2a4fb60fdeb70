import type { AttachmentSource } from '../../facebook/messenger/attachments.ts';
import type { ServedFile } from '../../store/files.ts';
import { findPagePicture, savePagePicture } from '../../store/page-pictures.ts';
import { canSee } from '../access.ts';
import { change, type Context } from '../context.ts';
import { fetchFile, refuseAllButPictures } from '../files/fetch-file.ts';
import type { FileContext } from '../files/keep-file.ts';
import { notFound } from '../problems.ts';

/** Pictures of pages are some kilobytes; more is none. */
const mostBytes = 5 * 1024 * 1024;

/**
 * Keeps our own copy of a page's picture. One that cannot be had leaves the page as it is: it is connected all the
 * same. No access check: the system fetches.
 */
export async function fetchPagePicture(
  ctx: Context & FileContext & { source: AttachmentSource },
  input: { pageId: string; url: string },
): Promise<void> {
  const kept = await fetchFile(ctx, input.url, { maxBytes: mostBytes, refuse: refuseAllButPictures });
  if (!('file' in kept)) return;
  const fileId = kept.file.id;
  await change(ctx, async (story) => {
    const departmentId = await savePagePicture(story.tx, input.pageId, fileId);
    if (departmentId === null) return;
    story.announce({ kind: 'page.changed', subjectId: input.pageId, departments: [departmentId] });
  });
}

/** A page's picture, for who may see the page. @throws Problem `not-found` for everybody else. */
export async function openPagePicture(ctx: Context, pageId: string): Promise<ServedFile> {
  const found = await findPagePicture(ctx.db, pageId);
  if (!found || !canSee(ctx.actor, found.departmentId)) throw notFound('picture');
  return { ...found, name: null };
}
