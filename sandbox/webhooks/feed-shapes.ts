import type { Simulation } from '../simulation.ts';
import { nameOf, scopedIdOf, type Author } from '../wall/author.ts';
import { isoTime } from '../world/iso-time.ts';
import type { CommentRecord, PostRecord, RatingRecord, ReactionType } from '../world/records.ts';
import { numberOf } from '../world/wall.ts';
import { linkOf } from './attachment-shapes.ts';

/** The values of `feed`, `mention` and `ratings` changes. Undefined properties are left out. */
export type ChangeValue = Record<string, unknown>;

const seconds = (ms: number) => Math.floor(ms / 1000);

export function permalinkOf(post: PostRecord): string {
  const number = numberOf(post.id);
  if (post.kind === 'reel') return `https://www.facebook.com/reel/${number}/`;
  return `https://www.facebook.com/${post.id.split('_')[0]}/posts/${number}`;
}

/** Meta's word for how a post came about. */
export function statusTypeOf(post: PostRecord): string {
  if (post.by !== null) return 'wall_post';
  switch (post.kind) {
    case 'photo':
      return 'added_photos';
    case 'video':
    case 'reel':
      return 'added_video';
    case 'link':
      return 'shared_story';
    case 'status':
      return 'mobile_status_update';
  }
}

/** The parent of a comment as webhooks and Graph name it; nested replies are a doubt with a switch. */
export function parentIdOf(simulation: Simulation, comment: CommentRecord): string | undefined {
  return simulation.settings.nestedParent === 'reply' ? (comment.replyTo ?? comment.topId) : comment.topId;
}

/** Who wrote: named as granted, kept back, or in the form of the versions before 2.11. */
export function fromOf(
  simulation: Simulation,
  about: { pageId: string; by: Author; mayTell: boolean },
): ChangeValue {
  const { pageId, by, mayTell } = about;
  const { feedFrom } = simulation.settings;
  if (by !== null && (!mayTell || feedFrom === 'never')) return {};
  const [id, name] = [scopedIdOf(simulation, pageId, by), nameOf(simulation, pageId, by)];
  return feedFrom === 'sender_id' ? { sender_id: id, sender_name: name } : { from: { id, name } };
}

export type CommentVerb = 'add' | 'edited' | 'remove' | 'hide' | 'unhide';

export function commentChange(
  simulation: Simulation,
  about: { post: PostRecord; comment: CommentRecord; verb: CommentVerb; at: number; mayTell: boolean },
): ChangeValue {
  const { post, comment, verb, at, mayTell } = about;
  const isRemoved = verb === 'remove';
  const url = comment.attachment && linkOf(simulation, comment.attachment);
  const media = comment.attachment?.type === 'video' ? 'video' : 'photo';
  return {
    ...fromOf(simulation, { pageId: comment.pageId, by: comment.by, mayTell }),
    post: {
      status_type: statusTypeOf(post),
      is_published: post.isPublished,
      updated_time: isoTime(post.updatedAt),
      permalink_url: permalinkOf(post),
      promotion_status: 'inactive',
      id: post.id,
    },
    message: isRemoved ? undefined : comment.message || undefined,
    ...(url !== undefined && !isRemoved && { [media]: url }),
    post_id: post.id,
    comment_id: comment.id,
    created_time: timeOfChange(simulation, verb === 'add' ? null : at, comment.createdAt),
    item: 'comment',
    parent_id: parentIdOf(simulation, comment) ?? post.id,
    verb: verb === 'edited' ? simulation.settings.commentEditVerb : verb,
  };
}

export type PostVerb = 'add' | 'edited' | 'remove' | 'hide' | 'unhide';

export function postChange(
  simulation: Simulation,
  about: { post: PostRecord; verb: PostVerb; at: number; mayTell: boolean },
): ChangeValue {
  const { post, verb, at, mayTell } = about;
  const isRemoved = verb === 'remove';
  const urls = post.attachments.flatMap((attachment) => linkOf(simulation, attachment) ?? []);
  return {
    ...fromOf(simulation, { pageId: post.pageId, by: post.by, mayTell }),
    message: isRemoved ? undefined : post.message || undefined,
    post_id: post.id,
    created_time: timeOfChange(simulation, verb === 'add' ? null : at, post.createdAt),
    ...(isRemoved ? { item: itemOf(post) } : { ...mediaOf(post, urls), published: Number(post.isPublished) }),
    is_hidden: verb === 'hide' || verb === 'unhide' ? post.isHidden : undefined,
    verb,
  };
}

function itemOf(post: PostRecord): string {
  if (post.kind === 'reel') return 'video';
  return post.kind === 'link' ? 'share' : post.kind;
}

/** These ids are JSON numbers; 15 digits stay exact. */
function mediaOf(post: PostRecord, urls: string[]): ChangeValue {
  const number = Number(numberOf(post.id).slice(0, 15));
  switch (post.kind) {
    case 'photo':
      return urls.length > 1
        ? { item: 'status', photos: urls }
        : { item: 'photo', link: urls[0], photo_id: number };
    case 'video':
    case 'reel':
      return { item: 'video', link: urls[0], video_id: number };
    case 'link':
      return { item: 'share', link: post.link?.url, share_id: number };
    case 'status':
      return { item: 'status' };
  }
}

export function reactionChange(
  simulation: Simulation,
  about: {
    post: PostRecord;
    comment?: CommentRecord | undefined;
    by: Author;
    type: ReactionType;
    verb: 'add' | 'edit' | 'remove';
    at: number;
    mayTell: boolean;
  },
): ChangeValue {
  const { post, comment, by, type, verb, at, mayTell } = about;
  return {
    reaction_type: type,
    ...fromOf(simulation, { pageId: post.pageId, by, mayTell }),
    parent_id: comment?.id ?? post.id,
    comment_id: comment?.id,
    post_id: post.id,
    created_time: seconds(at),
    item: 'reaction',
    verb,
  };
}

/** Without an author, as Meta's samples of the `mention` field are. */
export function mentionChange(post: PostRecord, comment: CommentRecord | undefined, at: number): ChangeValue {
  return {
    message: (comment ?? post).message,
    post_id: post.id,
    comment_id: comment?.id,
    created_time: seconds(at),
    item: comment ? 'comment' : 'post',
    verb: 'add',
  };
}

export function ratingChange(
  simulation: Simulation,
  rating: RatingRecord,
  verb: 'add' | 'edit' | 'remove',
  at: number,
): ChangeValue {
  const id = scopedIdOf(simulation, rating.pageId, rating.by);
  const name = nameOf(simulation, rating.pageId, rating.by);
  return {
    item: 'rating',
    verb,
    open_graph_story_id: Number(rating.id),
    reviewer_id: id,
    reviewer_name: name,
    review_text: verb === 'remove' ? undefined : rating.text,
    recommendation_type: rating.isPositive ? 'POSITIVE' : 'NEGATIVE',
    created_time: seconds(verb === 'add' ? rating.createdAt : at),
  };
}

function timeOfChange(simulation: Simulation, changedAt: number | null, createdAt: number) {
  if (changedAt === null) return seconds(createdAt);
  const { changeTime } = simulation.settings;
  if (changeTime === 'none') return undefined;
  return seconds(changeTime === 'change' ? changedAt : createdAt);
}
