import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';

/** Of all processes one distributes at a time. @returns false when another one does. Held until the commit. */
export async function tryDistributionLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ isMine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('pagedesk distribution')) as is_mine
  `.execute(tx);
  return rows[0]?.isMine ?? false;
}

/** Under which name the installation keeps how much agents may have in hand. */
export const capacityFact = 'capacity';

/** A capacity profile as distribution asks of it. */
interface ProfileRow {
  id: string;
  name: string;
  itemLimit: number;
  resets: 'at-once' | 'end-of-day';
  blocks: boolean;
}

interface StreamRow {
  id: string;
  isDefault: boolean;
  settings: unknown;
  template: unknown;
  /** Conversations come by it. */
  hasPages: boolean;
  hasFollowers: boolean;
  capacity: unknown;
  profiles: ProfileRow[];
}

/**
 * What is set for every work stream, for its requests and for how much agents may have in hand, and whether anybody's
 * presence follows what they have in hand. Without parameters: so its plan is kept, and each round asks this first.
 */
export async function readStreams(db: Db | Tx): Promise<StreamRow[]> {
  const { rows } = await sql<StreamRow>`
    select s.id, s.is_default, s.settings, t.body as template,
      exists (
        select from page p where p.removed_at is null
          and (p.work_stream_id = s.id or (p.work_stream_id is null and s.is_default))
      ) as has_pages,
      exists (select from desk_user where follows_load) as has_followers,
      (select value from installation where name = ${sql.lit(capacityFact)}) as capacity,
      (
        select coalesce(json_agg(json_build_object('id', id, 'name', name, 'itemLimit', item_limit, 'resets', resets,
          'blocks', blocks) order by pagedesk_fold(name)), '[]') from capacity_profile
      ) as profiles
    from work_stream s
    left join offer_template t on t.id = (s.settings ->> 'offerTemplateId')::uuid
  `.execute(db);
  return rows;
}

/** Whether anything is offered to anybody. */
export async function hasRunningOffers(db: Db | Tx): Promise<boolean> {
  const row = await db
    .selectFrom('offer')
    .select('id')
    .where('state', '=', 'offered')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface EndedOffer {
  id: string;
  conversationId: string;
  userId: string;
  workStreamId: string;
  state: 'missed' | 'withdrawn';
  fromUserId: string | null;
}

/**
 * Ends offers whose time is over (`missed`), and those that nobody sees: to people whose last desk closed before a time,
 * who chose to be elsewhere, or who may not sign in (`withdrawn`). Index `offer_expiry`.
 */
export async function endOverdue(tx: Tx, leftBefore: Date, now: Date): Promise<EndedOffer[]> {
  const { rows } = await sql<EndedOffer>`
    update offer o
    set state = case when o.expires_at <= ${now}::timestamptz then 'missed' else 'withdrawn' end,
      ended_at = ${now}::timestamptz
    from conversation c, desk_user u
    where o.state = 'offered' and c.id = o.conversation_id and u.id = o.user_id and (
      o.expires_at <= ${now}::timestamptz or u.left_at <= ${leftBefore}::timestamptz
      or u.disabled_at is not null or u.presence_choice = 'offline')
    returning o.id, o.conversation_id, o.user_id, c.work_stream_id, o.state, o.from_user_id
  `.execute(tx);
  return rows;
}

/** Withdraws the offers of one conversation, which somebody has now or which is over. @returns whose they were. */
export async function withdrawOffersOf(
  tx: Tx,
  conversationId: string,
  now: Date,
): Promise<{ userId: string }[]> {
  return tx
    .updateTable('offer')
    .set({ state: 'withdrawn', endedAt: now })
    .where('conversationId', '=', conversationId)
    .where('state', '=', 'offered')
    .returning('userId')
    .execute();
}

/** They get no requests until that is taken back. */
export async function makeInactive(
  tx: Tx,
  people: readonly { userId: string; until: Date | null }[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    update desk_user set inactive_since = ${now}, inactive_until = row."until"
    from ${rowsOf({ userId: 'uuid', until: 'timestamptz' }, people)}
    where id = row."userId" and inactive_since is null
  `.execute(tx);
}

/** What people of whom no desk is open since a time have in hand, by the time of each stream. */
export async function findLost(
  tx: Tx,
  streams: readonly { id: string; leftBefore: Date }[],
  most: number,
): Promise<{ id: string; userId: string }[]> {
  if (streams.length === 0) return [];
  const { rows } = await sql<{ id: string; userId: string }>`
    select c.id, u.id as user_id from ${rowsOf({ id: 'uuid', leftBefore: 'timestamptz' }, streams)}
    cross join lateral (select id from desk_user where left_at <= row."leftBefore" offset 0) as u
    cross join lateral (
      select id from conversation
      where assignee_id = u.id and status = 'active' and work_stream_id = row."id" offset 0
    ) as c
    order by c.id limit ${most}
  `.execute(tx);
  return rows;
}

