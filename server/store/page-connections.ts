import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { PageTable } from './tables.ts';

type Named = { id: string } | { facebookId: string };

function selectConnection(db: Db | Tx, named: Named) {
  const [column, value] =
    'id' in named ? (['page.id', named.id] as const) : (['page.facebookId', named.facebookId] as const);
  return db
    .selectFrom('page')
    .innerJoin('metaApp', 'metaApp.id', 'page.metaAppId')
    .leftJoin('deskUser', 'deskUser.id', 'page.connectedBy')
    .select([
      'page.id',
      'page.facebookId',
      'page.name',
      'page.departmentId',
      'page.tokenSealed',
      'page.state',
      'page.stateReason',
      'page.tokenScopes',
      'page.pageTasks',
      'page.tokenExpiresAt',
      'page.dataAccessExpiresAt',
      'page.tokenCheckedAt',
      'page.subscribedFields',
      'page.ignoredCount',
      'page.connectedAt',
      'page.connectedBy',
      'page.facebookUserId',
      'page.facebookUserName',
      'page.removedAt',
      'page.metaAppId',
      'metaApp.name as metaAppName',
      'metaApp.appId',
      'metaApp.appSecretSealed',
      'deskUser.name as connectedByName',
    ])
    .where(column, '=', value);
}

/** All that a page's connection to Facebook is made of, also of a removed page. Secrets are handed out sealed. */
export async function findConnection(db: Db | Tx, named: Named) {
  return selectConnection(db, named).executeTakeFirst();
}

/** The same, the page's row locked until the end of the transaction. */
export async function lockConnection(tx: Tx, named: Named) {
  return selectConnection(tx, named).forUpdate('page').executeTakeFirst();
}

/** The pages of a Meta app that are on the desk, by name. */
export async function listConnectionsOf(db: Db | Tx, metaAppId: string) {
  return db
    .selectFrom('page')
    .select(['id', 'name', 'facebookId', 'facebookUserId'])
    .where('metaAppId', '=', metaAppId)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .execute();
}

export type ConnectionRow = NonNullable<Awaited<ReturnType<typeof findConnection>>>;

/** What is known of a page's token and subscription. */
export interface ConnectionFacts {
  name: string;
  tokenSealed: string;
  tokenScopes: readonly string[];
  tokenExpiresAt: Date | null;
  dataAccessExpiresAt: Date | null;
  tokenCheckedAt: Date;
  subscribedFields: readonly string[];
  connectedBy: string | null;
  connectedAt: Date;
  facebookUserId: string | null;
  facebookUserName: string | null;
  pageTasks: readonly string[];
}

/** How a page stands. */
export type Standing = Pick<PageTable, 'state' | 'stateReason'>;

/** Adds a page with its connection. @returns false when a page with this id of Facebook's is there already. */
export async function insertPage(
  tx: Tx,
  page: { id: string; metaAppId: string; facebookId: string; departmentId: string } & ConnectionFacts &
    Standing,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('page')
    .values({
      ...page,
      subscribedFields: [...page.subscribedFields],
      stateSince: now,
      lastWebhookAt: null,
      sendPausedUntil: null,
      createdAt: now,
    })
    .onConflict((conflict) => conflict.column('facebookId').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes a page's connection; `stateSince` follows when the state is another one. */
export async function updateConnection(
  tx: Tx,
  id: string,
  change: Partial<
    ConnectionFacts &
      Standing & {
        metaAppId: string;
        departmentId: string;
        ignoredCount: number;
        removedAt: Date | null;
        sendPausedUntil: null;
      }
  > & { forgetToken?: true; isUnsubscribed?: true },
  now: Date,
): Promise<void> {
  const { forgetToken, isUnsubscribed, subscribedFields, ...values } = change;
  const { state } = values;
  await tx
    .updateTable('page')
    .set({
      ...values,
      ...(subscribedFields ? { subscribedFields: [...subscribedFields] } : {}),
      ...(isUnsubscribed ? { subscribedFields: null } : {}),
      ...(forgetToken ? { tokenSealed: null } : {}),
      ...(state === undefined
        ? {}
        : {
            stateSince: sql<Date>`case when state = ${state} and removed_at is null then state_since else ${now}::timestamptz end`,
          }),
    })
    .where('id', '=', id)
    .execute();
}

/** Every page, removed ones too, as far as a login must know it. There are few. */
export async function listKnownPages(db: Db | Tx) {
  return db
    .selectFrom('page')
    .innerJoin('metaApp', 'metaApp.id', 'page.metaAppId')
    .select([
      'page.id',
      'page.facebookId',
      'page.name',
      'page.metaAppId',
      'metaApp.name as metaAppName',
      'page.facebookUserId',
    ])
    .select((eb) => eb('page.removedAt', 'is not', null).$castTo<boolean>().as('isRemoved'))
    .execute();
}

/** Keeps the app on the desk until the end of the transaction. @returns false when it is not there. */
export async function holdMetaApp(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('metaApp')
    .select('id')
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}
