import { changePost, publishPost, removePost } from '../wall/post.ts';
import { linkOf } from '../webhooks/attachment-shapes.ts';
import { permalinkOf, statusTypeOf } from '../webhooks/feed-shapes.ts';
import { isoTime } from '../world/iso-time.ts';
import type { PageRecord, PhotoRecord, PostRecord } from '../world/records.ts';
import { numberOf } from '../world/wall.ts';
import { comeBack } from './come-back.ts';
import { askedOf } from './asked-list.ts';
import { addComment, listComments } from './comments.ts';
import { readFields, readParts, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, objectMissing, permissionMissing } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { likeEdge, listReactions } from './reactions.ts';
import { requirePageToken } from './require-page-token.ts';
import { takeWallMedia, wallAttachmentShape } from './wall-media.ts';
import { mayReadPeople, requireWallReader, requireWallWriter } from './wall-access.ts';
import { authorShape, tagShapes } from './wall-shapes.ts';
import { mayReplyPrivately } from './send/private-reply.ts';

const postKind: NodeKind<PostRecord, GraphCall> = {
  name: 'PagePost',
  defaults: ['created_time', 'message', 'id'],
  readers: {
    id: (post) => post.id,
    created_time: (post) => isoTime(post.createdAt),
    updated_time: (post) => isoTime(post.updatedAt),
    message: (post) => post.message,
    message_tags: (post, call) => tagShapes(call, post),
    story: () => undefined,
    from: (post, call, spec) => readParts(authorShape(call, post, spec.parts), spec.parts),
    to: (post, call) =>
      post.by === null ? undefined : { data: [authorShape(call, { pageId: post.pageId, by: null })] },
    permalink_url: (post) => permalinkOf(post),
    status_type: (post) => statusTypeOf(post),
    is_published: (post) => post.isPublished,
    is_hidden: (post) => post.isHidden,
    is_expired: () => false,
    promotion_status: () => 'inactive',
    full_picture: (post, { simulation }) => {
      const [picture] = post.attachments.filter(({ type }) => type === 'image');
      return picture && linkOf(simulation, picture);
    },
    picture: (post, { simulation }) => {
      const [picture] = post.attachments.filter(({ type }) => type === 'image');
      return picture && linkOf(simulation, picture);
    },
    attachments: (post, call, spec) => readParts(attachmentsOf(call, post), spec.parts),
    application: (post, { simulation }) => {
      const app = simulation.world.apps.get(post.appId ?? '');
      return app && { id: app.id, name: app.name };
    },
    can_reply_privately: (post, { simulation }) => mayReplyPrivately(simulation, post),
    shares: () => undefined,
    comments: (post, call, spec) => listComments(call, { post }, spec.args, spec.parts),
    likes: (post, call, spec) => listReactions(call, post, spec.args, 'like'),
    reactions: (post, call, spec) => listReactions(call, post, spec.args),
  },
};

function attachmentsOf(call: GraphCall, post: PostRecord): unknown {
  const target = { id: numberOf(post.id), url: permalinkOf(post) };
  if (post.link) {
    const { url, title } = post.link;
    return { data: [{ title, type: 'share', unshimmed_url: url, url, target: { url } }] };
  }
  const shapes = post.attachments.map((attachment) =>
    wallAttachmentShape(call.simulation, attachment, target),
  );
  if (shapes.length === 0) return undefined;
  if (shapes.length === 1) return { data: shapes };
  return { data: [{ ...shapes[0], type: 'album', subattachments: { data: shapes } }] };
}

/** A post by its id. Fields of old versions get the words of a deprecation. */
export const postEdges: Edges<PostRecord> = {
  '': {
    GET(call, post) {
      requireWallReader(call, post.pageId, post.id);
      refuseOldFields(call);
      call.note.kind = 'post';
      return readFields(postKind, post, call, fieldsOf(call));
    },
    async POST(call, post) {
      requireWallWriter(call, post.pageId, post.id, 'pages_manage_posts');
      requireOwn(post);
      const { params } = call;
      const told = changePost(call.simulation, post, {
        text: params.text('message'),
        isPublished: params.has('is_published') ? params.boolean('is_published') : undefined,
        isHidden: params.has('is_hidden') ? params.boolean('is_hidden') : undefined,
      });
      call.note.kind = 'post, edit';
      await comeBack(call, told.tell);
      return { success: true };
    },
    async DELETE(call, post) {
      requireWallWriter(call, post.pageId, post.id, 'pages_manage_posts');
      if (post.where === 'elsewhere') throw permissionMissing('Only the author of a post can delete it');
      call.note.kind = 'post, delete';
      await comeBack(call, removePost(call.simulation, post).tell);
      return { success: true };
    },
  },
  comments: {
    GET(call, post) {
      requireWallReader(call, post.pageId, post.id);
      return listComments(call, { post }, askedOf(call), fieldsOf(call));
    },
    POST: (call, post) => addComment(call, { post }),
  },
  likes: likeEdge((_simulation, post) => ({ post })),
  reactions: {
    GET(call, post) {
      requireWallReader(call, post.pageId, post.id);
      return listReactions(call, post, askedOf(call));
    },
  },
};

