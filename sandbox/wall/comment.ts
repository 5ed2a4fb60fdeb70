import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { commentChange, mentionChange, type CommentVerb } from '../webhooks/feed-shapes.ts';
import type { AttachmentRecord, CommentRecord, PostRecord } from '../world/records.ts';
import { numberOf } from '../world/wall.ts';
import type { Author } from './author.ts';
import { refuseBanned } from './banned.ts';
import { readTags } from './tags.ts';
import { tellChange, type Told } from './tell.ts';

export interface NewComment {
  /** When; left out: now. */
  at?: number | undefined;
  by: Author;
  text?: string | undefined;
  attachment?: AttachmentRecord | undefined;
  /** The comment it answers; left out: the post. */
  replyTo?: CommentRecord | undefined;
  appId?: string | undefined;
}

/** Comments nest one level: an answer to a reply stands under the same comment as the reply. */
export function writeComment(
  simulation: Simulation,
  post: PostRecord,
  comment: NewComment,
): Told<CommentRecord> {
  const { world, mint } = simulation;
  const { by, attachment, replyTo } = comment;
  refuseBanned(simulation, post.pageId, by);
  if (!comment.text && !attachment) throw new Refusal(400, 'A comment needs text or an attachment.');
  const { message, tags } = readTags(simulation, post.pageId, comment.text ?? '');
  const createdAt = comment.at ?? simulation.clock.nowMs();
  const thing = world.wall.addComment({
    id: `${numberOf(post.id)}_${mint.id().slice(0, 15)}`,
    postId: post.id,
    pageId: post.pageId,
    by,
    tags,
    createdAt,
    editedAt: null,
    isHidden: false,
    reactions: [],
    ...(replyTo && { topId: replyTo.topId ?? replyTo.id, replyTo: replyTo.id }),
    ...(message !== '' && { message }),
    ...(attachment && { attachment }),
    ...(comment.appId !== undefined && { appId: comment.appId }),
  });
  post.updatedAt = Math.max(post.updatedAt, createdAt);
  return { thing, tell: teller(simulation, thing, 'add', createdAt) };
}

export function editComment(
  simulation: Simulation,
  comment: CommentRecord,
  edit: { text: string; attachment?: AttachmentRecord | undefined; at?: number | undefined },
): Told<CommentRecord> {
  const { text, attachment, at = simulation.clock.nowMs() } = edit;
  Object.assign(comment, readTags(simulation, comment.pageId, text), { editedAt: at });
  if (attachment) comment.attachment = attachment;
  return { thing: comment, tell: teller(simulation, comment, 'edited', at) };
}

/** Hidden comments stay visible to their author and the author's friends. Hiding what is hidden tells nobody. */
export function hideComment(
  simulation: Simulation,
  comment: CommentRecord,
  hiding: { isHidden: boolean; at?: number | undefined },
): Told<CommentRecord> {
  const { isHidden, at = simulation.clock.nowMs() } = hiding;
  if (comment.isHidden === isHidden) return { thing: comment, tell: () => [] };
  comment.isHidden = isHidden;
  return { thing: comment, tell: teller(simulation, comment, isHidden ? 'hide' : 'unhide', at) };
}

/** By its author or by the page. Replies go along, and Meta tells of the comment above them alone. */
export function removeComment(
  simulation: Simulation,
  comment: CommentRecord,
  at = simulation.clock.nowMs(),
): Told<CommentRecord> {
  const tell = teller(simulation, comment, 'remove', at);
  simulation.world.wall.removeComment(comment);
  return { thing: comment, tell };
}

/** Tells what the comment is now, even if it is told later. Elsewhere Meta tells only of the page's own name. */
function teller(simulation: Simulation, current: CommentRecord, verb: CommentVerb, at: number) {
  const comment = { ...current };
  const { pageId, by, postId } = comment;
  const post = simulation.world.wall.findPost(postId);
  simulation.live.wall(pageId);
  return () => {
    if (!post) return [];
    const about = { pageId, by, orderKey: postId };
    if (post.where === 'wall')
      return tellChange(simulation, {
        ...about,
        field: 'feed',
        valueFor: (mayTell) => commentChange(simulation, { post, comment, verb, at, mayTell }),
      });
    if (verb !== 'add' || !comment.tags.some(({ personId }) => personId === null)) return [];
    return tellChange(simulation, {
      ...about,
      field: 'mention',
      valueFor: () => mentionChange(post, comment, at),
    });
  };
}
