import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Longer conversations are told from their end: so much a mail can hold. */
const mostMessages = 2_000;

/** One thing that was said, as it is stored: what is masked stays masked. */
export interface SaidRow {
  at: Date;
  direction: 'in' | 'out';
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  userName: string | null;
  /** Whose words they are, or were said to: in a public thread not always the conversation's own customer. */
  contactId: string;
  contactName: string | null;
  psid: string;
  text: string | null;
  template: unknown;
  unsentAt: Date | null;
  files: string[];
}

/**
 * What was said to and by the customer, oldest first: no notes, no lines of the desk, nothing that is withheld, and of
 * ours nothing that did not go out.
 */
export async function readSaid(
  db: Db | Tx,
  conversationId: string,
  withAutomated: boolean,
): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select m.at, m.direction, m.author_kind, u.name as user_name, k.id as contact_id, k.name as contact_name, k.psid,
      m.text, m.template, m.unsent_at,
      array(
        select coalesce(a.name, a.title, a.kind) from attachment a
        where a.message_id = m.id and a.kind <> 'template' order by a.position
      ) as files
    from (
      select * from message
      where conversation_id = ${conversationId} and kind = 'message' and not withheld
        and (direction = 'in' or status in ('sent', 'delivered', 'read'))
        and (${withAutomated} or author_kind <> 'system')
      order by at desc, id desc limit ${mostMessages}
    ) m
    join contact k on k.id = m.contact_id
    left join desk_user u on u.id = m.author_id
    order by m.at, m.id
  `.execute(db);
  return rows;
}

/** What decides whether a conversation's transcript goes out by itself. */
export async function readTranscriptFacts(tx: Tx, conversationId: string, now: Date) {
  const { rows } = await sql<{
    isShutOut: boolean;
    isToBeErased: boolean;
    isSpam: boolean;
    saidAt: Date | null;
    sentAt: Date | null;
  }>`
    select
      k.banned_until is not null and k.banned_until > ${now} as is_shut_out,
      k.psid like 'erased:%' or exists (
        select from erasure e where k.id = any(e.contact_ids) and e.done_at is null
      ) as is_to_be_erased,
      c.ticket_set is not distinct from 'spam' as is_spam,
      (
        select max(m.created_at) from message m
        where m.conversation_id = c.id and m.kind = 'message' and not m.withheld and m.author_kind <> 'system'
      ) as said_at,
      (
        select max(t.created_at) from mail t
        where t.conversation_id = c.id and starts_with(t.cause, 'transcript-at-end:')
      ) as sent_at
    from conversation c join contact k on k.id = c.contact_id
    where c.id = ${conversationId}
  `.execute(tx);
  return rows[0];
}

/** Forgets where transcripts of these people's conversations were sent. */
export async function deleteTranscriptsOf(tx: Tx, contactIds: readonly string[]): Promise<void> {
  await sql`
    delete from mail where conversation_id in (select id from conversation where contact_id = any(${contactIds}::uuid[]))
  `.execute(tx);
}

/**
 * Forgets where transcripts of a page's conversations were sent before a moment, at most so many; of people who are held
 * nothing. Index `mail_of_conversation`.
 * @returns how many.
 */
export async function deleteOldTranscripts(
  tx: Tx,
  pageId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const done = await sql`
    delete from mail where id in (
      select t.id from mail t
      join conversation c on c.id = t.conversation_id
      join contact k on k.id = c.contact_id
      where t.conversation_id is not null and c.page_id = ${pageId} and t.created_at < ${before} and k.held_at is null
      limit ${limit}
    )
  `.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}
