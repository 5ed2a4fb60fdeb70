import { asId, asObject, type JsonObject } from '../json.ts';

/**
 * The number that tells a post or a comment from every other, whatever stands before it: Meta writes the same post
 * as `<page>_<post>`, `<photo>_<post>` or bare (reels), and a comment as `<post>_<comment>`.
 */
export function numberOfId(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1);
}

/**
 * What keeps the order of a change of the feed: the post's number. A comment bears it in front of its own, so that
 * its edit or removal, which may name no post, falls into the same lane. Null when the change is about neither.
 */
export function feedOrderKey(value: JsonObject): string | null {
  const commentId = asId(value['comment_id']);
  if (commentId?.includes('_')) return feedLaneOf(commentId);
  const postId = asId(value['post_id']) ?? asId(asObject(value['post'])?.['id']);
  if (postId !== null) return laneOfPost(postId);
  return commentId === null ? null : feedLaneOf(commentId);
}

/** The same of a comment by its id alone. */
export function feedLaneOf(commentId: string): string {
  const at = commentId.indexOf('_');
  return at === -1 ? `comment:${commentId}` : `post:${commentId.slice(0, at)}`;
}

/** The same of a post by its id alone. */
export function laneOfPost(postId: string): string {
  return `post:${numberOfId(postId)}`;
}
