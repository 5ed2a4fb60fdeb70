import { sql, type RawBuilder } from 'kysely';
import type { TicketStatus } from '../../contract/tickets.ts';
import type { Db, Tx } from './db.ts';
import { ticketStatusAt } from './tickets.ts';

/** How the list is ordered. Every order ends with the id, so that no two rows stand at the same place. */
export type ListOrder = 'newest' | 'oldest' | 'waiting' | 'window' | 'due';

export interface ListFilter {
  /** Departments that may be seen; `all` without limit. Never left out: this is where visibility is enforced. */
  sight: 'all' | readonly string[];
  /** Conversations that may be seen whatever their department. */
  parts: readonly string[];
  scope: 'live' | 'closed' | 'any';
  status?: string | undefined;
  departmentId?: string | undefined;
  pageId?: string | undefined;
  kind?: 'messenger' | 'comment' | undefined;
  mode?: 'chat' | 'ticket' | undefined;
  /** The ticket's status at a time. */
  ticket?: { status: TicketStatus; now: Date } | undefined;
  /** Null: nobody has it. */
  assigneeId?: string | null | undefined;
  /** With the assignee's: those of `parts` in which they take part. */
  ownParts: readonly string[];
  hasUnread?: boolean | undefined;
  /** `any`, or a ref, an ad's id or a source. */
  referral?: string | undefined;
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
    case 'due':
      return [
        { where: sql`c.due_next_at is not null`, key: sql`c.due_next_at`, direction: 'asc' },
        byActivity('desc', sql`c.due_next_at is null`),
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
  const search = filter.words ? await readSearch(db, filter.words) : null;
  const found: ListedRow[] = [];
  for (const [index, part] of parts.entries()) {
    if (page.from && index < page.from.part) continue;
    const from = page.from?.part === index ? page.from : null;
    const rows = await listPart(db, filter, part, search, { from, limit: page.limit - found.length });
    found.push(...rows.map((row) => ({ ...row, part: index })));
    if (found.length >= page.limit) break;
  }
  return found;
}

async function listPart(
  db: Db | Tx,
  filter: ListFilter,
  part: Part,
  search: Search | null,
  page: { from: ListPlace | null; limit: number },
): Promise<{ id: string; key: string }[]> {
  const { key, direction } = part;
  const order = direction === 'asc' ? sql`order by key asc, id asc` : sql`order by key desc, id desc`;
  const head = (where: RawBuilder<unknown>) => sql`
    select c.id, ${key} as key from conversation c
    where ${where} and ${conditions(filter)} and ${part.where}
      and ${page.from ? isBehind(part, page.from) : always}
    ${direction === 'asc' ? sql`order by ${key} asc, c.id asc` : sql`order by ${key} desc, c.id desc`}
    limit ${page.limit}`;

  const isGathered = search !== null && !search.isCommon;
  const listed = isGathered
    ? head(sql`c.id in (select id from hit) and ${inSight(filter)} and ${scopes[filter.scope]}`)
    : filter.assigneeId
      ? // One person's conversations are few, and the index begins with the person.
        head(
          sql`${inSight(filter)} and ${scopes[filter.scope]} and ${search ? mentions(search.words) : always}`,
        )
      : headsOfDepartments(filter, search, head, sql`${order} limit ${page.limit}`);
  const { rows } = await sql<{ id: string; key: string }>`
    with ${isGathered ? sql`hit (id) as materialized (${hits(search.words)}),` : sql``} listed as (${listed})
    select id, ((extract(epoch from key) * 1000000)::bigint)::text as key from listed ${order}
  `.execute(db);
  return rows;
}

/**
 * The head of each department's own index, then the best of the heads: PostgreSQL cannot read an index that begins
 * with the department in order of time for several departments at once, and would sort all they have. Live and
 * closed ones have an index each.
 */
function headsOfDepartments(
  filter: ListFilter,
  search: Search | null,
  head: (where: RawBuilder<unknown>) => RawBuilder<unknown>,
  best: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const inScopes = filter.scope === 'any' ? [scopes.live, scopes.closed] : [scopes[filter.scope]];
  const heads = inScopes.map(
    (scope) =>
      sql`(${head(sql`c.department_id = d.id and ${scope} and ${search ? mentions(search.words) : always}`)})`,
  );
  return sql`
    select head.id, head.key
    from department d
    cross join lateral (${sql.join(heads, sql` union all `)}) head
    where ${departmentInSight(filter)}
    ${filter.sight === 'all' || filter.parts.length === 0 ? sql`` : sql`union ${partsHead(filter, search, head)}`}
    ${best}`;
}

/** What one takes part in elsewhere: a handful, by primary key. */
function partsHead(
  filter: ListFilter,
  search: Search | null,
  head: (where: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const isIn = sql`c.id = any(${filter.parts}::uuid[])
    and ${filter.departmentId ? sql`c.department_id = ${filter.departmentId}` : always}
    and ${scopes[filter.scope]} and ${search ? mentions(search.words) : always}`;
  return sql`(${head(isIn)})`;
}

function isBehind({ key, direction }: Part, from: ListPlace): RawBuilder<unknown> {
  const at = sql`'epoch'::timestamptz + ${from.key}::bigint * interval '1 microsecond'`;
  return direction === 'asc'
    ? sql`(${key}, c.id) > (${at}, ${from.id}::uuid)`
    : sql`(${key}, c.id) < (${at}, ${from.id}::uuid)`;
}

function inSight(filter: ListFilter): RawBuilder<unknown> {
  return sql`${sees(filter)}
    and ${filter.departmentId ? sql`c.department_id = ${filter.departmentId}` : always}`;
}

function sees({ sight, parts }: ListFilter): RawBuilder<unknown> {
  if (sight === 'all') return always;
  const isInDepartment = sql`c.department_id = any(${sight}::uuid[])`;
  return parts.length === 0 ? isInDepartment : sql`(${isInDepartment} or c.id = any(${parts}::uuid[]))`;
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
  const all = [always];
  if (filter.status === 'waiting') all.push(sql`c.status = 'waiting'`);
  else if (filter.status) all.push(sql`c.status = ${filter.status}`);
  if (filter.mode) all.push(sql`c.mode = ${filter.mode}`);
  if (filter.ticket) all.push(sql`${ticketStatusAt(filter.ticket.now)} = ${filter.ticket.status}`);
  if (filter.kind) all.push(sql`c.kind = ${filter.kind}`);
  if (filter.pageId) all.push(sql`c.page_id = ${filter.pageId}`);
  if (filter.assigneeId === null) all.push(sql`c.assignee_id is null`);
  else if (filter.assigneeId && filter.ownParts.length > 0) {
    all.push(sql`(c.assignee_id = ${filter.assigneeId} or c.id = any(${filter.ownParts}::uuid[]))`);
  } else if (filter.assigneeId) all.push(sql`c.assignee_id = ${filter.assigneeId}`);
  if (filter.hasUnread === true) all.push(sql`c.unread_count > 0`);
  if (filter.hasUnread === false) all.push(sql`c.unread_count = 0`);
  if (filter.referral) all.push(cameBy(filter.referral));
  return sql.join(all, sql` and `);
}

/** Index `conversation_referral`: partial, so its condition is said as well. */
function cameBy(referral: string): RawBuilder<unknown> {
  if (referral === 'any') return sql`c.referrals <> '[]'`;
  const has = (key: string) => sql`c.referrals @> ${JSON.stringify([{ [key]: referral }])}::jsonb`;
  return sql`c.referrals <> '[]' and (${has('ref')} or ${has('adId')} or ${has('source')})`;
}

/** Shorter words match whole only: a prefix of two letters would be found in every other message. */
const SHORTEST_PREFIX = 3;

/**
 * With more hits than this the words are common: then walking the list and looking into each conversation meets
 * the next hit soon, while gathering all hits would take seconds.
 */
const COMMON_FROM_HITS = 20_000;

interface Search {
  words: string;
  isCommon: boolean;
}

async function readSearch(db: Db | Tx, words: string): Promise<Search> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      (select 1 from message m where ${isSaid(words, sql`m.text`)} limit ${COMMON_FROM_HITS})
      union all
      (select 1 from contact k where ${isNamed(words)} limit ${COMMON_FROM_HITS})
    ) hit
  `.execute(db);
  return { words, isCommon: (rows[0]?.count ?? 0) >= COMMON_FROM_HITS };
}

/**
 * Conversations that have the words in a message (GIN index `message_words`), in the person's name (trigram
 * index `contact_name`), in a subject, or as their number. Case and accents aside; of the last word its beginning is enough.
 */
function hits(words: string): RawBuilder<unknown> {
  const number = numberIn(words);
  return sql`
    select m.conversation_id from message m where ${isSaid(words, sql`m.text`)}
    union
    select c.id from contact k join conversation c on c.contact_id = k.id where ${isNamed(words)}
    union
    select c.id from conversation c where ${isAbout(words)}
    ${number ? sql`union select id from conversation where number = ${number}::bigint` : sql``}
  `;
}

/**
 * The same, asked of one conversation. Spelled so that it is not merged into a scan of all hits: a scalar
 * subquery, and an expression that the GIN index does not know.
 */
function mentions(words: string): RawBuilder<unknown> {
  const number = numberIn(words);
  return sql`(
    coalesce((
      select true from message m
      where m.conversation_id = c.id and ${isSaid(words, sql`(m.text || '')`)}
      limit 1
    ), false)
    or coalesce((select true from contact k where k.id = c.contact_id and ${isNamed(words)} limit 1), false)
    or coalesce(${isAbout(words)}, false)
    ${number ? sql`or c.number = ${number}::bigint` : sql``}
  )`;
}

function isSaid(words: string, text: RawBuilder<unknown>): RawBuilder<unknown> {
  const isPrefix = (words.split(/\s+/).at(-1) ?? '').length >= SHORTEST_PREFIX;
  const plain = sql`plainto_tsquery('simple', pagedesk_fold(${words}))`;
  // No word in it that a message could have, as with punctuation alone: an empty query finds nothing.
  const query = isPrefix
    ? sql`(case when numnode(${plain}) = 0 then '' else ${plain}::text || ':*' end)::tsquery`
    : plain;
  return sql`m.kind <> 'activity' and m.text is not null
    and to_tsvector('simple', pagedesk_fold(${text})) @@ ${query}`;
}

/** Anywhere in the name; with fewer than three letters, which the trigram index cannot find inside, where a word begins. */
function isNamed(words: string): RawBuilder<unknown> {
  const escaped = words.replaceAll(/[\\%_]/g, String.raw`\$&`);
  const like = (pattern: string) => sql`pagedesk_fold(k.name) like pagedesk_fold(${pattern})`;
  if (words.length >= SHORTEST_PREFIX) return like(`%${escaped}%`);
  return sql`(${like(`${escaped}%`)} or ${like(`% ${escaped}%`)})`;
}

/** Anywhere in the subject that somebody wrote. Index `conversation_subject`. */
function isAbout(words: string): RawBuilder<unknown> {
  const escaped = words.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql`(c.subject is not null and pagedesk_fold(c.subject) like pagedesk_fold(${`%${escaped}%`}))`;
}

/** `No. 20417`, `#20417` or the digits alone. */
function numberIn(words: string): string | undefined {
  return /^(?:no\.?\s*|#)?(\d{1,15})$/i.exec(words)?.[1];
}

/** A view with more than this many conversations is counted no further. */
export const COUNTED_UP_TO = 1_000;

/**
 * How many conversations each view holds, each up to 1,000: at most 6,000 short index entries are read,
 * however many conversations there are.
 */
export async function countViews(
  db: Db | Tx,
  { sight, parts, ownParts }: Pick<ListFilter, 'sight' | 'parts' | 'ownParts'>,
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
      select from conversation where ${where} and ${inDepartments}
      ${parts.length === 0 ? sql`` : sql`union all select from conversation where ${where} and not ${inDepartments} and id = any(${parts}::uuid[])`}
      limit ${COUNTED_UP_TO}
    ) counted)`;
  const isMine =
    ownParts.length === 0
      ? sql`assignee_id = ${userId}`
      : sql`(assignee_id = ${userId} or id = any(${ownParts}::uuid[]))`;
  const { rows } = await sql<Awaited<ReturnType<typeof countViews>>>`
    select
      ${count(sql`${isMine} and status <> 'closed'`)} as mine,
      ${count(sql`assignee_id is null and status <> 'closed'`)} as unassigned,
      ${count(sql`status <> 'closed'`)} as all,
      ${count(sql`status = 'waiting'`)} as waiting,
      ${count(sql`status = 'closed'`)} as closed,
      ${count(sql`${isMine} and status <> 'closed' and unread_count > 0`)} as mine_unread
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('Counting answered no row.');
  return row;
}
