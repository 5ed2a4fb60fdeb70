import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What asking Facebook about a thread, or moving it, needs. */
export async function readThreadFacts(
  db: Db | Tx,
  where: { conversationId: string } | { contactId: string },
) {
  return db
    .selectFrom('contact as k')
    .innerJoin('page as p', 'p.id', 'k.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .leftJoin('conversation as c', (join) =>
      'conversationId' in where
        ? join.onRef('c.contactId', '=', 'k.id').on('c.id', '=', where.conversationId)
        : join
            .onRef('c.contactId', '=', 'k.id')
            .on('c.kind', '=', 'messenger')
            .on('c.status', '!=', 'closed'),
    )
    .select([
      'k.id as contactId',
      'k.psid',
      'k.threadOwner',
      'k.threadOwnerAt',
      'k.windowAnchorAt',
      'c.id as conversationId',
      'c.departmentId',
      'c.assigneeId',
      'c.status',
      'c.kind',
      'p.id as pageId',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.metaAppId',
      'a.appId',
      'a.appSecretSealed',
    ])
    .where((eb) =>
      'conversationId' in where ? eb('c.id', '=', where.conversationId) : eb('k.id', '=', where.contactId),
    )
    .executeTakeFirst();
}

export type ThreadFacts = NonNullable<Awaited<ReturnType<typeof readThreadFacts>>>;

/**
 * Notes who else holds a person's thread; null: nobody.
 * @returns false when something newer is known, or nothing changes.
 */
export async function setThreadOwner(
  tx: Tx,
  contactId: string,
  to: { owner: string | null; at: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('contact')
    .set({ threadOwner: to.owner, threadOwnerAt: to.at })
    .where('id', '=', contactId)
    .where('threadOwner', 'is distinct from', to.owner)
    .where((eb) => eb.or([eb('threadOwnerAt', 'is', null), eb('threadOwnerAt', '<=', to.at)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Gives a person's live conversations a new version, for what is not in their own row. @returns them. */
export async function renewConversationsOf(
  tx: Tx,
  contactId: string,
  change: { isLetGo: boolean },
): Promise<{ id: string; departmentId: string }[]> {
  const { rows } = await sql<{ id: string; departmentId: string }>`
    update conversation
    set version = version + 1, waiting_since = case when ${change.isLetGo}::boolean then null else waiting_since end
    where contact_id = ${contactId} and kind = 'messenger' and status <> 'closed'
    returning id, department_id
  `.execute(tx);
  return rows;
}
