import { sql } from 'kysely';
import type { Tx } from './db.ts';
import {
  conversationColumns,
  messageFactColumns,
  type ConversationFact,
  type MessageFact,
} from './inbound-facts.ts';
import { rowsOf } from './rows-of.ts';
import type { CommentTable } from './tables.ts';

// What intake must know of threads of comments. Read only for batches that hold something public, and always after
// the people, in this order: commenters, posts, threads, conversations, messages.

export interface CommenterSeen {
  /** Used when the person is new. */
  id: string;
  pageId: string;
  psid: string;
  name: string | null;
  at: Date;
}

const commenterColumns = {
  id: 'uuid',
  pageId: 'uuid',
  psid: 'text',
  name: 'text',
  at: 'timestamptz',
} as const;

/** Somebody who speaks in public, as they are known now. */
export interface CommenterFact {
  id: string;
  pageId: string;
  psid: string;
  bannedUntil: Date | null;
  /** Facebook has not been asked for their picture, or gave none the last time. */
  isToFetch: boolean;
}

/**
 * Makes and locks the contacts of people who comment. Several lanes may meet the same person at once, so all of it
 * is one statement, in the order of the people's ids.
 */
export async function upsertCommenters(tx: Tx, people: readonly CommenterSeen[]): Promise<CommenterFact[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<CommenterFact>`
    insert into contact as k (id, page_id, psid, identity, name, profile_state, first_seen_at, last_seen_at)
    select "id", "pageId", "psid", 'commenter', "name", 'unavailable', "at", "at"
    from ${rowsOf(commenterColumns, people)}
    order by "pageId", "psid"
    on conflict (page_id, identity, psid) do update set
      name = case when excluded.last_seen_at >= k.last_seen_at then coalesce(excluded.name, k.name)
        else coalesce(k.name, excluded.name) end,
      first_seen_at = least(k.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(k.last_seen_at, excluded.last_seen_at)
    returning id, page_id, psid, banned_until,
      (profile_state = 'unavailable' and picture_file_id is null and psid not like 'unknown:%') as is_to_fetch
  `.execute(tx);
  return rows;
}

/** What an event says of a post. Where it is about something under the post, only its ids and address. */
export interface PostTold {
  id: string;
  pageId: string;
  key: string;
  facebookId: string;
  permalink: string | null;
  authorName: string | null;
  isByPage: boolean | null;
  item: string | null;
  isPublished: boolean | null;
  text: string | null;
  pictureUrl: string | null;
  postedAt: Date | null;
  /** Null when nothing is told of the post itself. */
  toldAt: Date | null;
  removedAt: Date | null;
}

const postColumns = {
  id: 'uuid',
  pageId: 'uuid',
  key: 'text',
  facebookId: 'text',
  permalink: 'text',
  authorName: 'text',
  isByPage: 'boolean',
  item: 'text',
  isPublished: 'boolean',
  text: 'text',
  pictureUrl: 'text',
  postedAt: 'timestamptz',
  toldAt: 'timestamptz',
  removedAt: 'timestamptz',
} as const;

/**
 * Makes posts known, or better known: the newest wording stays, whatever the order in which it is heard.
 * @returns each with whether it is new here and nothing is known of it yet.
 */
export async function upsertPosts(
  tx: Tx,
  posts: readonly PostTold[],
  now: Date,
): Promise<{ id: string; pageId: string; key: string; isToFetch: boolean }[]> {
  if (posts.length === 0) return [];
  const { rows } = await sql<{ id: string; pageId: string; key: string; isToFetch: boolean }>`
    insert into post as p (id, page_id, key, facebook_id, permalink, author_name, is_by_page, item, is_published, text, picture_url,
      posted_at, told_at, removed_at, state, created_at)
    select "id", "pageId", row."key", "facebookId", row."permalink", "authorName", coalesce("isByPage", true), row."item",
      "isPublished", row."text", "pictureUrl", "postedAt", "toldAt", "removedAt",
      case when "toldAt" is null then 'pending' else 'known' end, ${now}::timestamptz
    from ${rowsOf(postColumns, posts)}
    order by "pageId", row."key"
    on conflict (page_id, key) do update set
      permalink = coalesce(p.permalink, excluded.permalink),
      author_name = coalesce(excluded.author_name, p.author_name),
      is_by_page = case when excluded.told_at is null then p.is_by_page else excluded.is_by_page end,
      item = coalesce(excluded.item, p.item),
      is_published = coalesce(excluded.is_published, p.is_published),
      text = case when excluded.told_at >= coalesce(p.told_at, '-infinity') then excluded.text else p.text end,
      picture_url = case when excluded.told_at >= coalesce(p.told_at, '-infinity')
        then coalesce(excluded.picture_url, p.picture_url) else p.picture_url end,
      posted_at = coalesce(p.posted_at, excluded.posted_at),
      told_at = greatest(p.told_at, excluded.told_at),
      removed_at = least(p.removed_at, excluded.removed_at),
      state = case when excluded.told_at is not null then 'known' else p.state end
    returning id, page_id, key, xmax = 0 and state = 'pending' as is_to_fetch
  `.execute(tx);
  return rows;
}

