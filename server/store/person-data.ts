import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** The contacts that are one person as far as something proves it, this one included. */
export async function findPerson(db: Db | Tx, contactId: string) {
  const { rows } = await sql<{
    id: string;
    pageId: string;
    facebookPageId: string;
    psid: string;
    identity: 'messenger' | 'commenter';
    heldAt: Date | null;
    departmentId: string;
  }>`
    with recursive person (id) as (
      select id from contact where id = ${contactId}
      union
      select case when l.commenter_id = person.id then l.messenger_id else l.commenter_id end
      from person join contact_likeness l on person.id in (l.commenter_id, l.messenger_id)
      where l.is_same
    )
    select k.id, k.page_id, p.facebook_id as facebook_page_id, k.psid, k.identity, k.held_at, p.department_id
    from contact k join page p on p.id = k.page_id
    where k.id in (select id from person)
    order by k.id
  `.execute(db);
  return rows;
}

/** How one contact stands: consent, hold, and the last request to forget them. */
export async function findContactPrivacy(db: Db | Tx, contactId: string) {
  const contact = await db
    .selectFrom('contact')
    .select(['id', 'consent', 'consentVersion', 'consentAt', 'heldAt'])
    .where('id', '=', contactId)
    .executeTakeFirst();
  if (!contact) return undefined;
  const erasure = await db
    .selectFrom('erasure')
    .select(['id', 'requestedAt', 'doneAt'])
    .where((eb) => eb(eb.val(contactId), '=', eb.fn.any('contactIds')))
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...contact, erasure: erasure ?? null };
}

/** Puts people under legal hold, or takes it from them. */
export async function setHold(
  tx: Tx,
  contactIds: readonly string[],
  hold: { at: Date; by: string | null } | null,
): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ heldAt: hold?.at ?? null, heldBy: hold?.by ?? null })
    .where('id', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .execute();
}

export interface DeletedMessages {
  messages: number;
  attachments: number;
  /** What must be told: each message that is gone, and where it was. */
  gone: { id: string; conversationId: string; departmentId: string }[];
}

/** Which messages to delete: all of some people, or those of a page that are older. Who is held is left alone. */
export type DeletionScope = { contactIds: readonly string[] } | { pageId: string; before: Date };

/**
 * What was said by some people, to them and about them: their conversations whole, but of a public thread only what is
 * theirs or ours, and what they said in the threads of others. Indexes `conversation_contact`, `message_public`.
 */
const messagesOf = (ids: ReturnType<typeof sql>) => sql`
  select m.id from conversation c join message m on m.conversation_id = c.id
  where c.contact_id = ${ids} and (c.kind = 'messenger' or m.contact_id = ${ids})
  union
  select m.id from message m
  where m.contact_id = ${ids} and (m.mid like 'comment:%' or m.mid like 'post:%')
`;

/**
 * Deletes some messages with all that hangs on them, the oldest first: a bounded piece, so that nobody waits for it.
 * Indexes `message_age`, and `conversation_contact` with `message_timeline`.
 */
export async function deleteMessages(tx: Tx, scope: DeletionScope, limit: number): Promise<DeletedMessages> {
  const which =
    'contactIds' in scope
      ? sql`${messagesOf(sql`any(${scope.contactIds}::uuid[])`)} limit ${limit}`
      : sql`
          select m.id from message m join contact k on k.id = m.contact_id
          where m.page_id = ${scope.pageId} and m.at < ${scope.before} and k.held_at is null
          order by m.at limit ${limit}`;
  const { rows } = await sql<{
    id: string;
    conversationId: string;
    departmentId: string;
    attachments: number;
  }>`
    with doomed as materialized (${which}),
    marks as (
      delete from early_mark using message m, doomed
      where m.id = doomed.id and early_mark.page_id = m.page_id and early_mark.mid = m.mid
    ),
    posts as (
      update post set text = null, author_name = null, picture_url = null, picture_file_id = null, state = 'unavailable'
      from message m, doomed
      where m.id = doomed.id and m.mid = 'post:' || post.key and post.page_id = m.page_id
    ),
    last_lines as (
      update conversation set last_message = null, version = version + 1
      where kind = 'comment' and id in (select m.conversation_id from message m join doomed on doomed.id = m.id)
    )
    delete from message m using doomed, conversation c
    where m.id = doomed.id and c.id = m.conversation_id
    returning m.id, m.conversation_id, c.department_id,
      (select count(*)::int from attachment a where a.message_id = m.id) as attachments
  `.execute(tx);
  return {
    messages: rows.length,
    attachments: rows.reduce((sum, row) => sum + row.attachments, 0),
    gone: rows.map(({ id, conversationId, departmentId }) => ({ id, conversationId, departmentId })),
  };
}

