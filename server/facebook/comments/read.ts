import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asList, asObject, asText, asTime, asUrl, type JsonObject, type JsonValue } from '../json.ts';

// Reading may be repeated safely. Every call throws GraphRefused or GraphUnreachable as the client does.
// Source: Meta, Graph API, "Post", "Comment" and "Object comments", read 2026-11-20.

/** A post as Facebook shows it. */
export interface PostRead {
  /** Meta's word for what it is: `added_video`. */
  item: string | null;
  /** Whether it is on the page; null when not told. */
  isPublished: boolean | null;
  text: string | null;
  pictureUrl: string | null;
  permalink: string | null;
  createdAt: Date | null;
  authorId: string | null;
  authorName: string | null;
}

export async function readPost(graph: Graph, page: PageAccess, id: string): Promise<PostRead> {
  const fields = 'id,message,story,status_type,is_published,created_time,permalink_url,full_picture,from';
  const post = await readObject(graph, page, id, fields);
  const from = asObject(post?.['from']);
  const isPublished = post?.['is_published'];
  return {
    item: asText(post?.['status_type']),
    isPublished: typeof isPublished === 'boolean' ? isPublished : null,
    text: asText(post?.['message']) ?? asText(post?.['story']),
    pictureUrl: asUrl(post?.['full_picture']),
    permalink: asUrl(post?.['permalink_url']),
    createdAt: asTime(post?.['created_time']),
    authorId: asId(from?.['id']),
    authorName: asText(from?.['name']),
  };
}

/** A comment as Facebook shows it. */
export interface CommentRead {
  id: string;
  text: string | null;
  tagNames: string[];
  createdAt: Date | null;
  authorId: string | null;
  authorName: string | null;
  /** Null at the top level. */
  parentId: string | null;
  postId: string | null;
  pictureUrl: string | null;
  permalink: string | null;
  isHidden: boolean;
  /** Whether a private reply stands on it already; Facebook names the conversation. */
  hasPrivateReply: boolean;
}

/** What is asked of a comment, alone and in lists. */
export const commentFields =
  'id,message,message_tags,from,created_time,parent{id},object{id},permalink_url,attachment,is_hidden,private_reply_conversation';

export async function readComment(graph: Graph, page: PageAccess, id: string): Promise<CommentRead | null> {
  return commentOf(await readObject(graph, page, id, commentFields));
}

/** How many answers are looked through for one of ours: the newest. */
const READ_REPLIES = 50;

/** The newest comments under a comment or post, newest first, those of deeper levels among them. */
export async function readReplies(graph: Graph, page: PageAccess, id: string): Promise<CommentRead[]> {
  const answer = await graph.call({
    method: 'GET',
    path: [id, 'comments'],
    query: {
      fields: 'id,message,from,created_time',
      filter: 'stream',
      order: 'reverse_chronological',
      limit: READ_REPLIES,
    },
    ...accessOf(page),
  });
  return asList(asObject(answer)?.['data']).flatMap((value) => commentOf(asObject(value)) ?? []);
}

async function readObject(
  graph: Graph,
  page: PageAccess,
  id: string,
  fields: string,
): Promise<JsonObject | null> {
  return asObject(await graph.call({ method: 'GET', path: [id], query: { fields }, ...accessOf(page) }));
}

/** A comment as Facebook writes it; null when it has no id. */
export function commentOf(value: JsonObject | null): CommentRead | null {
  const id = asId(value?.['id']);
  if (value === null || id === null) return null;
  const from = asObject(value['from']);
  return {
    id,
    text: asText(value['message']),
    tagNames: asList(value['message_tags']).flatMap((tag) => asText(asObject(tag)?.['name']) ?? []),
    createdAt: asTime(value['created_time']),
    authorId: asId(from?.['id']),
    authorName: asText(from?.['name']),
    parentId: idIn(value['parent']),
    postId: idIn(value['object']),
    pictureUrl: asUrl(pictureOf(value['attachment'])),
    permalink: asUrl(value['permalink_url']),
    isHidden: value['is_hidden'] === true,
    hasPrivateReply: idIn(value['private_reply_conversation']) !== null,
  };
}

function idIn(value: JsonValue | undefined): string | null {
  return asId(asObject(value)?.['id']);
}

function pictureOf(attachment: JsonValue | undefined): JsonValue | undefined {
  return asObject(asObject(asObject(attachment)?.['media'])?.['image'])?.['src'];
}

/** What every call of a page's has. */
export function accessOf({ pageId, accessToken, appSecret }: PageAccess) {
  return { pageId, accessToken, appSecret };
}
