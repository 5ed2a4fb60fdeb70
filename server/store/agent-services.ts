import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Sets the service of a work stream; without a secret the one that it has stays. @returns false when it has none. */
export async function setAgentService(
  tx: Tx,
  {
    workStreamId,
    url,
    secretSealed,
    changedAt,
  }: {
    workStreamId: string;
    url: string;
    secretSealed: string | null;
    changedAt: Date;
  },
): Promise<boolean> {
  if (secretSealed === null) {
    const done = await tx
      .updateTable('agentService')
      .set({ url, changedAt })
      .where('workStreamId', '=', workStreamId)
      .executeTakeFirst();
    return done.numUpdatedRows > 0n;
  }
  const fields = { url, secretSealed, changedAt };
  await tx
    .insertInto('agentService')
    .values({ workStreamId, ...fields })
    .onConflict((conflict) => conflict.column('workStreamId').doUpdateSet(fields))
    .execute();
  return true;
}

/** Addresses of the services that there are, by work stream. */
export async function listAgentServices(db: Db | Tx): Promise<Map<string, string>> {
  const rows = await db.selectFrom('agentService').select(['workStreamId', 'url']).execute();
  return new Map(rows.map((row) => [row.workStreamId, row.url]));
}

export interface ServiceAnswer {
  conversationId: string;
  departmentId: string;
  askedAt: Date;
  state: 'asking' | 'named' | 'failed';
  userId: string | null;
}

/** What services said of these conversations. */
export async function listServiceAnswers(
  db: Db | Tx,
  conversationIds: readonly string[],
): Promise<ServiceAnswer[]> {
  return db
    .selectFrom('agentServiceAnswer')
    .select(['conversationId', 'departmentId', 'askedAt', 'state', 'userId'])
    .where('conversationId', '=', (eb) => eb.fn.any(eb.val(conversationIds)))
    .execute();
}

/** Services are being asked about these conversations, anew where they were before. */
export async function beginAsking(
  tx: Tx,
  asked: readonly { conversationId: string; departmentId: string }[],
  askedAt: Date,
): Promise<void> {
  if (asked.length === 0) return;
  await tx
    .insertInto('agentServiceAnswer')
    .values(asked.map((one) => ({ ...one, askedAt, state: 'asking' as const })))
    .onConflict((conflict) =>
      conflict.column('conversationId').doUpdateSet((eb) => ({
        ...{ askedAt, state: 'asking', tries: 0, userId: null, reason: null },
        departmentId: eb.ref('excluded.departmentId'),
      })),
    )
    .execute();
}

/** What is asked about a conversation, and of whom; undefined when nothing is being asked. */
export async function findAsked(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('agentServiceAnswer as a')
    .innerJoin('conversation as c', 'c.id', 'a.conversationId')
    .innerJoin('agentService as s', 's.workStreamId', 'c.workStreamId')
    .select(['a.departmentId', 'a.askedAt', 'a.tries', 's.workStreamId', 's.url', 's.secretSealed'])
    .where('a.conversationId', '=', conversationId)
    .where('a.state', '=', 'asking')
    .executeTakeFirst();
}

/** Keeps what came of one try; nothing when it was asked anew meanwhile. */
export async function noteServiceAnswer(
  tx: Tx,
  asked: { conversationId: string; askedAt: Date },
  answer: { state: ServiceAnswer['state']; tries: number; userId: string | null; reason: string | null },
): Promise<void> {
  await tx
    .updateTable('agentServiceAnswer')
    .set(answer)
    .where('conversationId', '=', asked.conversationId)
    .where('askedAt', '=', asked.askedAt)
    .execute();
}

/** Who works here under this user name or e-mail address; undefined where nobody does, or not exactly one. */
export async function findUserCalled(db: Db | Tx, word: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from desk_user
    where disabled_at is null and (lower(email) = lower(${word}) or lower(user_name) = lower(${word}))
    limit 2
  `.execute(db);
  return rows.length === 1 ? rows[0]?.id : undefined;
}
