import type { Db, Tx } from './db.ts';

/** What is needed to fetch the bytes of an attachment that a customer sent. */
export async function readDownloadFacts(db: Db | Tx, attachmentId: string) {
  return db
    .selectFrom('attachment as a')
    .innerJoin('message as m', 'm.id', 'a.messageId')
    .innerJoin('page as p', 'p.id', 'a.pageId')
    .innerJoin('conversation as c', 'c.id', 'a.conversationId')
    .select([
      'a.id',
      'a.messageId',
      'a.conversationId',
      'a.name',
      'a.sourceUrl',
      'a.state',
      'a.kind',
      'm.at',
      'p.name as pageName',
      'p.settings as pageSettings',
      'c.departmentId',
    ])
    .where('a.id', '=', attachmentId)
    .executeTakeFirst();
}

export type DownloadFacts = NonNullable<Awaited<ReturnType<typeof readDownloadFacts>>>;

/**
 * Records what became of a pending attachment, and moves its message on.
 * @returns false when it was no longer pending: nothing changed.
 */
export async function settleAttachment(
  tx: Tx,
  attachment: Pick<DownloadFacts, 'id' | 'messageId'>,
  outcome:
    | { state: 'stored'; fileId: string; name: string }
    | { state: 'failed'; failure: string; toldBytes: number | null },
): Promise<boolean> {
  const done = await tx
    .updateTable('attachment')
    .set(outcome)
    .where('id', '=', attachment.id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return false;
  await tx
    .updateTable('message')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', attachment.messageId)
    .execute();
  return true;
}
