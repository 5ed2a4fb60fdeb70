import { sql } from 'kysely';
import type { Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';
import type { CommentFact, ThreadFact } from './thread-facts.ts';

// One statement for any number of rows, in the order of their ids; none at all for a batch without comments.

const threadColumns = { id: 'uuid', pageId: 'uuid', rootKey: 'text', postId: 'uuid' } as const;

export async function insertThreads(tx: Tx, threads: readonly ThreadFact[], at: Date): Promise<void> {
  if (threads.length === 0) return;
  await sql`
    insert into comment_thread (id, page_id, root_key, post_id, created_at)
    select "id", "pageId", "rootKey", "postId", ${at}::timestamptz from ${rowsOf(threadColumns, threads)}
  `.execute(tx);
}

/** Gives threads another beginning: the post that was told after what was said under it. */
export async function moveThreads(tx: Tx, threads: readonly ThreadFact[]): Promise<void> {
  if (threads.length === 0) return;
  await sql`
    update comment_thread as t set root_key = row."rootKey"
    from ${rowsOf(threadColumns, threads)}
    where t.id = row."id"
  `.execute(tx);
}

const commentColumns = {
  messageId: 'uuid',
  threadId: 'uuid',
  facebookId: 'text',
  origin: 'text',
  permalink: 'text',
  history: 'jsonb',
  isIgnored: 'boolean',
} as const;

/** Writes comments as they shall be, new or known. */
export async function upsertComments(tx: Tx, comments: readonly CommentFact[]): Promise<void> {
  if (comments.length === 0) return;
  await sql`
    insert into comment as c (message_id, thread_id, facebook_id, origin, permalink, history, is_ignored)
    select "messageId", "threadId", "facebookId", "origin", "permalink", row."history", "isIgnored"
    from ${rowsOf(commentColumns, comments)}
    on conflict (message_id) do update set history = excluded.history, is_ignored = excluded.is_ignored,
      permalink = coalesce(c.permalink, excluded.permalink)
  `.execute(tx);
}

export interface CommentReactionUpsert {
  messageId: string;
  person: string;
  /** Null: taken back. */
  reaction: string | null;
  at: Date;
}

const reactionColumns = {
  messageId: 'uuid',
  person: 'text',
  reaction: 'text',
  at: 'timestamptz',
} as const;

/**
 * Writes reactions to comments; of two by the same person the newer one stays, of two at the same time always the
 * same one. @returns ids of the messages that show something else now.
 */
export async function upsertCommentReactions(
  tx: Tx,
  reactions: readonly CommentReactionUpsert[],
): Promise<string[]> {
  if (reactions.length === 0) return [];
  const { rows } = await sql<{ messageId: string }>`
    insert into comment_reaction as r (message_id, person, reaction, at)
    select "messageId", row."person", row."reaction", row."at" from ${rowsOf(reactionColumns, reactions)}
    on conflict (message_id, person) do update set reaction = excluded.reaction, at = excluded.at
      where (r.at, coalesce(r.reaction, '')) < (excluded.at, coalesce(excluded.reaction, ''))
    returning message_id
  `.execute(tx);
  return [...new Set(rows.map((row) => row.messageId))];
}

/** Who said something turned out to be somebody whom we can name. */
export async function renameAuthors(
  tx: Tx,
  changes: readonly { messageId: string; contactId: string }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update message set contact_id = "contactId"
    from ${rowsOf({ messageId: 'uuid', contactId: 'uuid' }, changes)}
    where message.id = "messageId"
  `.execute(tx);
}

/**
 * Tells anew whose tickets these are: who began the thread, else who first spoke in it. Comments come in any order,
 * so the messages themselves are asked.
 */
export async function recountContacts(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  await sql`
    update conversation as c set contact_id = told.contact_id, version = c.version + 1
    from (
      select wanted.id, first.contact_id
      from unnest(${conversationIds}::uuid[]) as wanted (id)
      join conversation on conversation.id = wanted.id
      join comment_thread on comment_thread.id = conversation.thread_id
      cross join lateral (
        select m.contact_id from message as m
        where m.conversation_id = wanted.id and m.kind = 'message' and m.direction = 'in'
        order by (m.mid = comment_thread.root_key) desc, m.at, m.mid
        limit 1
      ) as first
    ) as told
    where c.id = told.id and c.contact_id <> told.contact_id
  `.execute(tx);
}

/** Of `message as asked`, in a thread: what was removed, kept aside, or answered privately asks nothing of anybody. */
export const asksForAnswer = sql.raw(
  `(asked.unsent_at is null
    and not exists (select from comment where comment.message_id = asked.id and comment.is_ignored)
    and not exists (select from comment_act where comment_act.message_id = asked.id
      and comment_act.kind = 'private-reply' and comment_act.status <> 'failed'))`,
);

/** Counts anew who waits in some threads, and since when, once everything of the batch is written. */
export async function recountThreadWaits(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  await sql`
    update conversation as c
    set waiting_since = (
      select min(asked.at) from message as asked
      where asked.conversation_id = c.id and asked.kind = 'message' and asked.direction = 'in' and ${asksForAnswer}
        and asked.at > coalesce((
          select max(answer.at) from message as answer
          where answer.conversation_id = c.id and answer.kind = 'message' and answer.direction = 'out'
            and answer.status <> 'failed'), '-infinity'))
    where c.id = any(${conversationIds}::uuid[]) and c.status <> 'closed'
  `.execute(tx);
}

export type SkipReason = 'comments-off' | 'post-reaction' | 'unpublished-post';

/** Counts what of a page's feed made no ticket. */
export async function countSkips(
  tx: Tx,
  skips: readonly { pageId: string; reason: SkipReason; count: number }[],
  at: Date,
): Promise<void> {
  if (skips.length === 0) return;
  await sql`
    insert into feed_skip as s (page_id, reason, count, last_at)
    select "pageId", row."reason", row."count", ${at}::timestamptz
    from ${rowsOf({ pageId: 'uuid', reason: 'text', count: 'integer' }, skips)}
    order by "pageId", row."reason"
    on conflict (page_id, reason) do update set count = s.count + excluded.count, last_at = excluded.last_at
  `.execute(tx);
}
