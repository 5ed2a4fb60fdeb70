import { sql } from 'kysely';
import { conversationsOf, type CustomerSight } from './customers.ts';
import type { Db, Tx } from './db.ts';

/** A conversation with who its profile is, and whether it goes with it. */
export async function readLink(db: Db | Tx, conversationId: string) {
  const { rows } = await sql<{
    contactId: string;
    departmentId: string;
    profileCustomerId: string | null;
    how: 'auto' | 'by-hand' | null;
    linkedAt: Date | null;
    linkedById: string | null;
    linkedByName: string | null;
    isApart: boolean;
    ownCustomerId: string | null;
    ownLinkedAt: Date | null;
    ownLinkedById: string | null;
    ownLinkedByName: string | null;
  }>`
    select v.contact_id, v.department_id, p.customer_id as profile_customer_id, p.how, p.linked_at,
      by_profile.id as linked_by_id, by_profile.name as linked_by_name,
      o.conversation_id is not null as is_apart, o.customer_id as own_customer_id, o.linked_at as own_linked_at,
      by_own.id as own_linked_by_id, by_own.name as own_linked_by_name
    from conversation v
    left join customer_profile p on p.contact_id = v.contact_id
    left join desk_user by_profile on by_profile.id = p.linked_by
    left join conversation_customer o on o.conversation_id = v.id
    left join desk_user by_own on by_own.id = o.linked_by
    where v.id = ${conversationId}
  `.execute(db);
  return rows[0];
}

export interface ProfileLink {
  customerId: string;
  how: 'auto' | 'by-hand';
  by: string | null;
  at: Date;
}

/** Links a profile, whoever it was before. @returns who it was. */
export async function linkProfile(tx: Tx, contactId: string, link: ProfileLink): Promise<string | null> {
  const { rows } = await sql<{ before: string | null }>`
    with was as (select customer_id from customer_profile where contact_id = ${contactId})
    insert into customer_profile (contact_id, customer_id, how, linked_by, linked_at)
    values (${contactId}, ${link.customerId}, ${link.how}, ${link.by}, ${link.at})
    on conflict (contact_id) do update set customer_id = excluded.customer_id, how = excluded.how,
      linked_by = excluded.linked_by, linked_at = excluded.linked_at
    returning (select customer_id from was) as before
  `.execute(tx);
  return rows[0]?.before ?? null;
}

/** Links those that are nobody's yet. @returns which. */
export async function linkFreeProfiles(
  tx: Tx,
  contactIds: readonly string[],
  { customerId, how, by, at }: ProfileLink,
): Promise<string[]> {
  if (contactIds.length === 0) return [];
  const rows = await tx
    .insertInto('customerProfile')
    .values(contactIds.map((contactId) => ({ contactId, customerId, how, linkedBy: by, linkedAt: at })))
    .onConflict((conflict) => conflict.column('contactId').doNothing())
    .returning('contactId')
    .execute();
  return rows.map(({ contactId }) => contactId);
}

/** Takes profiles from a customer. @returns which were theirs. */
export async function unlinkProfiles(
  tx: Tx,
  contactIds: readonly string[],
  customerId: string,
): Promise<string[]> {
  const rows = await tx
    .deleteFrom('customerProfile')
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .where('customerId', '=', customerId)
    .returning('contactId')
    .execute();
  return rows.map(({ contactId }) => contactId);
}

/** Sets a conversation apart from its profile: another customer's, or nobody's. */
export async function setApart(
  tx: Tx,
  conversationId: string,
  link: { customerId: string | null; by: string | null; at: Date },
): Promise<void> {
  const row = { customerId: link.customerId, linkedBy: link.by, linkedAt: link.at };
  await tx
    .insertInto('conversationCustomer')
    .values({ conversationId, ...row })
    .onConflict((conflict) => conflict.column('conversationId').doUpdateSet(row))
    .execute();
}

/** Lets a conversation go with its profile. */
export async function joinProfile(tx: Tx, conversationId: string): Promise<void> {
  await tx.deleteFrom('conversationCustomer').where('conversationId', '=', conversationId).execute();
}

/** Notes that somebody said of a contact that it is not this customer. */
export async function refuse(
  tx: Tx,
  contactIds: readonly string[],
  refusal: { customerId: string; by: string | null; at: Date },
): Promise<void> {
  if (contactIds.length === 0) return;
  const { customerId, by, at } = refusal;
  await tx
    .insertInto('customerRefusal')
    .values(contactIds.map((contactId) => ({ contactId, customerId, refusedBy: by, refusedAt: at })))
    .onConflict((conflict) => conflict.columns(['contactId', 'customerId']).doNothing())
    .execute();
}

export async function takeRefusalBack(tx: Tx, contactId: string, customerId: string): Promise<void> {
  await tx
    .deleteFrom('customerRefusal')
    .where('contactId', '=', contactId)
    .where('customerId', '=', customerId)
    .execute();
}

export async function listRefused(db: Db | Tx, contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('customerRefusal')
    .select('customerId')
    .where('contactId', '=', contactId)
    .execute();
  return rows.map(({ customerId }) => customerId);
}

/** What identifying goes by: the profile, and who it is already. */
export async function readIdentity(db: Db | Tx, contactId: string) {
  return db
    .selectFrom('contact as k')
    .leftJoin('customerProfile as p', 'p.contactId', 'k.id')
    .select(['k.id', 'k.pageId', 'k.name', 'k.firstName', 'k.lastName', 'p.customerId'])
    .where('k.id', '=', contactId)
    .executeTakeFirst();
}