function requireOwn(post: PostRecord): void {
  if (post.by !== null) throw permissionMissing('Only the author of a post can edit it');
}

const oldFields = ['type', 'link', 'name', 'caption', 'description', 'source', 'object_id'];

function refuseOldFields(call: GraphCall): void {
  const old = fieldsOf(call)?.find(({ name }) => oldFields.includes(name));
  if (!old) return;
  const message = `(#12) ${old.name} field is deprecated for versions v3.3 and higher`;
  throw new GraphError({ code: 12, message });
}

type Which = (post: PostRecord) => boolean;

/** A list of posts on the page, newest first, between `since` and `until` when they are given. */
function listPosts(edge: string, which: Which) {
  return (call: GraphCall, page: PageRecord): unknown => {
    requirePageToken(call, page);
    requireWallReader(call, page.id, page.id);
    refuseOldFields(call);
    const [since, until] = [timeParam(call, 'since'), timeParam(call, 'until')];
    const posts = call.simulation.world.wall
      .postsOf(page.id)
      .filter(which)
      .filter(({ by }) => by === null || mayReadPeople(call))
      .filter(({ createdAt }) => createdAt >= (since ?? 0) && createdAt <= (until ?? Infinity));
    const list = pageOfList(call, `${page.id}/${edge}`, posts, askedPage(call));
    call.note.kind = edge;
    return { ...list, data: list.data.map((post) => readFields(postKind, post, call, fieldsOf(call))) };
  };
}

/** Unix seconds, or a time in words that JavaScript understands. */
function timeParam(call: GraphCall, name: string): number | undefined {
  const text = call.params.text(name);
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(ms)) throw invalidParameter(`Param ${name} must be a time`);
  return ms;
}

/** Edges of a page that hold posts and what is uploaded for them. */
export const wallEdges: Edges<PageRecord> = {
  feed: { GET: listPosts('feed', ({ isPublished }) => isPublished), POST: createPost },
  posts: { GET: listPosts('posts', ({ by, isPublished }) => by === null && isPublished) },
  published_posts: { GET: listPosts('published_posts', ({ by, isPublished }) => by === null && isPublished) },
  visitor_posts: { GET: listPosts('visitor_posts', ({ by }) => by !== null) },
  photos: { POST: createPhoto },
  videos: { POST: createVideo },
};

/** `POST /{page}/feed`: a text, a link, or photos that were uploaded unpublished (`attached_media`). */
async function createPost(call: GraphCall, page: PageRecord): Promise<unknown> {
  requirePageToken(call, page);
  requireWallWriter(call, page.id, page.id, 'pages_manage_posts');
  const { params, simulation } = call;
  const text = params.text('message');
  const url = params.text('link');
  const photos = (params.list('attached_media') ?? []).map((media) => photoOf(call, page, media));
  if (!text && url === undefined && photos.length === 0)
    throw invalidParameter('Missing message or attachment');
  if (url !== undefined && !URL.canParse(url)) throw invalidParameter('link should represent a valid URL');
  refuseSamePost(call, page, text);
  const told = publishPost(simulation, {
    ...byPage(call, page),
    text,
    ...(url !== undefined && { link: { url, title: new URL(url).hostname } }),
    attachments: photos.map(({ attachment }) => attachment),
  });
  for (const photo of photos) photo.postId = told.thing.id;
  call.note.kind = 'post';
  await comeBack(call, told.tell);
  return { id: told.thing.id };
}

