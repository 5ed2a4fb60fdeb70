import { sql } from 'kysely';
import { HANDED_OVER_HOURS } from '../../contract/privacy.ts';
import type { Standing } from '../../contract/team.ts';
import { withKeptPlans, type Db, type Tx } from './db.ts';
import { isOfNoUnit, seesDepartment } from './sight.ts';

/** A signed-in user as every request needs it: who, with which rights, and which departments are theirs to see. */
export interface SignedInRow {
  userId: string;
  name: string;
  standing: Standing;
  /** `seesDepartment` tells which. */
  departmentIds: string[];
  /** Conversations that they take part in, whatever their department. */
  takesPartIn: string[];
  /** Conversations that they handed on to another department, for as long as they may read them. */
  handedOver: string[];
  /** The notice for agents must be accepted first, and they have not accepted its present text. */
  owesNotice: boolean;
}

/** The departments that `u` may see. */
const departmentIds = sql<
  string[]
>`array(select d.id from department d where ${seesDepartment} order by d.id)`;

const standing = sql<Standing>`
  case when u.role = 'supervisor' and not ${isOfNoUnit} then 'unit-supervisor' else u.role end`;

/** Conversations in which `u` takes part. Index `participant_live`. */
const takesPartIn = sql<string[]>`
  array(
    select distinct t.conversation_id from participant t
    where t.user_id = u.id and t.state = 'here'
    order by t.conversation_id
  )
`;

/** As `desk/privacy/policy.ts` stores it; 24 hours where nothing is set, 0 for not at all. */
const handedOver = (now: Date) => sql<string[]>`
  array(
    select h.conversation_id from handed_over h
    where h.user_id = u.id and h.at > ${now}::timestamptz - interval '1 hour' * coalesce((
      select (value ->> 'handedOverHours')::integer from installation where name = 'privacy-policy'
    ), ${HANDED_OVER_HOURS})
    order by h.conversation_id
  )
`;

/** As `desk/privacy/policy.ts` stores it; without a row nothing is asked. */
const owesNotice = sql<boolean>`
  coalesce((
    select (value ->> 'agentNoticeIsRequired')::boolean and coalesce((value ->> 'agentNoticeIsOn')::boolean, value ->> 'agentNotice' <> '')
      and u.notice_version is distinct from (value ->> 'agentNoticeVersion')::integer
    from installation where name = 'privacy-policy'
  ), false)
`;

/** Where the desk may be used from, as `desk/privacy/policy.ts` stores it; empty: everywhere. */
const networks = sql<string[]>`
  coalesce((
    select array(select jsonb_array_elements_text(value -> 'networks'))
    from installation where name = 'privacy-policy' and jsonb_typeof(value -> 'networks') = 'array'
  ), '{}')
`;

/** Who holds this session, unless it has ended or the user is disabled. By primary key. */
export async function findBySession(
  db: Db | Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<(SignedInRow & { expiresAt: Date; networks: string[] }) | undefined> {
  const { rows } = await sql<SignedInRow & { expiresAt: Date; networks: string[] }>`
    select u.id as user_id, u.name, ${standing} as standing, s.expires_at,
      ${departmentIds} as department_ids, ${takesPartIn} as takes_part_in, ${handedOver(now)} as handed_over, ${owesNotice} as owes_notice, ${networks} as networks
    from session s
    join desk_user u on u.id = s.user_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and u.disabled_at is null
  `.execute(withKeptPlans(db));
  return rows[0];
}

/** Who holds this key for programs, unless the user is disabled. */
export async function findByApiToken(
  db: Db | Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<(SignedInRow & { tokenId: string; lastUsedAt: Date | null; networks: string[] }) | undefined> {
  const { rows } = await sql<SignedInRow & { tokenId: string; lastUsedAt: Date | null; networks: string[] }>`
    select u.id as user_id, u.name, ${standing} as standing, t.id as token_id, t.last_used_at,
      ${departmentIds} as department_ids, ${takesPartIn} as takes_part_in, ${handedOver(now)} as handed_over, ${owesNotice} as owes_notice, ${networks} as networks
    from api_token t
    join desk_user u on u.id = t.user_id
    where t.token_hash = ${tokenHash} and u.disabled_at is null
  `.execute(withKeptPlans(db));
  return rows[0];
}

/** The present rights of users; those that are disabled or gone are left out. */
export async function findSignedIn(
  db: Db | Tx,
  userIds: readonly string[],
  now: Date,
): Promise<SignedInRow[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<SignedInRow>`
    select u.id as user_id, u.name, ${standing} as standing, ${departmentIds} as department_ids, ${takesPartIn} as takes_part_in, ${handedOver(now)} as handed_over, ${owesNotice} as owes_notice
    from desk_user u
    where u.id = any(${userIds}::uuid[]) and u.disabled_at is null
  `.execute(db);
  return rows;
}

/** Of these sessions and keys for programs, those that are still good. Hashes as lower-case hex. */
export async function findLiveCredentials(
  db: Db | Tx,
  hashes: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await sql<{ hash: string }>`
    with asked as (select decode(hash, 'hex') as token_hash from unnest(${hashes}::text[]) as hash)
    select encode(s.token_hash, 'hex') as hash
    from session s
    join asked using (token_hash)
    where s.expires_at > ${now}
    union all
    select encode(t.token_hash, 'hex') from api_token t join asked using (token_hash)
  `.execute(db);
  return new Set(rows.map((row) => row.hash));
}

/** Opens a session, and clears what has long ended of the same user. */
export async function insertSession(
  db: Db | Tx,
  session: { tokenHash: Buffer; userId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .deleteFrom('session')
    .where('userId', '=', session.userId)
    .where('expiresAt', '<=', session.createdAt)
    .execute();
  await db.insertInto('session').values(session).execute();
}

export async function prolongSession(db: Db | Tx, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await db.updateTable('session').set({ expiresAt }).where('tokenHash', '=', tokenHash).execute();
}

/** Ends one session. @returns whose it was, if it was open. */
export async function deleteSession(db: Db | Tx, tokenHash: Buffer): Promise<string | undefined> {
  const row = await db
    .deleteFrom('session')
    .where('tokenHash', '=', tokenHash)
    .returning('userId')
    .executeTakeFirst();
  return row?.userId;
}

/** Ends every session of a user, but for the one given. */
export async function deleteSessionsOf(db: Db | Tx, userId: string, except?: Buffer): Promise<void> {
  let query = db.deleteFrom('session').where('userId', '=', userId);
  if (except) query = query.where('tokenHash', '<>', except);
  await query.execute();
}

export async function touchApiToken(db: Db | Tx, tokenId: string, at: Date): Promise<void> {
  await db.updateTable('apiToken').set({ lastUsedAt: at }).where('id', '=', tokenId).execute();
}

export async function listApiTokens(db: Db | Tx, userId: string) {
  return db
    .selectFrom('apiToken')
    .select(['id', 'name', 'createdAt', 'lastUsedAt'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function insertApiToken(
  db: Db | Tx,
  token: { id: string; tokenHash: Buffer; userId: string; name: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('apiToken')
    .values({ ...token, lastUsedAt: null })
    .execute();
}

/** Deletes a key of this user. @returns false when there is none. */
export async function deleteApiToken(db: Db | Tx, userId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('apiToken')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
