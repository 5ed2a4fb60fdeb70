import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from './db.ts';

/** How the list is ordered. Every order ends with the id, so that no two rows stand at the same place. */
export type ListOrder = 'newest' | 'oldest' | 'waiting' | 'window';

export interface ListFilter {
  /** Departments that may be seen; `all` without limit. Never left out: this is where visibility is enforced. */
  sight: 'all' | readonly string[];
  scope: 'live' | 'closed' | 'any';
  status?: string | undefined;
  departmentId?: string | undefined;
  pageId?: string | undefined;
  /** Null: nobody has it. */
  assigneeId?: string | null | undefined;
  hasUnread?: boolean | undefined;
  /** Words looked for in names and messages. */
  words?: string | undefined;
}

/** A place in an ordered list: behind this row goes on what follows. */
export interface ListPlace {
  /** Which part of the order: some orders have rows with a key first, then those without. */
  part: number;
  /** The row's key in microseconds since 1970, as text: PostgreSQL's times are finer than ours. */
  key: string;
  id: string;
}

export interface ListedRow extends ListPlace {}

interface Part {
  where: RawBuilder<unknown>;
  key: RawBuilder<unknown>;
  direction: 'asc' | 'desc';
}

const always = sql`true`;
const byActivity = (direction: 'asc' | 'desc', where: RawBuilder<unknown> = always): Part => ({
  where,
  key: sql`c.last_activity_at`,
  direction,
});

/**
 * The parts of an order, one after another; each can be read off an index.
 * `window`: those that Facebook closes within 24 hours, soonest first; then those past it, newest first; then
 * those who never wrote.
 * @param shutBefore  an anchor at or before this is past its 24 hours; the same on every page of one walk.
 */
function partsOf(order: ListOrder, shutBefore: Date): Part[] {
  switch (order) {
    case 'newest':
      return [byActivity('desc')];
    case 'oldest':
      return [byActivity('asc')];
    case 'waiting':
      return [
        { where: sql`c.waiting_since is not null`, key: sql`c.waiting_since`, direction: 'asc' },
        byActivity('desc', sql`c.waiting_since is null`),
      ];
    case 'window': {
      const key = sql`c.window_anchor_at`;
      return [
        { where: sql`c.window_anchor_at > ${shutBefore}`, key, direction: 'asc' },
        { where: sql`c.window_anchor_at <= ${shutBefore}`, key, direction: 'desc' },
        byActivity('desc', sql`c.window_anchor_at is null`),
      ];
    }
  }
}

/**
 * Ids of conversations in order, by keyset. One statement for each part of the order that is touched; most
 * lists touch one.
 *
 * @param from  behind which row to go on; null at the beginning.
 * @returns up to `limit` rows; fewer mean that the list has ended.
 */
export async function listConversationIds(
  db: Db | Tx,
  filter: ListFilter,
  order: { by: ListOrder; shutBefore: Date },
  page: { from: ListPlace | null; limit: number },
): Promise<ListedRow[]> {
  const parts = partsOf(order.by, order.shutBefore);
  const found: ListedRow[] = [];
  for (const [index, part] of parts.entries()) {
    if (page.from && index < page.from.part) continue;
    const from = page.from?.part === index ? page.from : null;
    const rows = await listPart(db, filter, part, { from, limit: page.limit - found.length });
    found.push(...rows.map((row) => ({ ...row, part: index })));
    if (found.length >= page.limit) break;
  }
  return found;
}

async function listPart(
  db: Db | Tx,
  filter: ListFilter,
  part: Part,
  page: { from: ListPlace | null; limit: number },
): Promise<{ id: string; key: string }[]> {
  const { key, direction } = part;
  const order = direction === 'asc' ? sql`order by key asc, id asc` : sql`order by key desc, id desc`;
  const rowOrder =
    direction === 'asc' ? sql`order by ${key} asc, c.id asc` : sql`order by ${key} desc, c.id desc`;
  const behind = page.from ? isBehind(part, page.from) : always;
  const wanted = sql`${conditions(filter)} and ${part.where} and ${behind}`;
  const result = sql`id, ((extract(epoch from key) * 1000000)::bigint)::text as key`;

  if (filter.words) {
    const { rows } = await sql<{ id: string; key: string }>`
      with hit as materialized (${hits(filter.words)}), listed as (
        select c.id, ${key} as key from conversation c join hit on hit.id = c.id
        where ${inSight(filter)} and ${wanted} ${rowOrder} limit ${page.limit}
      ) select ${result} from listed ${order}
    `.execute(db);
    return rows;
  }
  if (filter.assigneeId) {
    // One person's conversations are few, and the index begins with the person.
    const { rows } = await sql<{ id: string; key: string }>`
      with listed as (
        select c.id, ${key} as key from conversation c
        where ${inSight(filter)} and ${wanted} ${rowOrder} limit ${page.limit}
      ) select ${result} from listed ${order}
    `.execute(db);
    return rows;
  }
  // The head of each department's own index, then the best of the heads: PostgreSQL cannot read an index that
  // begins with the department in order of time for several departments at once, and would sort all they have.
  const { rows } = await sql<{ id: string; key: string }>`
    with listed as (
      select head.id, head.key
      from department d
      cross join lateral (
        select c.id, ${key} as key from conversation c
        where c.department_id = d.id and ${wanted} ${rowOrder} limit ${page.limit}
      ) head
      where ${departmentInSight(filter)}
      ${order} limit ${page.limit}
    ) select ${result} from listed ${order}
  `.execute(db);
  return rows;
}