/** Leaves of some people's conversations the shell: that there was one, when, and whose. */
export async function emptyConversations(tx: Tx, contactIds: readonly string[], at: Date) {
  return tx
    .updateTable('conversation')
    .set((eb) => ({
      version: eb('version', '+', 1),
      lastMessage: null,
      subject: null,
      referrals: '[]',
      unreadCount: 0,
      waitingSince: null,
      windowAnchorAt: null,
      translation: null,
      movesAt: at,
      status: 'closed' as const,
      closedAt: eb.fn.coalesce('closedAt', 'lastActivityAt'),
    }))
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .where(isTheirsAlone)
    .returning(['id', 'departmentId'])
    .execute();
}

/** In a public thread others may have spoken: then it goes on. */
const isTheirsAlone = sql<boolean>`(kind = 'messenger' or not exists (
  select from message where message.conversation_id = conversation.id and message.direction = 'in'
))`;

/** Makes people nobody: what they write from now on is somebody new's. */
export async function forgetContacts(tx: Tx, contactIds: readonly string[]): Promise<void> {
  await sql`
    update contact set psid = 'erased:' || id, name = null, first_name = null, last_name = null, picture_file_id = null,
      locale = null, timezone = null, profile_state = 'unavailable', window_anchor_at = null, delivered_until = null,
      read_until = null, unreachable_reason = 'The person was erased.', consent = null, consent_version = null,
      consent_at = null, banned_until = null
    where id = any(${contactIds}::uuid[])
  `.execute(tx);
  await tx
    .deleteFrom('consentRecord')
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .execute();
  await sql`delete from ban where contact_ids && ${contactIds}::uuid[]`.execute(tx);
  await sql`delete from webhook_delivery where contact_id = any(${contactIds}::uuid[])`.execute(tx);
  await sql`
    delete from contact_likeness
    where commenter_id = any(${contactIds}::uuid[]) or messenger_id = any(${contactIds}::uuid[])
  `.execute(tx);
  await sql`
    delete from job
    where key = any(${contactIds}::text[]) or payload ->> 'contactId' = any(${contactIds}::text[])
  `.execute(tx);
}

