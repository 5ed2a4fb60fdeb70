import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Departments whose conversations one may see. */
export type CustomerSight = 'all' | readonly string[];

/** What of a card is written by people. */
export interface CustomerFields {
  name: string;
  firstName: string | null;
  lastName: string | null;
  emails: readonly string[];
  phones: readonly string[];
  companyId: string | null;
  companyName: string | null;
  location: string | null;
  number: string | null;
  managerId: string | null;
  fields: Readonly<Record<string, string | number>>;
}

/**
 * Which customers one may see, as a condition on `c`: those with a conversation in sight, and those that nobody has ever
 * been linked to, whose card tells of no conversation.
 */
export function customerInSight(sight: CustomerSight): RawBuilder<boolean> {
  if (sight === 'all') return sql`true`;
  return sql`(
    exists (
      select from customer_profile p join conversation v on v.contact_id = p.contact_id
      where p.customer_id = c.id and v.department_id = any(${sight}::uuid[])
        and not exists (select from conversation_customer o where o.conversation_id = v.id)
    )
    or exists (
      select from conversation_customer o join conversation v on v.id = o.conversation_id
      where o.customer_id = c.id and v.department_id = any(${sight}::uuid[])
    )
    or not (
      exists (select from customer_profile p where p.customer_id = c.id)
      or exists (select from conversation_customer o where o.customer_id = c.id)
    )
  )`;
}

