import { sql } from 'kysely';
import type { RoomBody } from '../../contract/setup-room.ts';
import type { Db, Tx } from './db.ts';

export interface NewRoomMessage {
  id: string;
  /** Null: the bot. */
  authorId: string | null;
  /** Null: every administrator. */
  seenBy: string | null;
  body: RoomBody;
  clientId: string | null;
  at: Date;
}

/**
 * Adds a message to the setup room. One that is there already (the same click again, or the checklist a second time)
 * is left as it is.
 * @returns whether it was added.
 */
export async function insertRoomMessage(tx: Tx, message: NewRoomMessage): Promise<boolean> {
  const { body, ...row } = message;
  const added = await tx
    .insertInto('roomMessage')
    .values({ ...row, kind: body.kind, body: JSON.stringify(body) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export type RoomMessageRow = Awaited<ReturnType<typeof listRoomMessages>>[number];

const columns = (db: Db | Tx) =>
  db
    .selectFrom('roomMessage')
    .leftJoin('deskUser', 'deskUser.id', 'roomMessage.authorId')
    .select([
      'roomMessage.id',
      'roomMessage.authorId',
      'roomMessage.seenBy',
      'roomMessage.body',
      'roomMessage.at',
      'deskUser.name as authorName',
    ])
    .select(sql<string>`((extract(epoch from at) * 1000000)::bigint)::text`.as('key'));

/** The newest messages that this administrator may see, by keyset on `room_message_newest`; newest first. */
export async function listRoomMessages(
  db: Db | Tx,
  asked: { userId: string; before: { key: string; id: string } | null; limit: number },
) {
  const { before } = asked;
  return columns(db)
    .where((eb) => eb.or([eb('seenBy', 'is', null), eb('seenBy', '=', asked.userId)]))
    .where(
      before
        ? sql<boolean>`(at, room_message.id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('at', 'desc')
    .orderBy('roomMessage.id', 'desc')
    .limit(asked.limit)
    .execute();
}

/** Messages by ids, whoever may see them: the caller decides. */
export async function findRoomMessages(db: Db | Tx, ids: readonly string[]): Promise<RoomMessageRow[]> {
  if (ids.length === 0) return [];
  return columns(db)
    .where('roomMessage.id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}

/** The message that an earlier click of the same person made. */
export async function findRoomMessageByClient(db: Db | Tx, authorId: string, clientId: string) {
  return columns(db).where('authorId', '=', authorId).where('clientId', '=', clientId).executeTakeFirst();
}

/** Who ticked what by hand. */
export async function listSetupTicks(db: Db | Tx) {
  return db
    .selectFrom('setupTick')
    .innerJoin('deskUser', 'deskUser.id', 'setupTick.tickedBy')
    .select(['item', 'tickedAt', 'deskUser.name as tickedByName'])
    .execute();
}

/** @returns whether anything changed. */
export async function writeSetupTick(
  tx: Tx,
  tick: { item: string; isDone: boolean; userId: string; at: Date },
): Promise<boolean> {
  const { item, isDone, userId, at } = tick;
  if (!isDone) {
    const gone = await tx
      .deleteFrom('setupTick')
      .where('item', '=', item)
      .returning('item')
      .executeTakeFirst();
    return gone !== undefined;
  }
  const added = await tx
    .insertInto('setupTick')
    .values({ item, tickedBy: userId, tickedAt: at })
    .onConflict((conflict) => conflict.column('item').doNothing())
    .returning('item')
    .executeTakeFirst();
  return added !== undefined;
}

/** Administrators who can sign in: those who hear of the setup room. */
export async function listAdministratorIds(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('deskUser')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}