/** Removes what was set aside of a person. */
export async function deleteSetAsideOf(
  tx: Tx,
  person: { facebookPageId: string; psid: string },
): Promise<number> {
  const done = await tx
    .deleteFrom('setAside')
    .where('facebookPageId', '=', person.facebookPageId)
    .where('personKey', '=', person.psid)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** A stretch of the journal: up to `limit` deliveries behind an id, with the bodies of those that hold some bytes. */
export async function readJournal(
  db: Db | Tx,
  where: { after: number; needles: readonly string[]; receivedBefore: Date; limit: number },
): Promise<{ lastId: number | null; found: { id: number; receivedAt: Date; body: Buffer }[] }> {
  const holds = where.needles.map((needle) => sql`position(convert_to(${needle}, 'UTF8') in body) > 0`);
  const { rows } = await sql<{ id: number; receivedAt: Date; body: Buffer | null }>`
    select id, received_at, case when ${sql.join(holds, sql` or `)} then body end as body
    from (
      select id, received_at, body from delivery
      where id > ${where.after} and received_at <= ${where.receivedBefore}
      order by id limit ${where.limit}
    ) as stretch
    order by id
  `.execute(db);
  return {
    lastId: rows.at(-1)?.id ?? null,
    found: rows.flatMap(({ id, receivedAt, body }) => (body === null ? [] : { id, receivedAt, body })),
  };
}

/** Writes a body anew. */
export async function rewriteDelivery(
  tx: Tx,
  delivery: { id: number; receivedAt: Date; body: Buffer },
): Promise<void> {
  await sql`
    update delivery set body = ${delivery.body} where id = ${delivery.id} and received_at = ${delivery.receivedAt}
  `.execute(tx);
}

export async function insertErasure(
  tx: Tx,
  erasure: { id: string; contactIds: readonly string[]; requestedBy: string | null; requestedAt: Date },
): Promise<void> {
  await tx
    .insertInto('erasure')
    .values({ ...erasure, doneAt: null })
    .execute();
}

/** A request, with how far it is. */
export async function findErasure(db: Db | Tx, id: string) {
  return db.selectFrom('erasure').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Notes how far it is; `doneAt` when it is over. */
export async function noteErasure(
  tx: Tx,
  id: string,
  change: { counts: object; doneAt?: Date },
): Promise<void> {
  const { counts, doneAt } = change;
  await tx
    .updateTable('erasure')
    .set({ counts: JSON.stringify(counts), ...(doneAt ? { doneAt } : {}) })
    .where('id', '=', id)
    .execute();
}

/** All that is stored of some people, as plain rows; texts that are withheld are theirs as well. */
export async function readPersonData(db: Db | Tx, contactIds: readonly string[]) {
  const ids = sql`any(${contactIds}::uuid[])`;
  const read = async (query: ReturnType<typeof sql>) =>
    (await query.execute(db)).rows as Record<string, unknown>[];
  return {
    contacts: await read(sql`
      select k.id, p.name as page, k.identity, k.psid, k.name, k.first_name, k.last_name, k.locale, k.timezone,
        k.first_seen_at, k.last_seen_at, k.consent, k.consent_version, k.consent_at,
        encode(f.sha256, 'hex') as picture_sha256
      from contact k join page p on p.id = k.page_id left join file f on f.id = k.picture_file_id
      where k.id = ${ids} order by k.id`),
    conversations: await read(sql`
      select id, contact_id, number, kind, status, subject, referrals, opened_at, closed_at
      from conversation where contact_id = ${ids} order by opened_at, id`),
    messages: await read(sql`
      select m.id, m.conversation_id, m.kind, m.direction, m.author_kind, m.at, coalesce(m.text, m.withheld_text) as text,
        m.edits, m.edited_at, m.unsent_at, m.tapped, m.ground, m.purpose,
        (select coalesce(jsonb_agg(jsonb_build_object('emoji', r.emoji, 'by', r.by, 'at', r.at)), '[]')
          from message_reaction r where r.message_id = m.id and r.emoji is not null) as reactions,
        (select coalesce(jsonb_agg(jsonb_build_object('language', t.language, 'text', t.text, 'by', t.made_by)
            order by t.language), '[]')
          from message_translation t where t.message_id = m.id and t.text is not null) as translations,
        (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'title', a.title,
            'link', a.link, 'latitude', a.latitude, 'longitude', a.longitude, 'sha256', encode(f.sha256, 'hex'),
            'sizeBytes', f.size_bytes, 'mimeType', f.mime_type,
            'url', case when f.id is null then null else '/api/contacts/' || m.contact_id || '/files/' || a.id end)
            order by a.position), '[]')
          from attachment a left join file f on f.id = a.file_id where a.message_id = m.id) as attachments
      from message m where m.id in (${messagesOf(ids)}) and m.kind <> 'note'
      order by m.at, m.id`),
    variables: await read(sql`
      select v.conversation_id, v.name, coalesce(to_jsonb(v.number), to_jsonb(v.text)) as value, v.source, v.at
      from conversation_variable v join conversation c on c.id = v.conversation_id
      where c.contact_id = ${ids} order by v.at, v.name`),
    surveys: await read(sql`
      select r.conversation_id, r.how, r.asked_at, r.answered_at, a.question_id, q.question -> 'text' as question,
        coalesce(to_jsonb(a.number), to_jsonb(a.option), to_jsonb(a.text)) as answer
      from survey_request r
      left join survey_answer a on a.request_id = r.id
      left join survey_version v on v.survey_id = r.survey_id and v.version = r.survey_version
      left join lateral (
        select question from jsonb_array_elements(v.content -> 'questions') as question
        where question ->> 'id' = a.question_id
      ) as q on true
      where r.contact_id = ${ids} order by r.asked_at, a.answered_at`),
    bans: await read(sql`
      select set_at, until, lifted_at, kept_count, dropped_count
      from ban where contact_ids && ${contactIds}::uuid[] order by set_at`),
    consents: await read(sql`
      select contact_id, version, language, notice, asked_at, answer, answered_at
      from consent_record where contact_id = ${ids} order by asked_at`),
    transcripts: await read(sql`
      select t.conversation_id, t.address, t.state, t.created_at, t.sent_at
      from mail t join conversation c on c.id = t.conversation_id
      where c.contact_id = ${ids} order by t.created_at, t.id`),
  };
}

/** The file of an attachment of a person's, whether it is withheld or not. */
export async function findFileOfPerson(db: Db | Tx, contactId: string, attachmentId: string) {
  return db
    .selectFrom('attachment as a')
    .innerJoin('message as m', 'm.id', 'a.messageId')
    .innerJoin('file as f', 'f.id', 'a.fileId')
    .select(['f.id as fileId', 'f.sha256', 'f.sizeBytes', 'f.mimeType', 'a.name'])
    .where('a.id', '=', attachmentId)
    .where('m.contactId', '=', contactId)
    .executeTakeFirst();
}