/** Where something may wait: a work stream's part of a department. */
export interface QueuePlace {
  workStreamId: string;
  departmentId: string;
}

export interface QueuedRow extends QueuePlace {
  id: string;
  contactId: string;
  /** It is worked as a ticket, as comments are. */
  isTicket: boolean;
  units: number;
  priority: number;
  /** 1 to 30, of what was handed over; null: like 15. */
  handedPriority: number | null;
  requiredSkillIds: string[];
  since: Date;
  windowAnchorAt: Date | null;
  dueNextAt: Date | null;
  lastAssigneeId: string | null;
  cameBackBecause: 'customer-wrote' | 'handed-on' | 'lost' | null;
}

/** Which departments anything waits in, by stream: one look into `conversation_in_queue` for each of them. */
export async function findQueuePlaces(tx: Tx, streamIds: readonly string[]): Promise<QueuePlace[]> {
  const { rows } = await sql<QueuePlace>`
    select s.id as work_stream_id, d.id as department_id
    from unnest(${streamIds}::uuid[]) as s (id)
    cross join department d
    cross join lateral (
      select from conversation c
      where c.status = 'open' and c.assignee_id is null and c.work_stream_id = s.id and c.department_id = d.id
      -- In the order of the index: the planner would read the whole table to find that there is none.
      order by coalesce(c.waiting_since, c.last_activity_at), c.id limit 1
    ) as waiting
  `.execute(tx);
  return rows;
}

/**
 * The first of those that wait in each place, in the order of a stream; of what may be offered there, and of what is
 * not older than the stream allows; what waits for its rules is not told. Index `conversation_in_queue`.
 *
 * @param queue.isOpenToMore  what is offered to somebody already is told too.
 */
export async function readQueue(
  tx: Tx,
  queue: {
    places: readonly QueuePlace[];
    order: 'waiting' | 'priority' | 'window' | 'due';
    pushes: readonly ('chat' | 'ticket' | 'comment')[];
    sinceAtLeast: Date | null;
    isOpenToMore: boolean;
    /** What was handed over waits by a priority of its own. */
    heedsHanded: boolean;
    most: number;
    offset: number;
  },
): Promise<QueuedRow[]> {
  if (queue.places.length === 0) return [];
  const order = {
    waiting: sql`c.since`,
    priority: sql`c.priority, c.since`,
    window: sql`c.window_anchor_at nulls last, c.since`,
    due: sql`c.due_next_at nulls last, c.since`,
  }[queue.order];
  const since = sql`coalesce(conversation.waiting_since, conversation.last_activity_at)`;
  const { rows } = await sql<QueuedRow>`
    select c.* from ${rowsOf({ workStreamId: 'uuid', departmentId: 'uuid' }, queue.places)}
    cross join lateral (
      select c.* from (
        select conversation.id, work_stream_id, department_id, contact_id,
          (kind = 'comment' or mode = 'ticket') as is_ticket, units, priority, required_skill_ids,
          ${since} as since, handed_priority, window_anchor_at, due_next_at, last_assignee_id, came_back_because
        from conversation
        where status = 'open' and assignee_id is null and routes_until is null
          and work_stream_id = row."workStreamId" and department_id = row."departmentId"
          and (case when kind = 'comment' then 'comment' else mode end) = any(${queue.pushes}::text[])
          ${queue.sinceAtLeast ? sql`and ${since} >= ${queue.sinceAtLeast}::timestamptz` : sql``}
          ${
            queue.isOpenToMore
              ? sql``
              : sql`and not exists (select from offer o where o.conversation_id = conversation.id and o.state = 'offered')`
          }
      ) c
      order by ${queue.heedsHanded ? sql`coalesce(c.handed_priority, 15),` : sql``} ${order}, c.id limit ${queue.most} offset ${queue.offset}
    ) c
  `.execute(tx);
  return rows;
}