/** `POST /{page}/photos`: with `published=false` it is kept for a post or a comment to come. */
async function createPhoto(call: GraphCall, page: PageRecord): Promise<unknown> {
  requirePageToken(call, page);
  const { params, simulation } = call;
  const isPublished = isPublishing(call);
  const scope = isPublished ? 'pages_manage_posts' : 'pages_manage_engagement';
  requireWallWriter(call, page.id, page.id, scope);
  const attachment = await takeWallMedia(call, 'image', params.text('url'));
  if (!attachment) throw new GraphError({ code: 324, message: '(#324) Requires upload file' });
  const photo: PhotoRecord = { id: simulation.mint.id(), pageId: page.id, attachment };
  simulation.world.wall.photos.set(photo.id, photo);
  call.note.kind = 'photo';
  if (!isPublished) return { id: photo.id };
  const text = params.text('message') ?? params.text('caption');
  const told = publishPost(simulation, { ...byPage(call, page), text, attachments: [attachment] });
  photo.postId = told.thing.id;
  await comeBack(call, told.tell);
  return { id: photo.id, post_id: told.thing.id };
}

/** `POST /{page}/videos`, in one go: the resumable upload is not modelled. */
async function createVideo(call: GraphCall, page: PageRecord): Promise<unknown> {
  requirePageToken(call, page);
  requireWallWriter(call, page.id, page.id, 'pages_manage_posts');
  const attachment = await takeWallMedia(call, 'video', call.params.text('file_url'));
  if (!attachment) throw invalidParameter('Missing source or file_url');
  const told = publishPost(call.simulation, {
    ...byPage(call, page),
    text: call.params.text('description'),
    attachments: [attachment],
  });
  call.note.kind = 'video';
  await comeBack(call, told.tell);
  return { id: numberOf(told.thing.id) };
}

/** A photo: its post's comments hang on it, too. */
export const photoEdges: Edges<PhotoRecord> = {
  '': {
    GET(call, photo) {
      requireWallReader(call, photo.pageId, photo.id);
      return readFields(photoKind, photo, call, fieldsOf(call));
    },
    DELETE(call, photo) {
      requireWallWriter(call, photo.pageId, photo.id, 'pages_manage_posts');
      call.simulation.world.wall.photos.delete(photo.id);
      return { success: true };
    },
  },
  comments: {
    GET: (call, photo) => {
      const post = postOf(call, photo);
      requireWallReader(call, post.pageId, photo.id);
      return listComments(call, { post }, askedOf(call), fieldsOf(call));
    },
    POST: (call, photo) => addComment(call, { post: postOf(call, photo) }),
  },
};

const photoKind: NodeKind<PhotoRecord, GraphCall> = {
  name: 'Photo',
  defaults: ['id'],
  readers: {
    id: (photo) => photo.id,
    link: (photo) => `https://www.facebook.com/photo/?fbid=${photo.id}`,
    page_story_id: (photo) => photo.postId,
    images: (photo, { simulation }) => [
      { height: 320, width: 480, source: linkOf(simulation, photo.attachment) },
    ],
    picture: (photo, { simulation }) => linkOf(simulation, photo.attachment),
  },
};

function postOf(call: GraphCall, photo: PhotoRecord): PostRecord {
  const post = call.simulation.world.wall.findPost(photo.postId ?? '');
  if (!post) throw objectMissing(call.request.method, photo.id);
  return post;
}

function byPage(call: GraphCall, page: PageRecord) {
  return { pageId: page.id, by: null, isPublished: isPublishing(call), appId: call.caller.app.id };
}

function isPublishing({ params }: GraphCall): boolean {
  return params.has('published') ? params.boolean('published') : true;
}

function photoOf(call: GraphCall, page: PageRecord, media: unknown): PhotoRecord {
  const id = typeof media === 'object' && media !== null && 'media_fbid' in media ? media.media_fbid : '';
  const photo = call.simulation.world.wall.photos.get(String(id));
  if (photo?.pageId !== page.id) throw invalidParameter('Invalid media_fbid in attached_media');
  return photo;
}

const sameWithinMs = 10 * 60_000;

function refuseSamePost(call: GraphCall, page: PageRecord, text: string | undefined): void {
  const { world, settings, clock } = call.simulation;
  if (!settings.refuseDuplicates || !text) return;
  const isSaid = world.wall
    .postsOf(page.id)
    .some(
      ({ by, message, createdAt }) =>
        by === null && message === text && clock.nowMs() - createdAt < sameWithinMs,
    );
  if (isSaid) throw new GraphError({ code: 506, message: '(#506) Duplicate status message' });
}
