import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { PostTable } from './tables.ts';

export async function readPostRow(db: Db | Tx, postId: string) {
  return db.selectFrom('post').selectAll().where('id', '=', postId).executeTakeFirst();
}

/** Keeps what is known of a post now; what a newer webhook told of its words stays. */
export async function savePost(tx: Tx, postId: string, learned: Updateable<PostTable>): Promise<void> {
  await tx.updateTable('post').set(learned).where('id', '=', postId).execute();
}

/** The newest live tickets under a post: those who look at them see what it says. */
export async function listTicketsOfPost(
  tx: Tx,
  postId: string,
): Promise<{ id: string; departmentId: string }[]> {
  return tx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('conversation as c')
        .innerJoin('commentThread as t', 't.id', 'c.threadId')
        .select('c.id')
        .where('t.postId', '=', postId)
        .where('c.status', '!=', 'closed')
        .orderBy('c.lastActivityAt', 'desc')
        .limit(20),
    )
    .returning(['id', 'departmentId'])
    .execute();
}

/** The post of a conversation's thread, with how its threads stand for who may see these departments. */
export async function readPostOf(db: Db | Tx, conversationId: string, sight: 'all' | readonly string[]) {
  const inSight = sight === 'all' ? sql`true` : sql`v.department_id = any(${sight}::uuid[])`;
  const { rows } = await sql<{
    id: string;
    pageId: string;
    pageName: string;
    facebookId: string;
    authorName: string | null;
    isByPage: boolean;
    text: string | null;
    pictureFileId: string | null;
    permalink: string | null;
    item: string | null;
    isPublished: boolean | null;
    postedAt: Date | null;
    removedAt: Date | null;
    state: 'pending' | 'known' | 'unavailable';
    waiting: number;
    live: number;
    closed: number;
  }>`
    select p.id, p.page_id, page.name as page_name, p.facebook_id, p.author_name, p.is_by_page, p.text, p.picture_file_id,
      p.permalink, p.item, p.is_published, p.posted_at, p.removed_at, p.state, counted.waiting, counted.live, counted.closed
    from conversation as c
    join comment_thread as t on t.id = c.thread_id
    join post as p on p.id = t.post_id
    join page on page.id = p.page_id
    cross join lateral (
      select count(*) filter (where v.waiting_since is not null and v.status <> 'closed')::int as waiting,
        count(*) filter (where v.status <> 'closed')::int as live,
        count(*) filter (where v.status = 'closed')::int as closed
      from comment_thread as other join conversation as v on v.thread_id = other.id
      where other.post_id = p.id and ${inSight}
    ) as counted
    where c.id = ${conversationId}
  `.execute(db);
  return rows[0];
}

/** Our copy of a post's picture, with the departments of its tickets: who may see one of them may see it. */
export async function findPostPicture(db: Db | Tx, postId: string) {
  const { rows } = await sql<{
    fileId: string;
    sha256: Buffer;
    sizeBytes: number;
    mimeType: string;
    departmentIds: string[] | null;
  }>`
    select file.id as file_id, file.sha256, file.size_bytes, file.mime_type,
      (select array_agg(distinct v.department_id) from comment_thread as t join conversation as v on v.thread_id = t.id
        where t.post_id = post.id) as department_ids
    from post join file on file.id = post.picture_file_id
    where post.id = ${postId}
  `.execute(db);
  return rows[0];
}

export interface LikenessRow {
  contactId: string;
  name: string | null;
  psid: string;
  identity: 'messenger' | 'commenter';
  isLinked: boolean;
  because: 'private-reply' | 'said' | 'same-id' | 'same-name';
  conversationId: string | null;
  conversationNumber: number | null;
  lastMessage: unknown;
}

/**
 * Who a contact may be under Facebook's other identity on the same page: linked, or alike and not said to be another.
 * The same id comes first, then the same name. With each their newest conversation in sight.
 */
export async function listLikenesses(
  db: Db | Tx,
  contactId: string,
  sight: 'all' | readonly string[],
): Promise<LikenessRow[]> {
  const inSight = sight === 'all' ? sql`true` : sql`v.department_id = any(${sight}::uuid[])`;
  const { rows } = await sql<LikenessRow>`
    with self as (select * from contact where id = ${contactId}),
    alike as (
      select k.id, case when k.psid = self.psid then 'same-id' else 'same-name' end as because
      from self join contact as k on k.page_id = self.page_id and k.identity <> self.identity and k.psid = self.psid
      union all
      (select k.id, 'same-name' from self join contact as k on k.page_id = self.page_id
          and k.identity <> self.identity and pagedesk_fold(k.name) = pagedesk_fold(self.name) and k.psid <> self.psid
        limit 3)
      union all
      select case when l.commenter_id = self.id then l.messenger_id else l.commenter_id end, l.because
      from self join contact_likeness as l on self.id in (l.commenter_id, l.messenger_id)
      where l.is_same
    ),
    best as (
      select distinct on (alike.id) alike.id, alike.because
      from alike
      order by alike.id, array_position(array['private-reply', 'said', 'same-id', 'same-name'], alike.because)
    )
    select k.id as contact_id, k.name, k.psid, k.identity, best.because in ('private-reply', 'said') as is_linked,
      best.because, seen.id as conversation_id, seen.number as conversation_number, seen.last_message
    from best
    join contact as k on k.id = best.id
    left join lateral (
      select v.id, v.number, v.last_message from conversation as v
      where v.contact_id = k.id and ${inSight}
      order by v.last_activity_at desc limit 1
    ) as seen on true
    where not exists (
      select from contact_likeness as l
      where not l.is_same and ${contactId} in (l.commenter_id, l.messenger_id) and k.id in (l.commenter_id, l.messenger_id)
    )
    -- Who is only alike is named when there is something to see of them.
    and (best.because in ('private-reply', 'said') or seen.id is not null)
    order by is_linked desc, best.because, k.id
    limit 5
  `.execute(db);
  return rows;
}

/** Counts of what of a page's feed made no ticket. */
export async function listSkips(db: Db | Tx, pageId: string) {
  return db
    .selectFrom('feedSkip')
    .select(['reason', 'count', 'lastAt'])
    .where('pageId', '=', pageId)
    .orderBy('reason')
    .execute();
}
