import { sql } from 'kysely';
import type { Tx } from './db.ts';

/** Conversations looked at in one go; each may have thousands of messages, of which so many go at once. */
const CONVERSATIONS = 100;
const MESSAGES = 2_000;
const ROWS = 2_000;

/** Whose conversations go: of pages that were taken off the desk until then, or of one of them. */
export interface ErasedPages {
  removedUntil: Date;
  /** Null: all of them. */
  pageId: string | null;
}

/** What one step took away. */
export interface ErasedStep {
  /** Rows of any kind; none: there is nothing left. */
  rows: number;
  /** Conversations that are gone now, with their departments, for those who have them on screen. */
  conversations: { id: string; departmentId: string }[];
}

/**
 * Erases a bounded part of what was written on pages that were taken off the desk until a moment: messages first (with
 * their files' places, reactions and comments, by cascade), then their conversations, then people, posts, threads, and
 * what intake kept. Who is under a legal hold stays, with everything of theirs. Each step is one short transaction that
 * finds its rows by an index, so that nobody waits for it.
 */
export async function eraseSome(tx: Tx, { removedUntil, pageId }: ErasedPages): Promise<ErasedStep> {
  const isGone =
    pageId === null
      ? sql`removed_at <= ${removedUntil}`
      : sql`removed_at <= ${removedUntil} and id = ${pageId}`;
  const gone = sql`(select id from page where ${isGone})`;
  const found = await sql<{ id: string; departmentId: string }>`
    select id, department_id from conversation
    where page_id in ${gone}
      and not exists (select from contact where contact.id = conversation.contact_id and contact.held_at is not null)
    order by id limit ${CONVERSATIONS} for update
  `.execute(tx);
  const ids = found.rows.map(({ id }) => id);
  if (ids.length > 0) {
    const messages = await count(
      tx,
      sql`delete from message where id in (
        select id from message where conversation_id = any(${ids}::uuid[]) limit ${MESSAGES}
      )`,
    );
    if (messages > 0) return { rows: messages, conversations: [] };
    await sql`update conversation set previous_id = null where previous_id = any(${ids}::uuid[])`.execute(tx);
    const rows = await count(tx, sql`delete from conversation where id = any(${ids}::uuid[])`);
    return { rows, conversations: found.rows };
  }
  const cards = await count(tx, eraseCards(gone));
  if (cards > 0) return { rows: cards, conversations: [] };
  for (const [table, isFree] of leftovers) {
    const rows = await count(
      tx,
      sql`delete from ${sql.table(table)} where id in (
        select id from ${sql.table(table)} as leftover where page_id in ${gone} and ${isFree} limit ${ROWS}
      )`,
    );
    if (rows > 0) return { rows, conversations: [] };
  }
  const setAside = await count(
    tx,
    sql`delete from set_aside where id in (
      select id from set_aside
      where facebook_page_id in (select facebook_id from page where ${isGone}) limit ${ROWS}
    )`,
  );
  if (setAside > 0) return { rows: setAside, conversations: [] };
  // The journal knows apps, not pages: what one page said in it goes with its days.
  return { rows: pageId === null ? await eraseJournal(tx, removedUntil) : 0, conversations: [] };
}

/** What is left when its conversations are gone, and when a row may go: nothing that stays refers to it. */
const leftovers = [
  ['contact', sql`held_at is null and not exists (select from conversation where contact_id = leftover.id)`],
  [
    'comment_thread',
    sql`not exists (select from conversation where thread_id = leftover.id)
      and not exists (select from comment where thread_id = leftover.id)`,
  ],
  ['post', sql`not exists (select from comment_thread where post_id = leftover.id)`],
  ['early_mark', sql`true`],
] as const;

/** Cards of people who are known on these pages alone; their profiles are about to go. A company's card stays. */
const eraseCards = (gone: ReturnType<typeof sql>) => sql`
  delete from customer where id in (
    select c.id from customer_profile p
    join contact k on k.id = p.contact_id
    join customer c on c.id = p.customer_id
    where k.page_id in ${gone} and k.held_at is null and c.kind = 'person' and not exists (
      select from customer_profile other join contact elsewhere on elsewhere.id = other.contact_id
      where other.customer_id = c.id and (elsewhere.held_at is not null or elsewhere.page_id not in ${gone})
    )
    limit ${ROWS}
  )
`;

/** The journal keeps bodies as they came, with customers' words in them: those of apps that were taken off go too. */
async function eraseJournal(tx: Tx, removedUntil: Date): Promise<number> {
  const apps = sql`(select id from meta_app where removed_at <= ${removedUntil})`;
  await sql`delete from inbound_event where meta_app_id in ${apps}`.execute(tx);
  return count(
    tx,
    sql`delete from delivery where (id, received_at) in (
      select id, received_at from delivery where meta_app_id in ${apps} limit ${ROWS}
    )`,
  );
}

async function count(tx: Tx, statement: ReturnType<typeof sql>): Promise<number> {
  return Number((await statement.execute(tx)).numAffectedRows ?? 0n);
}
