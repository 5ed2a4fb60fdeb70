import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asList, asObject, asText, asTime, asUrl, type JsonValue } from '../json.ts';
import { accessOf, commentFields, commentOf, type CommentRead } from './read.ts';

/** A post on a page, of its own or of a visitor's, as Facebook still shows it. */
export interface PastPost {
  id: string;
  /** Meta's word for what it is. */
  item: string;
  text: string | null;
  pictureUrl: string | null;
  permalink: string | null;
  createdAt: Date;
  /** When it was last commented on or changed. */
  updatedAt: Date;
  authorId: string | null;
  authorName: string | null;
  comments: PastComments;
}

/** Comments under a post, replies among them, the newest first. */
export interface PastComments {
  comments: CommentRead[];
  /** Where the older ones begin; null at the end. */
  next: string | null;
}

export interface PastPosts {
  /** The newest first, whatever was commented on last. */
  posts: PastPost[];
  /** Where the older ones begin; null at the end. Dies after a while. */
  next: string | null;
}

const postFields = 'id,status_type,message,created_time,updated_time,permalink_url,full_picture,from';
const commentsAtOnce = 25;

/**
 * Reads a piece of the list of a page's posts, each with its newest comments, by one call. May be repeated safely.
 *
 * @param piece.after  the `next` of the piece before.
 * @throws GraphRefused, GraphUnreachable as the call does; a dead `after` is refused with code 100.
 *
 * Source: Meta, Graph API, "Page feed" and "Object comments", read 2026-11-20.
 */
export async function readPastPosts(
  graph: Graph,
  page: PageAccess,
  piece: { limit: number; after: string | null },
): Promise<PastPosts> {
  const comments = `comments.filter(stream).order(reverse_chronological).limit(${commentsAtOnce}){${commentFields}}`;
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: [page.pageId, 'feed'],
      query: {
        fields: `${postFields},${comments}`,
        limit: piece.limit,
        ...(piece.after === null ? {} : { after: piece.after }),
      },
      ...accessOf(page),
    }),
  );
  return { posts: asList(answer?.['data']).flatMap(postOf), next: nextOf(answer) };
}

/** Reads comments of one post: older ones, or with no `after` the newest. As {@link readPastPosts} otherwise. */
export async function readPastComments(
  graph: Graph,
  page: PageAccess,
  piece: { postId: string; after: string | null },
): Promise<PastComments> {
  const answer = await graph.call({
    method: 'GET',
    path: [piece.postId, 'comments'],
    query: {
      fields: commentFields,
      filter: 'stream',
      order: 'reverse_chronological',
      limit: commentsAtOnce,
      ...(piece.after === null ? {} : { after: piece.after }),
    },
    ...accessOf(page),
  });
  return commentsOf(answer);
}

function postOf(value: JsonValue): PastPost[] {
  const post = asObject(value);
  const id = asId(post?.['id']);
  const createdAt = asTime(post?.['created_time']);
  if (post === null || id === null || createdAt === null) return [];
  const from = asObject(post['from']);
  return [
    {
      id,
      item: asText(post['status_type']) ?? 'post',
      text: asText(post['message']),
      pictureUrl: asUrl(post['full_picture']),
      permalink: asUrl(post['permalink_url']),
      createdAt,
      updatedAt: asTime(post['updated_time']) ?? createdAt,
      authorId: asId(from?.['id']),
      authorName: asText(from?.['name']),
      comments: commentsOf(post['comments']),
    },
  ];
}

function commentsOf(list: JsonValue | undefined): PastComments {
  const comments = asList(asObject(list)?.['data']).flatMap((value) => commentOf(asObject(value)) ?? []);
  return { comments, next: nextOf(list) };
}

/** Meta repeats the last cursor for ever; only `next` says that there is more. */
function nextOf(list: JsonValue | undefined): string | null {
  const paging = asObject(asObject(list)?.['paging']);
  const after = asText(asObject(paging?.['cursors'])?.['after']);
  return asText(paging?.['next']) === null ? null : after;
}
