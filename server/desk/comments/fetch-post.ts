import { readPost } from '../../facebook/comments/read.ts';
import { listTicketsOfPost, readPostRow, savePost } from '../../store/posts.ts';
import type { ProfileContext } from '../contacts/fetch-profile.ts';
import { change } from '../context.ts';
import { fetchFile, refuseAllButPictures } from '../files/fetch-file.ts';
import type { Again } from '../messages/send-context.ts';
import { askFacebook } from './ask-facebook.ts';

const mostPictureBytes = 8 * 1024 * 1024;

/**
 * Reads the post that is commented on, with our own copy of its picture, since Facebook's address expires. Comments
 * never wait for this; a post that Facebook does not show stays without its words.
 *
 * No access check: the system asks, for whoever may see a thread of the post.
 */
export async function fetchPost(
  ctx: ProfileContext,
  input: { postId: string; attempts: number },
): Promise<Again | void> {
  const post = await readPostRow(ctx.db, input.postId);
  if (!post || (post.state === 'known' && post.pictureFileId !== null)) return;
  const asked = await askFacebook(ctx, post.pageId, input.attempts, async (access, page) => ({
    read: await readPost(ctx.graph, access, post.facebookId),
    page,
  }));
  if ('again' in asked) return asked.again;
  if ('refused' in asked) {
    if (post.state === 'pending') await save(ctx, post.id, { state: 'unavailable' });
    return;
  }
  const { read, page } = asked.told;
  const picture =
    read.pictureUrl === null
      ? null
      : await fetchFile(ctx, read.pictureUrl, { maxBytes: mostPictureBytes, refuse: refuseAllButPictures });
  await save(ctx, post.id, {
    state: 'known',
    // A webhook's own word stays: it tells more.
    item: post.item ?? read.item,
    isPublished: read.isPublished ?? post.isPublished,
    text: read.text,
    pictureUrl: read.pictureUrl,
    permalink: read.permalink,
    postedAt: read.createdAt,
    authorName: read.authorName,
    isByPage: read.authorId === null || read.authorId === page.facebookId,
    toldAt: ctx.clock.now(),
    ...(picture && 'file' in picture ? { pictureFileId: picture.file.id } : {}),
  });
}

/** The tickets of the post show it at once. */
async function save(
  ctx: ProfileContext,
  postId: string,
  learned: Parameters<typeof savePost>[2],
): Promise<void> {
  await change(ctx, async ({ tx, announce }) => {
    await savePost(tx, postId, learned);
    for (const { id, departmentId } of await listTicketsOfPost(tx, postId)) {
      announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
  });
}