/** Customers that some contacts are. */
export async function listCustomersOf(db: Db | Tx, contactIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('customerProfile')
    .select('customerId')
    .distinct()
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .execute();
  return rows.map(({ customerId }) => customerId);
}

export interface ProfileRow {
  contactId: string;
  name: string | null;
  psid: string;
  pictureFileId: string | null;
  identity: 'messenger' | 'commenter';
  lastSeenAt: Date;
  pageId: string;
  pageName: string;
}

/** The profiles of a customer of which one may see a conversation, last seen first. */
export async function listProfiles(db: Db | Tx, customerId: string, sight: CustomerSight) {
  const { rows } = await sql<
    ProfileRow & {
      how: 'auto' | 'by-hand';
      linkedAt: Date;
      linkedById: string | null;
      linkedByName: string | null;
    }
  >`
    select k.id as contact_id, k.name, k.psid, k.picture_file_id, k.identity, k.last_seen_at, k.page_id,
      page.name as page_name, p.how, p.linked_at, u.id as linked_by_id, u.name as linked_by_name
    from customer_profile p
    join contact k on k.id = p.contact_id
    join page on page.id = k.page_id
    left join desk_user u on u.id = p.linked_by
    where p.customer_id = ${customerId} and ${contactInSight(sight)}
    order by k.last_seen_at desc, k.id
  `.execute(db);
  return rows;
}

/** Conversations of others' profiles that are linked to a customer alone, as far as one may see them; newest first. */
export async function listApart(db: Db | Tx, customerId: string, sight: CustomerSight, limit: number) {
  const { rows } = await sql<{ id: string; number: number; name: string | null; psid: string }>`
    select v.id, v.number, k.name, k.psid
    from conversation_customer o join conversation v on v.id = o.conversation_id join contact k on k.id = v.contact_id
    where o.customer_id = ${customerId} and ${conversationInSight(sight)} and not exists (
      select from customer_profile p where p.contact_id = v.contact_id and p.customer_id = ${customerId}
    )
    order by v.opened_at desc, v.id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** Profiles of a name on other pages that are nobody's, and of which one may see a conversation; at most 20. */
export async function listNamesakes(
  db: Db | Tx,
  self: { id: string; pageId: string; name: string },
  sight: CustomerSight,
): Promise<ProfileRow[]> {
  const { rows } = await sql<ProfileRow>`
    select k.id as contact_id, k.name, k.psid, k.picture_file_id, k.identity, k.last_seen_at, k.page_id,
      page.name as page_name
    from contact k join page on page.id = k.page_id
    where k.page_id <> ${self.pageId} and pagedesk_fold(k.name) = pagedesk_fold(${self.name})
      and not exists (select from customer_profile p where p.contact_id = k.id)
      and exists (select from conversation v where v.contact_id = k.id and ${conversationInSight(sight)})
    order by k.last_seen_at desc, k.id limit 20
  `.execute(db);
  return rows;
}

/** Those of some contacts of which one may see a conversation. */
export async function keepVisibleContacts(
  db: Db | Tx,
  contactIds: readonly string[],
  sight: CustomerSight,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.id from contact k where k.id = any(${contactIds}::uuid[])
      and exists (select from conversation v where v.contact_id = k.id and ${conversationInSight(sight)})
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether conversation `v` is in sight. */
export const conversationInSight = (sight: CustomerSight) =>
  sight === 'all' ? sql`true` : sql`v.department_id = any(${sight}::uuid[])`;
/** Whether a conversation of contact `k` is in sight. */
export const contactInSight = (sight: CustomerSight) =>
  sight === 'all'
    ? sql`true`
    : sql`exists (select from conversation v where v.contact_id = k.id and ${conversationInSight(sight)})`;

/** Where some customers have conversations: who may hear of a change of theirs. */
export async function listDepartmentsOf(db: Db | Tx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ departmentId: string }>`
    select distinct v.department_id from (${conversationsOf(customerIds)}) v
  `.execute(db);
  return rows.map(({ departmentId }) => departmentId);
}

/** The newest conversations of some contacts: they show somebody else beside them now. */
export async function listConversationsOf(
  db: Db | Tx,
  contactIds: readonly string[],
): Promise<{ id: string; departmentId: string }[]> {
  return db
    .selectFrom('conversation')
    .select(['id', 'departmentId'])
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .orderBy('lastActivityAt', 'desc')
    .limit(20)
    .execute();
}

/** Customers' conversations that one may see, newest first, by keyset. */
export async function listCustomerConversations(
  db: Db | Tx,
  customerId: string,
  sight: CustomerSight,
  page: { from: { key: string; id: string } | null; limit: number },
) {
  const { rows } = await sql<{
    id: string;
    number: number;
    kind: 'messenger' | 'comment';
    status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
    pageId: string;
    pageName: string;
    assigneeId: string | null;
    assigneeName: string | null;
    openedAt: Date;
    closedAt: Date | null;
    lastMessage: unknown;
    key: string;
  }>`
    select v.id, v.number, v.kind, v.status, v.page_id, page.name as page_name, v.assignee_id, u.name as assignee_name,
      v.opened_at, v.closed_at, v.last_message,
      ((extract(epoch from v.opened_at) * 1000000)::bigint)::text as key
    from (${conversationsOf([customerId])}) v
    join page on page.id = v.page_id
    left join desk_user u on u.id = v.assignee_id
    where ${conversationInSight(sight)}
      and ${page.from ? sql`(v.opened_at, v.id) < ('epoch'::timestamptz + ${page.from.key}::bigint * interval '1 microsecond', ${page.from.id}::uuid)` : sql`true`}
    order by v.opened_at desc, v.id desc limit ${page.limit}
  `.execute(db);
  return rows;
}
