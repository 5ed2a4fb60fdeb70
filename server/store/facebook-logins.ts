import type { Insertable, Updateable } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { FacebookLoginTable } from './tables.ts';

function selectLogin(db: Db | Tx) {
  return db
    .selectFrom('facebookLogin')
    .innerJoin('metaApp', 'metaApp.id', 'facebookLogin.metaAppId')
    .leftJoin('page', 'page.id', 'facebookLogin.pageId')
    .selectAll('facebookLogin')
    .select(['metaApp.name as metaAppName', 'page.facebookId as pageFacebookId', 'page.name as pageName']);
}

export type LoginRow = Awaited<ReturnType<ReturnType<typeof selectLogin>['executeTakeFirstOrThrow']>>;

export async function insertLogin(
  tx: Tx,
  login: Pick<
    Insertable<FacebookLoginTable>,
    'id' | 'stateHash' | 'credential' | 'userId' | 'metaAppId' | 'pageId' | 'begunAt' | 'expiresAt'
  >,
): Promise<void> {
  const nothingYet = {
    codeHash: null,
    problem: null,
    facebookUserId: null,
    facebookUserName: null,
    tokensSealed: null,
  };
  await tx
    .insertInto('facebookLogin')
    .values({ ...login, ...nothingYet, status: 'begun' })
    .execute();
}

export async function findLoginByState(db: Db | Tx, stateHash: Buffer): Promise<LoginRow | undefined> {
  return selectLogin(db).where('stateHash', '=', stateHash).executeTakeFirst();
}

/** A login of this user's that is not over; undefined for everybody else's. */
export async function findLogin(
  db: Db | Tx,
  id: string,
  whose: { userId: string; now: Date },
): Promise<LoginRow | undefined> {
  return selectLogin(db)
    .where('facebookLogin.id', '=', id)
    .where('userId', '=', whose.userId)
    .where('expiresAt', '>', whose.now)
    .executeTakeFirst();
}

/** Logins of this user's that brought something and were not used yet, the latest first. */
export async function listLogins(db: Db | Tx, whose: { userId: string; now: Date }): Promise<LoginRow[]> {
  return selectLogin(db)
    .where('userId', '=', whose.userId)
    .where('expiresAt', '>', whose.now)
    .where('status', '=', 'granted')
    .orderBy('begunAt', 'desc')
    .execute();
}

/** Takes the one turn there is to exchange the code. @returns false when somebody took it before. */
export async function claimLogin(tx: Tx, id: string, codeHash: Buffer): Promise<boolean> {
  const done = await tx
    .updateTable('facebookLogin')
    .set({ status: 'exchanging', codeHash })
    .where('id', '=', id)
    .where('status', '=', 'begun')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes what became of it, unless it was cancelled meanwhile. */
export async function endLogin(
  tx: Tx,
  id: string,
  end: Omit<Updateable<FacebookLoginTable>, 'id'>,
): Promise<boolean> {
  const done = await tx.updateTable('facebookLogin').set(end).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** @returns false when there is no such login of this user's. */
export async function deleteLogin(tx: Tx, id: string, userId: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('facebookLogin')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Removes logins that are over, and what they brought. */
export async function pruneLogins(db: Db | Tx, now: Date): Promise<number> {
  const done = await db.deleteFrom('facebookLogin').where('expiresAt', '<=', now).executeTakeFirst();
  return Number(done.numDeletedRows);
}