/** Conversations of a customer, with all columns of `conversation`: those of their profiles, and those linked alone. */
export function conversationsOf(customerIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    select v.* from customer_profile p join conversation v on v.contact_id = p.contact_id
    where p.customer_id = any(${customerIds}::uuid[])
      and not exists (select from conversation_customer o where o.conversation_id = v.id)
    union all
    select v.* from conversation_customer o join conversation v on v.id = o.conversation_id
    where o.customer_id = any(${customerIds}::uuid[])
  `;
}

export interface CustomerRow {
  id: string;
  kind: 'person' | 'company';
  name: string;
  firstName: string | null;
  lastName: string | null;
  emails: string[];
  phones: string[];
  companyId: string | null;
  companyName: string | null;
  location: string | null;
  number: string | null;
  managerId: string | null;
  managerName: string | null;
  fields: unknown;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Folded, as lists are ordered by it. */
  sortName: string;
  /** A profile with a picture. */
  pictureContactId: string | null;
  pictureFileId: string | null;
}

const columns = sql`
  c.id, c.kind, c.name, c.first_name, c.last_name, c.emails, c.phones, c.company_id,
  coalesce(company.name, c.company_name) as company_name, c.location, c.number, c.manager_id, u.name as manager_name,
  c.fields, c.version, c.created_at, c.updated_at, pagedesk_fold(c.name) as sort_name,
  picture.contact_id as picture_contact_id, picture.picture_file_id
`;
/** With the picture of a profile that one may see. */
const joins = (sight: CustomerSight) => sql`
  left join customer company on company.id = c.company_id
  left join desk_user u on u.id = c.manager_id
  left join lateral (
    select k.id as contact_id, k.picture_file_id from customer_profile p join contact k on k.id = p.contact_id
    where p.customer_id = c.id and k.picture_file_id is not null and ${
      sight === 'all'
        ? sql`true`
        : sql`exists (select from conversation v where v.contact_id = k.id and v.department_id = any(${sight}::uuid[]))`
    }
    order by k.last_seen_at desc limit 1
  ) picture on true
`;

export interface CustomerFilter {
  sight: CustomerSight;
  /** Pieces that all have to be in it, as `desk/customers/search-words` makes them. */
  words: readonly string[];
  /** Something in it has to be like this, slips of the pen aside. */
  like?: string | undefined;
  kind?: 'person' | 'company' | undefined;
  managerId?: string | undefined;
  companyId?: string | undefined;
}

/**
 * Customers by name, by keyset. Words are looked for by the trigram index `customer_words`; without any the index
 * `customer_name` is walked.
 */
export async function listCustomerRows(
  db: Db | Tx,
  filter: CustomerFilter,
  page: { from: { name: string; id: string } | null; limit: number },
): Promise<CustomerRow[]> {
  const all: RawBuilder<unknown>[] = [sql`c.merged_into is null`, customerInSight(filter.sight)];
  for (const word of filter.words) all.push(sql`c.words like pagedesk_fold(${containing(word)})`);
  if (filter.like) all.push(sql`pagedesk_fold(${filter.like}) <% c.words`);
  if (filter.kind) all.push(sql`c.kind = ${filter.kind}`);
  if (filter.managerId) all.push(sql`c.manager_id = ${filter.managerId}`);
  if (filter.companyId) all.push(sql`c.company_id = ${filter.companyId}`);
  if (page.from) all.push(sql`(pagedesk_fold(c.name), c.id) > (${page.from.name}, ${page.from.id}::uuid)`);
  const { rows } = await sql<CustomerRow>`
    select ${columns} from customer c ${joins(filter.sight)}
    where ${sql.join(all, sql` and `)}
    order by pagedesk_fold(c.name), c.id limit ${page.limit}
  `.execute(db);
  return rows;
}

const containing = (word: string) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Customers by id that one may see, in no particular order; of one that was merged, the card that it went into. */
export async function findCustomers(
  db: Db | Tx,
  ids: readonly string[],
  sight: CustomerSight,
): Promise<CustomerRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CustomerRow>`
    with recursive found (id, merged_into) as (
      select id, merged_into from customer where id = any(${ids}::uuid[])
      union
      select next.id, next.merged_into from found join customer next on next.id = found.merged_into
    )
    select ${columns} from customer c ${joins(sight)}
    where c.id in (select id from found where merged_into is null) and ${customerInSight(sight)}
  `.execute(db);
  return rows;
}

/** Locks a card that is not merged into another. @returns undefined when there is none that one may see. */
export async function lockCustomer(
  tx: Tx,
  id: string,
  sight: CustomerSight,
): Promise<CustomerRow | undefined> {
  const { rows } = await sql`
    select c.id from customer c where c.id = ${id} and c.merged_into is null and ${customerInSight(sight)} for update
  `.execute(tx);
  return rows.length === 0 ? undefined : (await findCustomers(tx, [id], 'all'))[0];
}

export async function insertCustomer(
  tx: Tx,
  customer: CustomerFields & {
    id: string;
    kind: 'person' | 'company';
    addressKeys: readonly string[];
    createdBy: string | null;
    at: Date;
  },
): Promise<void> {
  const { fields, at, ...row } = customer;
  await tx
    .insertInto('customer')
    .values({ ...row, fields: JSON.stringify(fields), createdAt: at, updatedAt: at })
    .execute();
}

export async function updateCustomer(
  tx: Tx,
  id: string,
  change: Partial<CustomerFields> & { addressKeys?: readonly string[] },
  at: Date,
): Promise<void> {
  const { fields, ...plain } = change;
  await tx
    .updateTable('customer')
    .set((eb) => ({
      ...plain,
      ...(fields === undefined ? {} : { fields: JSON.stringify(fields) }),
      version: eb('version', '+', 1),
      updatedAt: at,
    }))
    .where('id', '=', id)
    .execute();
}

/** Deletes cards with their notes, and those that were merged into them; profiles and conversations stay, nobody's. */
export async function deleteCustomers(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('customer')
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}

/** At most so many cards are compared with what was told: more than one is no match anyway. */
const mostHits = 50;

/** Cards that have one of these addresses, by index `customer_address`. */
export async function findByAddress(db: Db | Tx, keys: readonly string[], sight: CustomerSight) {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ id: string; emails: string[]; phones: string[] }>`
    select c.id, c.emails, c.phones from customer c
    where c.merged_into is null and c.address_keys && ${keys}::text[] and ${customerInSight(sight)}
    order by c.id limit ${mostHits}
  `.execute(db);
  return rows;
}

/** People of this name, case and accents aside, or known under it on some page. Indexes `customer_name`, `contact_name`. */
export async function findByName(db: Db | Tx, name: string, sight: CustomerSight): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c
    where c.merged_into is null and c.kind = 'person' and ${customerInSight(sight)}
      and c.id in (
        select id from customer where merged_into is null and pagedesk_fold(name) = pagedesk_fold(${name})
        union
        select p.customer_id from contact k join customer_profile p on p.contact_id = k.id
        where pagedesk_fold(k.name) = pagedesk_fold(${name})
      )
    order by c.id limit ${mostHits}
  `.execute(db);
  return rows.map(({ id }) => id);
}
