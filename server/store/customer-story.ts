import { sql, type RawBuilder } from 'kysely';
import { contactInSight, conversationInSight } from './customer-links.ts';
import { isNoteInSight } from './customer-notes.ts';
import { conversationsOf, type CustomerSight } from './customers.ts';
import type { Db, Tx } from './db.ts';

export interface StoryAsked {
  customerId: string;
  /** Only as this contact; null: as all. */
  contactId: string | null;
  sight: CustomerSight;
  /** With what happened, beside what was said and noted. */
  withEvents: boolean;
  /** With what only administrators are told: legal holds, and requests to erase. */
  withPrivacy: boolean;
}

export interface StoryRow {
  id: string;
  at: Date;
  key: string;
  kind: 'message' | 'note' | 'event';
  /** Of what happened: `{type, …}` as in the contract, without names. */
  event: unknown;
  direction: 'in' | 'out' | null;
  text: string | null;
  /** What Messenger draws in place of words. */
  template: unknown;
  withheld: boolean | null;
  unsentAt: Date | null;
  attachments: number;
  authorKind: 'customer' | 'user' | 'outside' | 'system' | null;
  /** Who wrote it, or did it. */
  authorName: string | null;
  contactName: string | null;
  psid: string | null;
  conversationId: string | null;
  number: number | null;
  conversationKind: 'messenger' | 'comment' | null;
  pageId: string | null;
  pageName: string | null;
}

/**
 * All that was said to and by a customer, noted of them and, if wanted, that happened with them, in what one may see,
 * newest first, by keyset: their conversations on every page; of public threads only what is theirs or ours; and what
 * they said in others' threads. What happened is read off the rows that tell of it; those that tell of two moments have
 * two entries, the second under an id made of the row's.
 */
export async function readCustomerStory(
  db: Db | Tx,
  asked: StoryAsked,
  page: { from: { key: string; id: string } | null; limit: number },
): Promise<StoryRow[]> {
  const { customerId, contactId, sight } = asked;
  const kinds = asked.withEvents ? ['message', 'note', 'activity'] : ['message', 'note'];
  const { rows } = await sql<StoryRow>`
    with people as (select contact_id from customer_profile where customer_id = ${customerId}),
    theirs as (
      select v.id, v.kind, v.opened_at from (${conversationsOf([customerId])}) v
      where ${conversationInSight(sight)} and ${contactId ? sql`v.contact_id = ${contactId}` : sql`true`}
    ),
    said as (
      select m.id from theirs join message m on m.conversation_id = theirs.id
      where m.kind = any(${kinds}::text[])
        and (theirs.kind = 'messenger' or m.direction is distinct from 'in' or m.contact_id in (select contact_id from people))
      union
      select m.id from people join message m on m.contact_id = people.contact_id
        join conversation v on v.id = m.conversation_id
      where (m.mid like 'comment:%' or m.mid like 'post:%') and m.kind = 'message' and ${conversationInSight(sight)}
        and not exists (select from conversation_customer o where o.conversation_id = v.id and v.contact_id = m.contact_id)
        and ${contactId ? sql`m.contact_id = ${contactId}` : sql`true`}
    ),
    entry (id, at, kind, event, message_id, text, author_id, contact_id, conversation_id) as (
      select m.id, m.at, case m.kind when 'activity' then 'event' else m.kind end,
        jsonb_build_object('type', 'activity', 'activity', m.activity), m.id, m.text, m.author_id, m.contact_id,
        m.conversation_id
      from said join message m on m.id = said.id
      union all
      select n.id, n.at, 'note', null, null, n.text, n.author_id, null, null
      from customer_note n
      where n.customer_id = ${customerId} and ${isNoteInSight(sight)}
        and ${contactId ? sql`n.contact_id = ${contactId}` : sql`true`}
      ${sql.join(asked.withEvents ? eventsOf(asked) : [], sql` `)}
    )
    select e.id, e.at, ((extract(epoch from e.at) * 1000000)::bigint)::text as key, e.kind, e.event, m.direction, e.text,
      m.template, m.withheld, m.unsent_at, (select count(*)::int from attachment a where a.message_id = e.message_id) as attachments,
      m.author_kind, u.name as author_name, k.name as contact_name, k.psid, v.id as conversation_id, v.number,
      v.kind as conversation_kind, page.id as page_id, page.name as page_name
    from entry e
    left join message m on m.id = e.message_id
    left join conversation v on v.id = e.conversation_id
    left join contact k on k.id = e.contact_id
    left join page on page.id = coalesce(v.page_id, k.page_id)
    left join desk_user u on u.id = e.author_id
    where ${page.from ? sql`(e.at, e.id) < ('epoch'::timestamptz + ${page.from.key}::bigint * interval '1 microsecond', ${page.from.id}::uuid)` : sql`true`}
    order by e.at desc, e.id desc limit ${page.limit}
  `.execute(db);
  return rows;
}

