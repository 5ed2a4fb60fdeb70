import type { CommentRead } from '../../facebook/comments/read.ts';
import type { CommentEvent } from '../../facebook/webhook/page-event.ts';

/** A comment that was read from Facebook, as the event that would have told of it. */
export function eventOfRead(comment: CommentRead, pageFacebookId: string): CommentEvent {
  const { id, text, tagNames, createdAt, authorId, authorName, parentId, postId, pictureUrl } = comment;
  return {
    kind: 'comment',
    pageId: pageFacebookId,
    personId: authorId,
    at: createdAt,
    standby: false,
    raw: null,
    verb: 'add',
    rawVerb: 'add',
    author: authorId === null ? null : { id: authorId, name: authorName },
    byPage: authorId === pageFacebookId,
    text,
    tagNames,
    media: pictureUrl === null ? [] : [{ type: 'photo', url: pictureUrl }],
    createdAt,
    commentId: id,
    postId,
    parentCommentId: parentId,
    postUrl: null,
    post: { item: null, isPublished: null },
  };
}