export interface ThreadFact {
  id: string;
  pageId: string;
  rootKey: string;
  postId: string | null;
}

/** Threads by what they begin with, or by their id. */
export async function findThreads(
  tx: Tx,
  roots: readonly { pageId: string; rootKey: string }[],
  ids: readonly string[],
): Promise<ThreadFact[]> {
  const { rows } = await sql<ThreadFact>`
    select t.id, t.page_id, t.root_key, t.post_id
    from unnest(${roots.map((root) => root.pageId)}::uuid[], ${roots.map((root) => root.rootKey)}::text[])
      as root (page_id, root_key)
    join comment_thread as t on t.page_id = root.page_id and t.root_key = root.root_key
    union
    select id, page_id, root_key, post_id from comment_thread where id = any(${ids}::uuid[])
  `.execute(tx);
  return rows;
}

/** Threads that began under some posts before the posts themselves were told; the first of each post, if any. */
export async function findThreadsUnder(
  tx: Tx,
  posts: readonly { pageId: string; key: string }[],
): Promise<ThreadFact[]> {
  if (posts.length === 0) return [];
  const { rows } = await sql<ThreadFact>`
    select first.*
    from unnest(${posts.map((post) => post.pageId)}::uuid[], ${posts.map((post) => post.key)}::text[])
      as wanted (page_id, key)
    join post on post.page_id = wanted.page_id and post.key = wanted.key
    cross join lateral (
      select t.id, t.page_id, t.root_key, t.post_id
      from comment_thread as t join conversation as c on c.thread_id = t.id
      where t.post_id = post.id and t.root_key like 'comment:%'
      order by c.opened_at, t.root_key
      limit 1
    ) as first
  `.execute(tx);
  return rows;
}

/** A thread's live conversation and its latest others: so many are enough to place a late comment. */
const conversationsPerThread = 6;

/** The conversations of some threads, locked; of each the live one first, then the latest. */
export async function lockThreadConversations(
  tx: Tx,
  threadIds: readonly string[],
): Promise<ConversationFact[]> {
  if (threadIds.length === 0) return [];
  const { rows } = await sql<ConversationFact>`
    select ${conversationColumns}
    from unnest(${threadIds}::uuid[]) as wanted (thread_id)
    cross join lateral (
      select * from conversation
      where conversation.thread_id = wanted.thread_id
      order by (status = 'closed'), opened_at desc
      limit ${sql.lit(conversationsPerThread)}
      for no key update
    ) as c
    left join desk_user as assignee on assignee.id = c.assignee_id
  `.execute(tx);
  return rows;
}

/** What only a comment has, as intake must know it. */
export interface CommentFact {
  messageId: string;
  threadId: string;
  facebookId: string;
  origin: CommentTable['origin'];
  permalink: string | null;
  /** `[{verb, at, by}]` */
  history: unknown;
  isIgnored: boolean;
  /** Facebook's id of its author; of one that was not told, made from the comment. */
  authorPsid: string;
}

/** The comments that bear some ids. Their messages are locked by the caller afterwards. */
export async function findComments(
  tx: Tx,
  keys: readonly { pageId: string; mid: string }[],
): Promise<CommentFact[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<CommentFact>`
    select c.message_id, c.thread_id, c.facebook_id, c.origin, c.permalink, c.history, c.is_ignored, k.psid as author_psid
    from unnest(${keys.map((key) => key.pageId)}::uuid[], ${keys.map((key) => key.mid)}::text[]) as key (page_id, mid)
    join message as m on m.page_id = key.page_id and m.mid = key.mid
    join comment as c on c.message_id = m.id
    join contact as k on k.id = m.contact_id
  `.execute(tx);
  return rows;
}

/** Public replies of ours of which we do not know whether they went out, locked, in order of their ids. */
export async function lockUnsettledReplies(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<MessageFact[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await sql<MessageFact>`
    select ${messageFactColumns}
    from message as m join conversation as c on c.id = m.conversation_id
    where m.conversation_id = any(${conversationIds}::uuid[]) and m.direction = 'out' and m.mid is null
      and m.status in ('sending', 'unknown')
    order by m.id
    for no key update of m
  `.execute(tx);
  return rows;
}
