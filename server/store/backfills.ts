import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { BackfillTable } from './tables.ts';

/** A reading of a page's past, as people see it. */
export type BackfillRow = Awaited<ReturnType<typeof listBackfills>>[number];

const shown = [
  'id',
  'pageId',
  'reason',
  'since',
  'state',
  'trouble',
  'reachedAt',
  'conversationsRead',
  'messagesAdded',
  'part',
  'postsRead',
  'commentsAdded',
  'startedAt',
  'endedAt',
] as const;

/** The latest of a page, newest first. */
export async function listBackfills(db: Db | Tx, pageId: string, most: number) {
  return db
    .selectFrom('backfill')
    .select(shown)
    .where('pageId', '=', pageId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** One of them, locked. */
export async function lockBackfill(tx: Tx, id: string): Promise<BackfillRow | undefined> {
  return tx.selectFrom('backfill').select(shown).where('id', '=', id).forUpdate().executeTakeFirst();
}

/**
 * Begins a reading; one that runs for the page is widened instead, and reads the list from its start again.
 * @returns the id of the one that runs now.
 */
export async function insertOrWidenBackfill(
  tx: Tx,
  backfill: Pick<BackfillTable, 'id' | 'pageId' | 'reason' | 'since' | 'askedBy' | 'startedAt'>,
): Promise<string> {
  const row = await tx
    .insertInto('backfill')
    .values({ ...backfill, state: 'running' })
    .onConflict((conflict) =>
      conflict
        .column('pageId')
        .where('state', '=', 'running')
        .doUpdateSet((eb) => ({
          since: sql<Date>`least(${eb.ref('backfill.since')}, ${eb.ref('excluded.since')})`,
          part: 'messages' as const,
          cursor: null,
          round: 1,
          reachedAt: null,
          faults: 0,
          widened: eb('backfill.widened', '+', 1),
        })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Moves a reading from one of some states to another. @returns false when it was in none of them. */
export async function moveBackfill(
  tx: Tx,
  id: string,
  from: readonly BackfillTable['state'][],
  to: { state: BackfillTable['state']; endedAt: Date | null; trouble?: string | null },
): Promise<boolean> {
  const done = await tx
    .updateTable('backfill')
    .set({ ...to, faults: 0 })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Whether the page has a reading that runs. Unique index `backfill_one_running`. */
export async function hasRunningBackfill(db: Db | Tx, pageId: string): Promise<boolean> {
  const row = await db
    .selectFrom('backfill')
    .select('id')
    .where('pageId', '=', pageId)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return row !== undefined;
}

/** What one step of a reading needs. */
export async function readBackfillFacts(db: Db | Tx, id: string) {
  return db
    .selectFrom('backfill as b')
    .innerJoin('page as p', 'p.id', 'b.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .select([
      'b.id',
      'b.pageId',
      'b.state',
      'b.since',
      'b.part',
      'b.cursor',
      'b.round',
      'b.faults',
      'b.widened',
      'b.trouble',
      'b.startedAt',
      'p.facebookId as pageFacebookId',
      'p.departmentId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.humanAgentAllowed',
      'p.settings',
      'p.metaAppId',
      'a.appId',
      'a.appSecretSealed',
    ])
    .where('b.id', '=', id)
    .executeTakeFirst();
}

export type BackfillFacts = NonNullable<Awaited<ReturnType<typeof readBackfillFacts>>>;

/** How far a step of a reading has come; the numbers are those of the step. */
export interface BackfillStep {
  part: 'messages' | 'comments';
  cursor: string | null;
  round: number;
  reachedAt: Date | null;
  trouble: string | null;
  faults: number;
  conversationsRead?: number;
  messagesAdded?: number;
  postsRead?: number;
  commentsAdded?: number;
}

/**
 * Notes how far a reading has come. One that was widened meanwhile keeps its place at the start of the list.
 * @returns how it stands now, and whether nothing was asked of it in between.
 */
export async function advanceBackfill(
  tx: Tx,
  from: Pick<BackfillFacts, 'id' | 'widened'>,
  to: BackfillStep,
): Promise<{ state: BackfillTable['state']; isUnchanged: boolean } | undefined> {
  const { rows } = await sql<{ state: BackfillTable['state']; isUnchanged: boolean }>`
    update backfill
    set cursor = case when is_unchanged then ${to.cursor} end,
      part = case when is_unchanged then ${to.part} else part end,
      round = case when is_unchanged then ${to.round}::smallint else round end,
      reached_at = case
        when is_unchanged and part = ${to.part} then least(reached_at, ${to.reachedAt}::timestamptz)
      end,
      trouble = ${to.trouble}, faults = ${to.faults}::smallint,
      conversations_read = conversations_read + ${to.conversationsRead ?? 0}::integer,
      messages_added = messages_added + ${to.messagesAdded ?? 0}::integer,
      posts_read = posts_read + ${to.postsRead ?? 0}::integer,
      comments_added = comments_added + ${to.commentsAdded ?? 0}::integer
    from (
      select id as held, widened = ${from.widened}::smallint as is_unchanged from backfill where id = ${from.id} for update
    ) as now
    where id = held
    returning state, is_unchanged
  `.execute(tx);
  return rows[0];
}

/** A message of a person's that the desk knows, as far as it takes to tell it from another. */
export interface KnownMessage {
  mid: string | null;
  direction: 'in' | 'out';
  text: string | null;
  at: Date;
  status: string | null;
  attachmentCount: number;
}

/**
 * What the desk knows of a person's messages: those that bear one of Meta's ids, those of a time, the newest, and
 * those of which nobody knows whether they went out. The caller holds the person's lane.
 */
export async function readKnownMessages(
  tx: Tx,
  of: { pageId: string; psid: string; mids: readonly string[]; from: Date; until: Date },
): Promise<KnownMessage[]> {
  const { rows } = await sql<KnownMessage>`
    with person as (
      select id from contact where page_id = ${of.pageId} and psid = ${of.psid} and identity = 'messenger'
    ),
    wanted as (
      select id from message where page_id = ${of.pageId} and mid = any(${of.mids}::text[])
      union
      select m.id from conversation c join message m on m.conversation_id = c.id
      where c.contact_id = (select id from person) and m.at between ${of.from} and ${of.until}
      union
      select newest.id from conversation c cross join lateral (
        select id from message
        where conversation_id = c.id and kind = 'message'
        order by at desc, id desc limit 1
      ) as newest
      where c.contact_id = (select id from person)
      union
      select id from message where contact_id = (select id from person) and status in ('sending', 'unknown')
    )
    select m.mid, m.direction, m.text, m.at, m.status,
      (select count(*)::int from attachment a where a.message_id = m.id) as attachment_count
    from wanted join message m on m.id = wanted.id
    where m.kind = 'message'
  `.execute(tx);
  return rows;
}

/** Something public that the desk knows, as far as it takes to tell what is missing and what was answered. */
export interface KnownComment {
  mid: string;
  direction: 'in' | 'out';
  at: Date;
  status: string | null;
  /** What its thread begins with. */
  rootKey: string;
}

/** All that the desk knows of some threads of comments, and what bears one of some ids wherever it stands. */
export async function readKnownComments(
  tx: Tx,
  of: { pageId: string; roots: readonly string[]; mids: readonly string[] },
): Promise<KnownComment[]> {
  const { rows } = await sql<KnownComment>`
    with wanted as (
      select c.message_id from comment_thread t join comment c on c.thread_id = t.id
      where t.page_id = ${of.pageId} and t.root_key = any(${of.roots}::text[])
      union
      select id from message where page_id = ${of.pageId} and mid = any(${of.mids}::text[])
    )
    select m.mid, m.direction, m.at, m.status, t.root_key
    from wanted
    join message m on m.id = wanted.message_id
    join comment c on c.message_id = m.id
    join comment_thread t on t.id = c.thread_id
    where m.mid is not null
  `.execute(tx);
  return rows;
}

/** A comment that stands under a post as far as the desk knows: it was not removed. */
export interface StandingComment {
  mid: string;
  /** As first told: for calls. */
  facebookId: string;
  direction: 'in' | 'out';
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  text: string | null;
  at: Date;
  /** `[{verb, at, by}]`, by time. */
  history: unknown;
}

const mostStanding = 500;

/** The newest comments that stand under a post as far as the desk knows. Index `comment_thread_post`. */
export async function readStandingComments(
  tx: Tx,
  post: { pageId: string; key: string },
): Promise<StandingComment[]> {
  const { rows } = await sql<StandingComment>`
    select m.mid, c.facebook_id, m.direction, m.author_kind, m.text, m.at, c.history
    from post p
    join comment_thread t on t.post_id = p.id
    join comment c on c.thread_id = t.id
    join message m on m.id = c.message_id
    where p.page_id = ${post.pageId} and p.key = ${post.key}
      and c.origin = 'comment' and m.mid is not null and m.unsent_at is null
    order by m.at desc, m.id desc
    limit ${mostStanding}
  `.execute(tx);
  return rows;
}

/** Notes when a post was written, unless that is known. */
export async function notePostedAt(tx: Tx, post: { pageId: string; key: string; at: Date }): Promise<void> {
  await tx
    .updateTable('post')
    .set({ postedAt: post.at })
    .where('pageId', '=', post.pageId)
    .where('key', '=', post.key)
    .where('postedAt', 'is', null)
    .execute();
}

/** A post under which something was said of late. */
export interface ActivePost {
  key: string;
  facebookId: string;
  /** Facebook's id of who wrote it; null where that is not known. */
  authorId: string | null;
}

/**
 * Posts under which something was said since a moment, those first where it was said last: of some keys, or those that
 * are older than another moment. Index `comment_thread_post`.
 */
export async function listActivePosts(
  db: Db | Tx,
  where: { pageId: string; activeSince: Date } & (
    { keys: readonly string[] } | { postedBefore: Date; most: number }
  ),
): Promise<ActivePost[]> {
  const which =
    'keys' in where
      ? sql`p.key = any(${where.keys}::text[])`
      : sql`coalesce(p.posted_at, '-infinity') < ${where.postedBefore}`;
  const { rows } = await sql<ActivePost>`
    select p.key, p.facebook_id, case when p.is_by_page then page.facebook_id else author.psid end as author_id
    from (
      select t.post_id, max(v.last_message_at) as at
      from conversation v join comment_thread t on t.id = v.thread_id
      where v.page_id = ${where.pageId} and v.last_message_at >= ${where.activeSince} and t.post_id is not null
      group by t.post_id
    ) as active
    join post p on p.id = active.post_id
    join page on page.id = p.page_id
    left join message told on told.page_id = p.page_id and told.mid = 'post:' || p.key
    left join contact author on author.id = told.contact_id
    where p.removed_at is null and ${which}
    order by active.at desc, p.id
    limit ${'most' in where ? where.most : where.keys.length}
  `.execute(db);
  return rows;
}

/** Pages whose past can be read: connected, on the desk, with a token. */
export async function listReadablePages(db: Db | Tx): Promise<{ id: string; departmentId: string }[]> {
  return db
    .selectFrom('page')
    .select(['id', 'departmentId'])
    .where('tokenSealed', 'is not', null)
    .where('removedAt', 'is', null)
    .where('state', '!=', 'unsubscribed')
    .orderBy('id')
    .execute();
}

/** When something was last heard of a page; when nothing ever was, since when it is here. */
export async function readLastHeard(db: Db | Tx, pageId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('page')
    .select((eb) => eb.fn.coalesce('lastWebhookAt', 'createdAt').as('at'))
    .where('id', '=', pageId)
    .executeTakeFirst();
  return row?.at ?? null;
}
