import type { Simulation } from '../simulation.ts';
import { nameOf, type Author } from '../wall/author.ts';
import { linkOf, stickerIdOf } from '../webhooks/attachment-shapes.ts';
import { permalinkOf } from '../webhooks/feed-shapes.ts';
import type { AttachmentRecord, CommentRecord, PostRecord } from '../world/records.ts';

/** `Wall` and its parts as the README describes them. */

export function viewWall(simulation: Simulation, pageId: string) {
  const { wall, pages } = simulation.world;
  return {
    pageId,
    posts: wall.postsOf(pageId).map((post) => viewPost(simulation, post)),
    mentions: [...wall.posts.values()]
      .filter((post) => post.pageId === pageId && post.where === 'elsewhere')
      .map((post) => viewPost(simulation, post)),
    ratings: [...wall.ratings.values()]
      .filter((rating) => rating.pageId === pageId)
      .map((rating) => ({ ...rating, byName: nameOf(simulation, pageId, rating.by) })),
    banned: (pages.get(pageId)?.bannedIds ?? []).map((id) => ({
      id,
      name: nameOf(simulation, pageId, id),
    })),
  };
}

export function viewPost(simulation: Simulation, post: PostRecord) {
  const { attachments, ...rest } = post;
  const comments = simulation.world.wall.commentsOf(post.id);
  return {
    ...rest,
    ...author(simulation, post.pageId, post.by),
    permalinkUrl: permalinkOf(post),
    attachments: attachments.map((attachment) => viewAttachment(simulation, attachment)),
    comments: comments
      .filter(({ topId }) => topId === undefined)
      .map((comment) => ({
        ...viewComment(simulation, comment),
        replies: comments
          .filter(({ topId }) => topId === comment.id)
          .map((reply) => viewComment(simulation, reply)),
      })),
  };
}

export function viewComment(simulation: Simulation, comment: CommentRecord) {
  const { attachment, ...rest } = comment;
  return {
    ...rest,
    ...author(simulation, comment.pageId, comment.by),
    ...(attachment && { attachment: viewAttachment(simulation, attachment) }),
  };
}

function author(simulation: Simulation, pageId: string, by: Author) {
  const pictureUrl = simulation.links.picture(by === null ? 'page' : 'person', by ?? pageId);
  return { byName: nameOf(simulation, pageId, by), byPictureUrl: pictureUrl };
}

function viewAttachment(simulation: Simulation, { fileId, ...attachment }: AttachmentRecord) {
  const url =
    attachment.type === 'sticker'
      ? simulation.links.picture('sticker', stickerIdOf(attachment))
      : linkOf(simulation, { ...attachment, ...(fileId !== undefined && { fileId }) });
  return { ...attachment, ...(url !== undefined && { url }) };
}
