import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Whether a profile of a customer, or of one that was merged into it, is under legal hold. */
export async function isHeld(db: Db | Tx, customerId: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer_profile p join contact k on k.id = p.contact_id
    where p.customer_id = ${customerId} and k.held_at is not null limit 1
  `.execute(db);
  return rows.length > 0;
}

/** The cards that some profiles are linked to. */
export async function listCardsOf(tx: Tx, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('customerProfile')
    .select('customerId')
    .distinct()
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .execute();
  return rows.map(({ customerId }) => customerId);
}

/**
 * Forgets who some people are. The cards of theirs go whole, with notes and with what was merged into them; their other
 * profiles stay, nobody's. A company's card is not one person's: it stays. So does a card of which another profile is
 * under legal hold.
 * @returns how many cards went.
 */
export async function forgetCustomers(tx: Tx, contactIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from customer c using customer_profile p
    where p.customer_id = c.id and p.contact_id = any(${contactIds}::uuid[]) and c.kind = 'person'
      and not exists (
        select from customer_profile other join contact k on k.id = other.contact_id
        where other.customer_id = c.id and k.held_at is not null
      )
    returning c.id
  `.execute(tx);
  await sql`delete from customer_profile where contact_id = any(${contactIds}::uuid[])`.execute(tx);
  await sql`delete from customer_refusal where contact_id = any(${contactIds}::uuid[])`.execute(tx);
  await sql`delete from customer_note where contact_id = any(${contactIds}::uuid[])`.execute(tx);
  return rows.length;
}

/** The cards of some people, for an export; notes of the team are not the customer's. */
export async function readCustomersOf(db: Db | Tx, contactIds: readonly string[]) {
  const { rows } = await sql<Record<string, unknown>>`
    select c.id, c.kind, c.name, c.first_name, c.last_name, c.emails, c.phones,
      coalesce(company.name, c.company_name) as company, c.location, c.number, c.created_at,
      (select coalesce(jsonb_object_agg(f.name, c.fields -> f.id::text), '{}') from customer_field f
        where c.fields ? f.id::text) as fields
    from customer c left join customer company on company.id = c.company_id
    where c.kind = 'person' and (
      c.id in (select customer_id from customer_profile where contact_id = any(${contactIds}::uuid[]))
      or c.merged_into in (select customer_id from customer_profile where contact_id = any(${contactIds}::uuid[]))
    )
    order by c.id
  `.execute(db);
  return rows;
}
