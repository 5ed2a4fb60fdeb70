import { attach } from '../people/attachment-input.ts';
import { nameOf } from '../wall/author.ts';
import { editComment, hideComment, removeComment, writeComment } from '../wall/comment.ts';
import { permalinkOf, parentIdOf } from '../webhooks/feed-shapes.ts';
import { isoTime } from '../world/iso-time.ts';
import type { AttachmentRecord, CommentRecord, PostRecord } from '../world/records.ts';
import { numberOf } from '../world/wall.ts';
import { askedOf, isWanted, type AskedList } from './asked-list.ts';
import { comeBack } from './come-back.ts';
import { readFields, readParts, type FieldSpec, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, permissionMissing } from './graph-error.ts';
import { pageOfList } from './paging.ts';
import { likeEdge, listReactions } from './reactions.ts';
import { mayReplyPrivately, privateReplyOf } from './send/private-reply.ts';
import { takeWallMedia, wallAttachmentShape } from './wall-media.ts';
import { requireWallReader, requireWallWriter } from './wall-access.ts';
import { authorShape, tagShapes } from './wall-shapes.ts';

const commentKind: NodeKind<CommentRecord, GraphCall> = {
  name: 'Comment',
  defaults: ['created_time', 'from', 'message', 'id'],
  readers: {
    id: (comment) => comment.id,
    created_time: (comment) => isoTime(comment.createdAt),
    message: (comment) => comment.message ?? '',
    message_tags: (comment, call) => tagShapes(call, comment),
    from: (comment, call, spec) => readParts(authorShape(call, comment, spec.parts), spec.parts),
    parent: (comment, call, spec) => {
      const parent = call.simulation.world.wall.comment(parentIdOf(call.simulation, comment) ?? '');
      return parent && readFields(commentKind, parent, call, spec.parts);
    },
    permalink_url: (comment, call) => commentLinkOf(call, comment),
    attachment: (comment, call, spec) => {
      if (!comment.attachment) return undefined;
      const target = { id: numberOf(comment.id), url: commentLinkOf(call, comment) };
      return readParts(wallAttachmentShape(call.simulation, comment.attachment, target), spec.parts);
    },
    comment_count: (comment, { simulation }) => simulation.world.wall.repliesTo(comment).length,
    like_count: (comment) => comment.reactions.length,
    user_likes: (comment) => comment.reactions.some(({ by }) => by === null),
    can_comment: () => true,
    can_hide: (comment) => comment.by !== null,
    can_like: () => true,
    can_remove: () => true,
    can_reply_privately: (comment, { simulation }) => mayReplyPrivately(simulation, comment),
    is_hidden: (comment) => comment.isHidden,
    is_private: () => false,
    private_reply_conversation: (comment, { simulation }) => privateReplyOf(simulation, comment),
    object: (comment) => ({ id: comment.postId }),
    application: (comment, { simulation }) => {
      const app = simulation.world.apps.get(comment.appId ?? '');
      return app && { id: app.id, name: app.name };
    },
    admin_creator: () => undefined,
    live_broadcast_timestamp: () => undefined,
    comments: (comment, call, spec) => listComments(call, { comment }, spec.args, spec.parts),
    likes: (comment, call, spec) => listReactions(call, comment, spec.args, 'like'),
    reactions: (comment, call, spec) => listReactions(call, comment, spec.args),
  },
};

function commentLinkOf(call: GraphCall, comment: CommentRecord): string {
  const post = call.simulation.world.wall.findPost(comment.postId);
  return `${post ? permalinkOf(post) : ''}?comment_id=${numberOf(comment.id)}`;
}

/** A comment by its id. */
export const commentEdges: Edges<CommentRecord> = {
  '': {
    GET(call, comment) {
      requireWallReader(call, comment.pageId, comment.id);
      call.note.kind = 'comment';
      return readFields(commentKind, comment, call, fieldsOf(call));
    },
    POST: changeComment,
    async DELETE(call, comment) {
      requireWallWriter(call, comment.pageId, comment.id);
      noteAs(call, comment, 'comment, delete');
      await comeBack(call, removeComment(call.simulation, comment).tell);
      return { success: true };
    },
  },
  comments: {
    GET(call, comment) {
      requireWallReader(call, comment.pageId, comment.id);
      return listComments(call, { comment }, askedOf(call), fieldsOf(call));
    },
    POST: (call, comment) => addComment(call, { comment }),
  },
  likes: likeEdge(({ world }, comment) => ({ post: world.wall.findPost(comment.postId), comment })),
  reactions: {
    GET(call, comment) {
      requireWallReader(call, comment.pageId, comment.id);
      return listReactions(call, comment, askedOf(call));
    },
  },
};

