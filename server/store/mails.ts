import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { MailTable } from './tables.ts';

type State = MailTable['state'];

/** A mail to be written down for each of several addresses. */
export interface NewMail {
  cause: string;
  subject: string;
  paragraphs: readonly string[];
  link: { label: string; path: string } | null;
  at: Date;
  /** Whom it goes to, each with the id of the row. */
  to: readonly { id: string; address: string }[];
}

/**
 * Writes a mail down once for each address. An address that has a mail of this cause already gets no second one, also
 * when two transactions write at the same time.
 * @returns the ids that were added.
 */
export async function insertMails(tx: Tx, mail: NewMail): Promise<string[]> {
  if (mail.to.length === 0) return [];
  const { to, at, paragraphs, link, ...same } = mail;
  const rows = await tx
    .insertInto('mail')
    .values(
      to.map((one) => ({
        ...same,
        ...one,
        paragraphs: JSON.stringify(paragraphs),
        link: link && JSON.stringify(link),
        state: 'waiting' as const,
        failure: null,
        createdAt: at,
        sentAt: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export interface NewTranscriptMail {
  id: string;
  conversationId: string;
  address: string;
  withAutomated: boolean;
  /** What it is about, exactly: an address gets one for it. Absent: somebody wants it now. */
  cause?: string;
  at: Date;
}

/** A transcript to be sent to one address. @returns false when the address had one of this cause. */
export async function insertTranscriptMail(tx: Tx, mail: NewTranscriptMail): Promise<boolean> {
  const { at, id, cause = `transcript:${id}`, ...same } = mail;
  const done = await tx
    .insertInto('mail')
    .values({
      ...same,
      id,
      cause,
      subject: 'Transcript of a conversation',
      paragraphs: JSON.stringify(['What was said in the conversation, as it stands when the mail goes out.']),
      link: JSON.stringify({ label: 'The conversation', path: `/inbox/all/c/${mail.conversationId}` }),
      state: 'waiting',
      failure: null,
      createdAt: at,
      sentAt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findMail(db: Db | Tx, id: string) {
  return db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Moves a mail on, if it is in one of these states still. @returns false when it is not. */
export async function moveMail(
  db: Db | Tx,
  id: string,
  from: readonly State[],
  to: { state: State; failure: string | null; sentAt?: Date; attempts?: number },
): Promise<boolean> {
  const done = await db
    .updateTable('mail')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', (eb) => eb.fn.any(eb.val(from)))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Mails, newest first, by keyset on `mail_created`. */
export async function listMails(
  db: Db | Tx,
  page: { before: { key: string; id: string } | null; limit: number },
) {
  const { before } = page;
  return db
    .selectFrom('mail')
    .selectAll()
    .select(sql<string>`((extract(epoch from created_at) * 1000000)::bigint)::text`.as('key'))
    .where(
      before
        ? sql<boolean>`(created_at, id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** The addresses of all administrators who may sign in. */
export async function listAdministratorAddresses(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('deskUser')
    .select('email')
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}

/** Mails of long ago. */
export async function pruneMails(db: Db, before: Date): Promise<number> {
  const done = await db
    .deleteFrom('mail')
    .where('createdAt', '<', before)
    .where('state', 'not in', ['waiting', 'sending'])
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
