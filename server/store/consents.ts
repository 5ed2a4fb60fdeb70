import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { ConsentRecordTable } from './tables.ts';

/** Where a person is talked to now: their live conversation, else their last one; with how they stand in this. */
export async function findConsentPlace(tx: Tx, contactId: string) {
  const { rows } = await sql<{
    conversationId: string;
    pageId: string;
    psid: string;
    consent: 'asked' | 'agreed' | 'declined' | null;
    consentVersion: number | null;
  }>`
    select c.id as conversation_id, k.page_id, k.psid, k.consent, k.consent_version
    from contact k
    join conversation c on c.contact_id = k.id and c.kind = 'messenger'
    where k.id = ${contactId}
    order by (c.status = 'closed'), c.opened_at desc
    limit 1
    for no key update of k
  `.execute(tx);
  return rows[0];
}

/** Writes down what somebody was asked; asked once more, the time is the later one and the answer is open again. */
export async function recordAsked(
  tx: Tx,
  asked: Omit<ConsentRecordTable, 'answer' | 'answeredAt'>,
): Promise<void> {
  const { language, notice, askedAt } = asked;
  await tx
    .insertInto('consentRecord')
    .values({ ...asked, answer: null, answeredAt: null })
    .onConflict((conflict) =>
      conflict
        .columns(['contactId', 'version'])
        .doUpdateSet({ language, notice, askedAt, answer: null, answeredAt: null })
        .where('consentRecord.askedAt', '<', askedAt),
    )
    .execute();
}

/** Writes down what somebody answered; of two answers the later one stays. */
export async function recordAnswer(
  tx: Tx,
  given: { contactId: string; version: number; answer: 'agreed' | 'declined'; answeredAt: Date },
): Promise<void> {
  const { contactId, version, answer, answeredAt } = given;
  await tx
    .updateTable('consentRecord')
    .set({ answer, answeredAt })
    .where('contactId', '=', contactId)
    .where('version', '=', version)
    .where((eb) => eb.or([eb('answeredAt', 'is', null), eb('answeredAt', '<', answeredAt)]))
    .execute();
}

export interface ShownMessage {
  id: string;
  conversationId: string;
  pageId: string;
  departmentId: string;
  /** Its page is translated. */
  mayBeTranslated: boolean;
}

/** Gives back the words that were withheld. Index `message_withheld`. @returns the messages, with their conversations. */
export async function releaseWithheld(tx: Tx, contactId: string): Promise<ShownMessage[]> {
  const { rows } = await sql<ShownMessage>`
    update message as m
    set text = withheld_text, withheld_text = null, withheld = false, version = m.version + 1
    from conversation as c join page as p on p.id = c.page_id
    where m.contact_id = ${contactId} and m.withheld and c.id = m.conversation_id
    returning m.id, m.conversation_id, m.page_id, c.department_id,
      coalesce(p.settings #>> '{translation,mode}', 'off') <> 'off' as may_be_translated
  `.execute(tx);
  return rows;
}

/** People of pages that ask no longer, or no longer require it, whose words are still withheld; at most so many. */
export async function findNeedlesslyWithheld(db: Db | Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ contactId: string }>`
    select distinct m.contact_id
    from message m join page p on p.id = m.page_id join contact k on k.id = m.contact_id
    where m.withheld and (coalesce(p.settings #>> '{privacy,consent}', 'off') <> 'require' or k.consent = 'agreed')
    limit ${limit}
  `.execute(db);
  return rows.map((row) => row.contactId);
}

/**
 * Customers who are talked to now and have not been asked with this text: asked from now on. Only those whom Facebook
 * would let the notice reach. Some at a time. @returns them.
 */
export async function askLiveCustomers(
  tx: Tx,
  asked: { pageId: string; version: number; at: Date; wroteSince: Date; most: number },
): Promise<{ id: string; pageId: string }[]> {
  const { pageId, version, at, wroteSince, most } = asked;
  const { rows } = await sql<{ id: string; pageId: string }>`
    update contact as k set consent = 'asked', consent_version = ${version}, consent_at = ${at}
    where k.id in (
      select w.id from contact as w
      where w.page_id = ${pageId} and w.identity = 'messenger' and w.window_anchor_at > ${wroteSince}
        and (w.consent is null or coalesce(w.consent_version, 0) < ${version})
        and w.thread_owner is null
        and exists (
          select from conversation c where c.contact_id = w.id and c.kind = 'messenger' and c.status <> 'closed'
        )
      order by w.id
      limit ${most}
      for no key update
    )
    returning k.id, k.page_id
  `.execute(tx);
  return rows;
}

/** What a customer was asked and answered, for the log. */
export interface ConsentLogRow {
  id: string;
  pageId: string;
  pageName: string;
  contactId: string;
  contactName: string | null;
  psid: string;
  version: number;
  language: string;
  notice: string;
  askedAt: Date;
  answer: 'agreed' | 'declined' | null;
  answeredAt: Date | null;
  /** `askedAt` in microseconds, exact: the place in the list. */
  key: string;
}

/** The newest first. Indexes `consent_record_page`, `consent_record_asked`. */
export async function listConsentRecords(
  db: Db | Tx,
  of: { pageId: string | null; before: { key: string; id: string } | null; limit: number },
): Promise<ConsentLogRow[]> {
  const { pageId, before, limit } = of;
  const key = sql`(extract(epoch from r.asked_at) * 1000000)::bigint`;
  const { rows } = await sql<ConsentLogRow>`
    select r.id, r.page_id, p.name as page_name, r.contact_id, k.name as contact_name, r.psid, r.version, r.language,
      r.notice, r.asked_at, r.answer, r.answered_at, ${key}::text as key
    from consent_record r
    join page p on p.id = r.page_id
    join contact k on k.id = r.contact_id
    where ${pageId === null ? sql`true` : sql`r.page_id = ${pageId}`}
      and ${before === null ? sql`true` : sql`(r.asked_at, r.id) < (to_timestamp(${before.key}::numeric / 1000000), ${before.id}::uuid)`}
    order by r.asked_at desc, r.id desc
    limit ${limit}
  `.execute(db);
  return rows;
}