/** Locks these people's rows, in the order of their ids: of two that give them something the second sees the first. */
export async function lockUsers(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    select id from desk_user where id = any(${userIds}::uuid[]) order by id for no key update
  `.execute(tx);
}

export interface OfferMark {
  conversationId: string;
  userId: string;
  state: 'offered' | 'missed' | 'rejected';
  offeredAt: Date;
}

/** Offers of these conversations that still matter: those that run, and those let go by or refused since a time. */
export async function readOfferMarks(
  db: Db | Tx,
  conversationIds: readonly string[],
  since: Date,
): Promise<OfferMark[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await sql<OfferMark>`
    select conversation_id, user_id, state, offered_at from offer
    where conversation_id = any(${conversationIds}::uuid[])
      and (state = 'offered' or (state in ('missed', 'rejected') and ended_at > ${since}::timestamptz))
  `.execute(db);
  return rows;
}

/** Who served these people last, in a conversation that is over. */
export async function readPreviousAgents(
  db: Db | Tx,
  contactIds: readonly string[],
): Promise<Map<string, string>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await sql<{ contactId: string; userId: string }>`
    select distinct on (contact_id) contact_id, assignee_id as user_id from conversation
    where contact_id = any(${contactIds}::uuid[]) and status = 'closed' and assignee_id is not null
    order by contact_id, closed_at desc
  `.execute(db);
  return new Map(rows.map(({ contactId, userId }) => [contactId, userId]));
}

/** How many conversations of a stream each of these people was offered since a time. */
export async function readShares(
  db: Db | Tx,
  stream: { id: string; since: Date },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ userId: string; count: number }>`
    select o.user_id, count(*)::int as count
    from offer o join conversation c on c.id = o.conversation_id
    where o.offered_at > ${stream.since}::timestamptz and c.work_stream_id = ${stream.id}
      and o.state in ('offered', 'accepted')
    group by o.user_id
  `.execute(db);
  return new Map(rows.map(({ userId, count }) => [userId, count]));
}

export interface NewOffer {
  id: string;
  conversationId: string;
  userId: string;
  units: number;
  offeredAt: Date;
  expiresAt: Date;
  state: 'offered' | 'accepted';
  endedAt: Date | null;
  /** The colleague who asks for it to be taken over; null: the desk offers it. */
  fromUserId: string | null;
  /** Of the template of its stream; null: there is none. */
  look: unknown;
  /** Nobody is asked. */
  isGiven: boolean;
}

/** Why a conversation goes to somebody. */
export interface NewDecision {
  id: string;
  conversationId: string;
  at: Date;
  detail: unknown;
}

/** Writes offers down, whose turn it was, and why. */
export async function insertOffers(
  tx: Tx,
  offers: readonly NewOffer[],
  { turns, decisions }: { turns: readonly Turn[]; decisions: readonly NewDecision[] },
  now: Date,
): Promise<void> {
  if (offers.length === 0) return;
  await sql`
    with asked as (
      update desk_user set last_given_at = ${now} where id = any(${offers.map(({ userId }) => userId)}::uuid[])
    ), turn as (${countedTurns(turns, now)}), decided as (
      insert into assignment_decision (kind, id, conversation_id, at, detail)
      select 'distribution', * from ${rowsOf(decisionColumns, decisions)}
    )
    insert into offer (id, conversation_id, user_id, units, offered_at, expires_at, state, ended_at, from_user_id, look, is_given)
    select * from ${rowsOf(offerColumns, offers)}
  `.execute(tx);
}

const offerColumns = {
  id: 'uuid',
  conversationId: 'uuid',
  userId: 'uuid',
  units: 'integer',
  offeredAt: 'timestamptz',
  expiresAt: 'timestamptz',
  state: 'text',
  endedAt: 'timestamptz',
  fromUserId: 'uuid',
  look: 'jsonb',
  isGiven: 'boolean',
} as const;

const decisionColumns = { id: 'uuid', conversationId: 'uuid', at: 'timestamptz', detail: 'jsonb' } as const;

interface Turn {
  departmentId: string;
  userId: string;
  /** So many of the conversations are theirs. */
  given: number;
}

/** It was their turn in a department. */
export async function countTurns(tx: Tx, turns: readonly Turn[], now: Date): Promise<void> {
  await countedTurns(turns, now).execute(tx);
}

function countedTurns(turns: readonly Turn[], now: Date): RawBuilder<unknown> {
  return sql`
    insert into department_turn as t (department_id, user_id, given_count, last_given_at)
    select "departmentId", "userId", sum("given"), ${now}::timestamptz
    from ${rowsOf({ departmentId: 'uuid', userId: 'uuid', given: 'integer' }, turns)}
    group by "departmentId", "userId"
    on conflict (department_id, user_id)
      do update set given_count = t.given_count + excluded.given_count, last_given_at = excluded.last_given_at
  `;
}

/** An offer, locked; undefined when there is none of this user's. */
export async function lockOffer(tx: Tx, id: string, userId: string) {
  return tx
    .selectFrom('offer')
    .select(['id', 'conversationId', 'userId', 'units', 'state', 'expiresAt', 'fromUserId', 'look'])
    .where('id', '=', id)
    .where('userId', '=', userId)
    .forUpdate()
    .executeTakeFirst();
}

/** Of which conversation an offer is, if it is this user's. */
export async function findOffer(db: Db | Tx, id: string, userId: string) {
  return db
    .selectFrom('offer')
    .select(['conversationId'])
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

export async function endOffer(tx: Tx, id: string, state: 'accepted' | 'rejected', now: Date): Promise<void> {
  await tx.updateTable('offer').set({ state, endedAt: now }).where('id', '=', id).execute();
}

/**
 * What is offered to these people now, and what they were given a moment ago without being asked, the oldest first, with
 * what their screen shows of it. Indexes `offer_of_user`, `offer_given`.
 */
export async function listOffers(db: Db | Tx, userIds: readonly string[], now: Date) {
  if (userIds.length === 0) return [];
  return db
    .selectFrom('offer as o')
    .innerJoin('conversation as c', 'c.id', 'o.conversationId')
    .leftJoin('workStream as s', 's.id', 'c.workStreamId')
    .leftJoin('deskUser as f', 'f.id', 'o.fromUserId')
    .select(['o.id', 'o.userId', 'o.conversationId', 'o.offeredAt', 'o.expiresAt', 's.settings'])
    .select(['o.fromUserId', 'f.name as fromName', 'o.look', 'o.isGiven'])
    .select((eb) =>
      eb
        .selectFrom('assignmentDecision as d')
        .select('d.detail')
        .whereRef('d.conversationId', '=', 'o.conversationId')
        .where('d.kind', '=', 'distribution')
        .orderBy('d.at', 'desc')
        .orderBy('d.id', 'desc')
        .limit(1)
        .as('decision'),
    )
    .select((eb) =>
      eb
        .selectFrom('conversation as e')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('e.contactId', '=', 'c.contactId')
        .whereRef('e.id', '<>', 'c.id')
        .as('earlier'),
    )
    .where('o.userId', '=', (eb) => eb.fn.any(eb.val(userIds)))
    .where((eb) =>
      eb.or([
        eb('o.state', '=', 'offered'),
        eb.and([
          eb('o.isGiven', '=', true),
          eb('o.expiresAt', '>', now),
          eb('c.assigneeId', '=', eb.ref('o.userId')),
          eb('c.status', '=', 'active'),
        ]),
      ]),
    )
    .orderBy('o.offeredAt')
    .orderBy('o.id')
    .execute();
}

/** Why a conversation went where it went, newest first, at most 50. */
export async function listDecisions(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('assignmentDecision')
    .select(['id', 'kind', 'at', 'detail'])
    .where('conversationId', '=', conversationId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

/** What one waiting conversation is to distribution; undefined when it does not wait for anybody. */
export async function findQueued(
  db: Db | Tx,
  id: string,
): Promise<(QueuedRow & { mode: 'chat' | 'ticket' | 'comment' }) | undefined> {
  const { rows } = await sql<QueuedRow & { mode: 'chat' | 'ticket' | 'comment' }>`
    select id, work_stream_id, department_id, contact_id, (kind = 'comment' or mode = 'ticket') as is_ticket, units, priority, required_skill_ids,
      coalesce(waiting_since, last_activity_at) as since, handed_priority, window_anchor_at, last_assignee_id, came_back_because,
      case when kind = 'comment' then 'comment' else mode end as mode
    from conversation where id = ${id} and status = 'open' and assignee_id is null
  `.execute(db);
  return rows[0];
}

/** What is set for the work stream of a conversation: its own, or the default one. */
export async function readStreamSettingsOf(db: Db | Tx, conversationId: string): Promise<unknown> {
  const { rows } = await sql<{ settings: unknown }>`
    select s.settings from conversation c
    join work_stream s on s.id = coalesce(c.work_stream_id, (select id from work_stream where is_default))
    where c.id = ${conversationId}
  `.execute(db);
  return rows[0]?.settings;
}

/** What a conversation was offered, the latest first, at most 200. */
export async function listOffersOf(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('offer')
    .select(['userId', 'state', 'offeredAt'])
    .where('conversationId', '=', conversationId)
    .orderBy('offeredAt', 'desc')
    .limit(200)
    .execute();
}
