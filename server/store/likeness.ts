import { sql } from 'kysely';
import type { Tx } from './db.ts';

/** A contact with what decides whether somebody may link it: where its conversations are, and what is proved of it. */
export async function findContactOfLikeness(tx: Tx, contactId: string) {
  const { rows } = await sql<{
    id: string;
    pageId: string;
    identity: 'messenger' | 'commenter';
    departmentIds: string[] | null;
    provedIds: string[] | null;
  }>`
    select k.id, k.page_id, k.identity,
      (select array_agg(distinct v.department_id) from conversation as v where v.contact_id = k.id) as department_ids,
      (select array_agg(l.messenger_id) from contact_likeness as l
        where l.commenter_id = k.id and l.because = 'private-reply') as proved_ids
    from contact as k where k.id = ${contactId}
  `.execute(tx);
  return rows[0];
}

/** The newest conversations of some people, their versions raised: they show something else beside them now. */
export async function listTicketsOfContacts(
  tx: Tx,
  contactIds: readonly string[],
): Promise<{ id: string; departmentId: string }[]> {
  const { rows } = await sql<{ id: string; departmentId: string }>`
    update conversation set version = version + 1
    where id in (
      select id from conversation where contact_id = any(${contactIds}::uuid[])
      order by last_activity_at desc limit 20)
    returning id, department_id
  `.execute(tx);
  return rows;
}