/** The id of an entry that is not its row's only one: the same whenever it is read. */
const idOf = (what: string, id: RawBuilder<unknown>) =>
  sql`overlay(overlay(md5(${what} || ${id}) placing '4' from 13) placing '8' from 17)::uuid`;

/** What happened, as further rows of `entry`. */
function eventsOf({ customerId, contactId, sight, withPrivacy }: StoryAsked): RawBuilder<unknown>[] {
  const ofProfile = sql`${contactInSight(sight)} and ${contactId ? sql`k.id = ${contactId}` : sql`true`}`;
  const ofCard = contactId === null ? sql`true` : sql`false`;
  const events = [
    sql`
      union all
      select ${idOf('begun', sql`id`)}, opened_at, 'event', '{"type": "begun"}', null::uuid, null, null::uuid, null::uuid, id
      from theirs
      union all
      select r.id, r.asked_at, 'event', jsonb_build_object('type', 'survey-asked', 'survey', s.name), null, null, null,
        null, theirs.id
      from theirs join survey_request r on r.conversation_id = theirs.id left join survey s on s.id = r.survey_id
      union all
      select ${idOf('answered', sql`r.id`)}, r.answered_at, 'event', jsonb_build_object('type', 'survey-answered',
          'survey', s.name, 'score', case when r.score is not null
            then jsonb_build_object('value', r.score, 'outOf', r.score_of) end), null, null, null, null, theirs.id
      from theirs join survey_request r on r.conversation_id = theirs.id left join survey s on s.id = r.survey_id
      where r.answered_at is not null
      union all
      select t.id, t.created_at, 'event', jsonb_build_object('type', 'transcript', 'address', t.address,
          'state', t.state), null, null, null, null, theirs.id
      from theirs join mail t on t.conversation_id = theirs.id`,
    sql`
      union all
      select c.id, c.created_at, 'event', '{"type": "card-made"}', null, null, c.created_by, null, null
      from customer c where c.id = ${customerId} and ${ofCard}
      union all
      select o.conversation_id, o.linked_at, 'event', '{"type": "conversation-linked"}', null, null, o.linked_by, null,
        theirs.id
      from theirs join conversation_customer o on o.conversation_id = theirs.id
      union all
      select p.contact_id, p.linked_at, 'event', jsonb_build_object('type', 'linked', 'how', p.how), null, null,
        p.linked_by, k.id, null
      from customer_profile p join contact k on k.id = p.contact_id
      where p.customer_id = ${customerId} and ${ofProfile}
      union all
      select ${idOf('unlinked', sql`f.contact_id`)}, f.refused_at, 'event', '{"type": "unlinked"}', null, null, f.refused_by, k.id, null
      from customer_refusal f join contact k on k.id = f.contact_id
      where f.customer_id = ${customerId} and ${ofProfile}
      union all
      select g.id, g.merged_at, 'event', jsonb_build_object('type', 'merged', 'name', c.name), null, null, g.merged_by,
        null, null
      from customer_merge g join customer c on c.id = g.merged_id
      where g.survivor_id = ${customerId} and ${ofCard}
      union all
      select ${idOf('undone', sql`g.id`)}, g.undone_at, 'event', jsonb_build_object('type', 'unmerged', 'name', c.name),
        null, null, g.undone_by, null, null
      from customer_merge g join customer c on c.id = g.merged_id
      where g.survivor_id = ${customerId} and g.undone_at is not null and ${ofCard}`,
    sql`
      union all
      select r.id, r.asked_at, 'event', jsonb_build_object('type', 'consent-asked', 'version', r.version), null, null,
        null, k.id, null
      from people join contact k on k.id = people.contact_id join consent_record r on r.contact_id = k.id
      where ${ofProfile}
      union all
      select ${idOf('answered', sql`r.id`)}, r.answered_at, 'event', jsonb_build_object('type', 'consent-answered',
          'version', r.version, 'answer', r.answer), null, null, null, k.id, null
      from people join contact k on k.id = people.contact_id join consent_record r on r.contact_id = k.id
      where r.answered_at is not null and ${ofProfile}`,
  ];
  if (!withPrivacy) return events;
  return [
    ...events,
    sql`
      union all
      select ${idOf('held', sql`k.id`)}, k.held_at, 'event', '{"type": "held"}', null, null, k.held_by, k.id, null
      from people join contact k on k.id = people.contact_id
      where k.held_at is not null and ${ofProfile}
      union all
      select distinct x.id, x.requested_at, 'event', '{"type": "erasure-asked"}'::jsonb, null::uuid, null, x.requested_by,
        null::uuid, null::uuid
      from people join erasure x on people.contact_id = any(x.contact_ids)
      where x.done_at is null and ${contactId ? sql`${contactId} = any(x.contact_ids)` : sql`true`}`,
  ];
}
