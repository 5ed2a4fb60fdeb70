import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { hoursRules } from './operating-hours.ts';
import type { PageHealthTable, PageTable } from './tables.ts';

function selectHealth(db: Db | Tx) {
  return db
    .selectFrom('page')
    .innerJoin('metaApp as a', 'a.id', 'page.metaAppId')
    .leftJoin('pageHealth as h', 'h.pageId', 'page.id')
    .leftJoin('operatingHours as ph', 'ph.id', 'page.operatingHoursId')
    .innerJoin('department as d', 'd.id', 'page.departmentId')
    .leftJoin('operatingHours as dh', 'dh.id', 'd.operatingHoursId')
    .select([
      'page.id',
      'page.name',
      'page.facebookId',
      'page.departmentId',
      'page.metaAppId',
      'page.tokenSealed',
      'page.state',
      'page.stateReason',
      'page.stateSince',
      'page.humanAgentAllowed',
      'page.settings',
      'page.tokenScopes',
      'page.pageTasks',
      'page.tokenCheckedAt',
      'page.tokenExpiresAt',
      'page.dataAccessExpiresAt',
      'page.subscribedFields',
      'page.lastWebhookAt',
      'page.connectedAt',
      'page.connectedBy',
      'page.createdAt',
      'page.removedAt',
      'page.sendPausedUntil',
      'a.appId',
      'a.appKey',
      'a.name as appName',
      'a.appSecretSealed',
      'a.verifyToken',
      'h.tokenFault',
      'h.permissionFault',
      'h.restriction',
      'h.ofToken',
      'h.appFault',
      'h.appSubscription',
      'h.appFields',
      'h.appCallbackUrl',
      'h.pageSubscription',
      'h.subscriptionCheckedAt',
      'h.appAccess',
      'h.appCheckedAt',
    ])
    .select([hoursRules('ph').as('pageHours'), hoursRules('dh').as('departmentHours')]);
}

/** All that is known of a page's connection. Secrets are handed out sealed. */
export async function findPageHealth(db: Db | Tx, pageId: string) {
  return selectHealth(db).where('page.id', '=', pageId).executeTakeFirst();
}

/** The same, the page's row locked until the end of the transaction. */
export async function lockPageHealth(tx: Tx, pageId: string) {
  return selectHealth(tx).where('page.id', '=', pageId).forNoKeyUpdate('page').executeTakeFirst();
}

export type PageHealthRow = NonNullable<Awaited<ReturnType<typeof findPageHealth>>>;

/** What is learned; what is not named stays as it was. */
export type PageHealthChange = Partial<Omit<PageHealthTable, 'pageId' | 'appFields'>> & {
  appFields?: readonly string[];
};

/** Keeps what was learned of a page. */
export async function savePageHealth(tx: Tx, pageId: string, learned: PageHealthChange): Promise<void> {
  if (Object.keys(learned).length === 0) return;
  const nothing = {
    tokenFault: null,
    permissionFault: null,
    restriction: null,
    ofToken: null,
    appFault: null,
    appSubscription: null,
    appCallbackUrl: null,
    pageSubscription: null,
    subscriptionCheckedAt: null,
    appAccess: null,
    appCheckedAt: null,
  };
  await tx
    .insertInto('pageHealth')
    .values({ pageId, ...nothing, ...learned })
    .onConflict((conflict) => conflict.column('pageId').doUpdateSet(learned))
    .execute();
}

/** What Facebook told of the page's token and subscription. */
export interface TokenNews {
  tokenScopes?: readonly string[];
  tokenExpiresAt?: Date | null;
  dataAccessExpiresAt?: Date | null;
  tokenCheckedAt?: Date;
  facebookUserId?: string | null;
  subscribedFields?: string[] | null;
}

/** Keeps what Facebook told of the page's token and subscription, beside the page. */
export async function saveTokenNews(tx: Tx, pageId: string, news: TokenNews): Promise<void> {
  if (Object.keys(news).length === 0) return;
  await tx.updateTable('page').set(news).where('id', '=', pageId).execute();
}

/** Notes how a page stands; the history follows by itself. The state's beginning stays when only the words change. */
export async function writePageState(
  tx: Tx,
  pageId: string,
  to: { state: PageTable['state']; reason: string | null; since: Date },
): Promise<void> {
  await tx
    .updateTable('page')
    .set({ state: to.state, stateReason: to.reason, stateSince: to.since })
    .where('id', '=', pageId)
    .execute();
}

/** How a page has stood, the newest first. */
export async function listStateChanges(db: Db | Tx, pageId: string, limit: number) {
  return db
    .selectFrom('pageStateChange')
    .select(['id', 'at', 'state', 'reason'])
    .where('pageId', '=', pageId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Pages whose connection is looked after: with a token, neither unsubscribed nor removed. */
export async function listProbedPageIds(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('page')
    .select('id')
    .where('state', '!=', 'unsubscribed')
    .where('removedAt', 'is', null)
    .where('tokenSealed', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The person who connected the page and may still sign in, and all administrators: their addresses. */
export async function listAlarmAddresses(db: Db | Tx, connectedBy: string | null): Promise<string[]> {
  const rows = await db
    .selectFrom('deskUser')
    .select('email')
    .where('disabledAt', 'is', null)
    .where((eb) => eb.or([eb('role', '=', 'administrator'), eb('id', '=', connectedBy)]))
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}

/** Replies of the page that wait to be sent. */
export async function countHeldReplies(db: Db | Tx, pageId: string): Promise<number> {
  const row = await db
    .selectFrom('job')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '=', 'deliver-message')
    .where('pageId', '=', pageId)
    .where('failedAt', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Messages of the last day that another app of the page's held, in its 50 liveliest conversations. */
export async function countHeldElsewhere(db: Db | Tx, pageId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from (
      select id from conversation where page_id = ${pageId} order by last_activity_at desc limit 50
    ) as lively
    join message m on m.conversation_id = lively.id
    where m.standby and m.at >= ${since}::timestamptz
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Whether a customer's message came to the page since a time. Index: conversation_page, message_timeline. */
export async function hasHeardSince(db: Db | Tx, pageId: string, since: Date): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean }>`
    select exists (
      select from conversation c
      join message m on m.conversation_id = c.id
      where c.page_id = ${pageId}
        and c.last_activity_at > ${since}::timestamptz - interval '1 day'
        and m.direction = 'in' and m.kind = 'message'
        and m.created_at >= ${since}::timestamptz
    ) as heard
  `.execute(db);
  return rows[0]?.heard ?? false;
}