function isBehind({ key, direction }: Part, from: ListPlace): RawBuilder<unknown> {
  const at = sql`'epoch'::timestamptz + ${from.key}::bigint * interval '1 microsecond'`;
  return direction === 'asc'
    ? sql`(${key}, c.id) > (${at}, ${from.id}::uuid)`
    : sql`(${key}, c.id) < (${at}, ${from.id}::uuid)`;
}

function inSight(filter: ListFilter): RawBuilder<unknown> {
  return sql`${filter.sight === 'all' ? always : sql`c.department_id = any(${filter.sight}::uuid[])`}
    and ${filter.departmentId ? sql`c.department_id = ${filter.departmentId}` : always}`;
}

function departmentInSight(filter: ListFilter): RawBuilder<unknown> {
  return sql`${filter.sight === 'all' ? always : sql`d.id = any(${filter.sight}::uuid[])`}
    and ${filter.departmentId ? sql`d.id = ${filter.departmentId}` : always}`;
}

/** Spelled as the partial indexes spell it. */
const scopes = {
  live: sql`c.status <> 'closed'`,
  closed: sql`c.status = 'closed'`,
  any: always,
} satisfies Record<ListFilter['scope'], RawBuilder<unknown>>;

function conditions(filter: ListFilter): RawBuilder<unknown> {
  const all = [scopes[filter.scope]];
  if (filter.status === 'waiting') all.push(sql`c.status = 'waiting'`);
  else if (filter.status) all.push(sql`c.status = ${filter.status}`);
  if (filter.pageId) all.push(sql`c.page_id = ${filter.pageId}`);
  if (filter.assigneeId === null) all.push(sql`c.assignee_id is null`);
  else if (filter.assigneeId) all.push(sql`c.assignee_id = ${filter.assigneeId}`);
  if (filter.hasUnread === true) all.push(sql`c.unread_count > 0`);
  if (filter.hasUnread === false) all.push(sql`c.unread_count = 0`);
  return sql.join(all, sql` and `);
}

/** Shorter words match whole only: a prefix of two letters would be found in every other message. */
const SHORTEST_PREFIX = 3;

/**
 * Conversations that have the words in a message (GIN index `message_words`), in the person's name (trigram
 * index `contact_name`), or as their number. Case and accents aside; of the last word its beginning is enough.
 */
function hits(words: string): RawBuilder<unknown> {
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const number = /^(?:no\.?\s*|#)?(\d{1,15})$/i.exec(words)?.[1];
  const isPrefix = (words.split(/\s+/).at(-1) ?? '').length >= SHORTEST_PREFIX;
  const plain = sql`plainto_tsquery('simple', pagedesk_fold(${words}))`;
  // No word in it that a message could have, as with punctuation alone: an empty query finds nothing.
  const query = isPrefix
    ? sql`(case when numnode(${plain}) = 0 then '' else ${plain}::text || ':*' end)::tsquery`
    : plain;
  return sql`
    select m.conversation_id as id from message m
    where m.kind <> 'activity' and m.text is not null
      and to_tsvector('simple', pagedesk_fold(m.text)) @@ ${query}
    union
    select c.id from contact k join conversation c on c.contact_id = k.id
    where pagedesk_fold(k.name) like pagedesk_fold(${like})
    ${number ? sql`union select id from conversation where number = ${number}::bigint` : sql``}
  `;
}

/** A view with more than this many conversations is counted no further. */
export const COUNTED_UP_TO = 1_000;

/**
 * How many conversations each view holds, each up to 1,000: at most 6,000 short index entries are read,
 * however many conversations there are.
 */
export async function countViews(
  db: Db | Tx,
  sight: 'all' | readonly string[],
  userId: string | null,
): Promise<{
  mine: number;
  unassigned: number;
  all: number;
  waiting: number;
  closed: number;
  mineUnread: number;
}> {
  const inDepartments =
    sight === 'all'
      ? sql`department_id in (select id from department)`
      : sql`department_id = any(${sight}::uuid[])`;
  const count = (where: RawBuilder<unknown>) => sql`
    (select count(*)::int from (
      select from conversation where ${where} and ${inDepartments} limit ${COUNTED_UP_TO}
    ) counted)`;
  const { rows } = await sql<Awaited<ReturnType<typeof countViews>>>`
    select
      ${count(sql`assignee_id = ${userId} and status <> 'closed'`)} as mine,
      ${count(sql`assignee_id is null and status <> 'closed'`)} as unassigned,
      ${count(sql`status <> 'closed'`)} as all,
      ${count(sql`status = 'waiting'`)} as waiting,
      ${count(sql`status = 'closed'`)} as closed,
      ${count(sql`assignee_id = ${userId} and status <> 'closed' and unread_count > 0`)} as mine_unread
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('Counting answered no row.');
  return row;
}