/** Edits the page's own comment, or hides and shows somebody else's. */
async function changeComment(call: GraphCall, comment: CommentRecord): Promise<unknown> {
  const { params, simulation } = call;
  requireWallWriter(call, comment.pageId, comment.id);
  const message = params.text('message');
  const media = await mediaOf(call, comment.pageId);
  if (params.has('is_hidden')) {
    if (comment.by === null) throw permissionMissing("The Page's own comments cannot be hidden");
    noteAs(call, comment, params.boolean('is_hidden') ? 'comment, hide' : 'comment, unhide');
    const told = hideComment(simulation, comment, { isHidden: params.boolean('is_hidden') });
    await comeBack(call, told.tell);
  }
  if (message !== undefined || media) {
    if (comment.by !== null) throw permissionMissing('Only the author of a comment can edit it');
    noteAs(call, comment, 'comment, edit');
    const told = editComment(simulation, comment, { text: message ?? '', attachment: media });
    await comeBack(call, told.tell);
  }
  return { success: true };
}

type Where = { post: PostRecord } | { comment: CommentRecord };

/** `POST /{post|comment}/comments`: the page answers in public. */
export async function addComment(call: GraphCall, where: Where): Promise<unknown> {
  const { simulation, params, caller } = call;
  const replyTo = 'comment' in where ? where.comment : undefined;
  const post = 'post' in where ? where.post : simulation.world.wall.findPost(where.comment.postId);
  const id = replyTo?.id ?? post?.id ?? '';
  const page = requireWallWriter(call, post?.pageId ?? '', id);
  const text = params.text('message') ?? '';
  const attachment = await mediaOf(call, page.id);
  if (text.trim() === '' && !attachment) throw invalidParameter('A comment needs a message or an attachment');
  // Always there: a comment does not outlive its post, and the page was found by it.
  if (!post) throw invalidParameter('The parameter id is required');
  refuseDuplicate(call, post, replyTo, text);
  call.note.kind = 'comment';
  call.note.who = page.name;
  const told = writeComment(simulation, post, {
    by: null,
    text,
    attachment,
    replyTo,
    appId: caller.app.id,
  });
  await comeBack(call, told.tell);
  return { id: told.thing.id };
}

const duplicateWithinMs = 10 * 60_000;

/** The same words of the page under the same thing, shortly after: 506. */
function refuseDuplicate(
  call: GraphCall,
  post: PostRecord,
  replyTo: CommentRecord | undefined,
  text: string,
): void {
  const { world, settings, clock } = call.simulation;
  if (!settings.refuseDuplicates || text === '') return;
  const topId = replyTo?.topId ?? replyTo?.id;
  const isSaid = world.wall
    .commentsOf(post.id)
    .some(
      (other) =>
        other.by === null &&
        other.topId === topId &&
        other.replyTo === replyTo?.id &&
        other.message === text &&
        clock.nowMs() - other.createdAt < duplicateWithinMs,
    );
  if (isSaid) throw new GraphError({ code: 506, message: '(#506) Duplicate status message' });
}

/** One of an own unpublished photo, a picture's address, a GIF's address, or an upload. */
async function mediaOf(call: GraphCall, pageId: string): Promise<AttachmentRecord | undefined> {
  const { params, simulation } = call;
  const photoId = params.text('attachment_id');
  if (photoId !== undefined) {
    const photo = simulation.world.wall.photos.get(photoId);
    if (photo?.pageId !== pageId) throw invalidParameter('Invalid attachment_id');
    return photo.attachment;
  }
  const gif = params.text('attachment_share_url');
  if (gif !== undefined)
    return { ...attach(simulation, { type: 'share', url: gif, title: 'GIF' }), type: 'gif' };
  return takeWallMedia(call, 'image', params.text('attachment_url'));
}

/** Comments under a post (`filter=stream`: replies as well) or under a comment. Oldest first unless asked otherwise. */
export function listComments(
  call: GraphCall,
  where: Where,
  asked: AskedList,
  fields: FieldSpec[] | null,
): unknown {
  const { wall } = call.simulation.world;
  const { filter = 'toplevel', order = 'chronological' } = asked;
  requireOneOf('filter', filter, ['toplevel', 'stream']);
  requireOneOf('order', order, ['chronological', 'reverse_chronological', 'ranked']);
  const all =
    'comment' in where
      ? wall.repliesTo(where.comment)
      : wall.commentsOf(where.post.id).filter(({ topId }) => filter === 'stream' || topId === undefined);
  const comments = order === 'reverse_chronological' ? [...all].toReversed() : [...all];
  const id = 'comment' in where ? where.comment.id : where.post.id;
  const list = pageOfList(call, `${id}/comments`, comments, asked);
  call.note.kind ||= 'comments';
  return {
    ...list,
    data: list.data.map((comment) => readFields(commentKind, comment, call, fields)),
    ...(isWanted(asked.summary) && {
      summary: { order, total_count: comments.length, can_comment: true },
    }),
  };
}

function requireOneOf(name: string, value: string, allowed: string[]): void {
  if (!allowed.includes(value))
    throw invalidParameter(`Param ${name} must be one of {${allowed.join(', ')}}`);
}

function noteAs(call: GraphCall, comment: CommentRecord, kind: string): void {
  call.note.kind = kind;
  call.note.who = nameOf(call.simulation, comment.pageId, comment.by);
}
