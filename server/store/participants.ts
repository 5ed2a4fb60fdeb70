import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { ParticipantTable } from './tables.ts';

export type ParticipantKind = ParticipantTable['kind'];
export type ParticipantMode = ParticipantTable['mode'];

/** Somebody who takes part in a conversation, or is asked to. */
export interface ParticipantRow {
  id: string;
  userId: string;
  name: string;
  kind: ParticipantKind;
  mode: ParticipantMode;
  state: 'asked' | 'here';
  askedBy: string | null;
  /** As whose member they were asked; null: by name, or not at all. */
  departmentId: string | null;
  departmentName: string | null;
  expiresAt: Date | null;
}

/** Who takes part in a conversation or is asked to, the first one first. Index `participant_of_conversation`. */
export async function listParticipants(db: Db | Tx, conversationId: string): Promise<ParticipantRow[]> {
  const rows = await db
    .selectFrom('participant as t')
    .innerJoin('deskUser as u', 'u.id', 't.userId')
    .leftJoin('department as d', 'd.id', 't.departmentId')
    .select([
      't.id',
      't.userId',
      'u.name',
      't.kind',
      't.mode',
      't.state',
      't.askedBy',
      't.departmentId',
      'd.name as departmentName',
      't.expiresAt',
    ])
    .where('t.conversationId', '=', conversationId)
    .where('t.state', 'in', ['asked', 'here'])
    .orderBy('t.askedAt')
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state === 'asked' ? 'asked' : 'here' }));
}

/**
 * Somebody takes part from now on. Who takes part in that way already, or is asked to, does so from now on in this mode.
 * Called on a locked conversation.
 */
export async function putParticipant(
  tx: Tx,
  participant: Pick<ParticipantTable, 'id' | 'conversationId' | 'userId' | 'kind' | 'mode' | 'askedBy'>,
  at: Date,
): Promise<void> {
  const { userId, conversationId, kind, mode } = participant;
  const known = await tx
    .updateTable('participant')
    .set((eb) => ({ mode, state: 'here', cameAt: eb.fn.coalesce('cameAt', eb.val(at)), expiresAt: null }))
    .where('userId', '=', userId)
    .where('conversationId', '=', conversationId)
    .where('kind', '=', kind)
    .where('state', 'in', ['asked', 'here'])
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return;
  await tx
    .insertInto('participant')
    .values({
      ...participant,
      state: 'here',
      departmentId: null,
      askedAt: at,
      expiresAt: null,
      cameAt: at,
      endedAt: null,
    })
    .execute();
}

/** It is over for these, in one of the ways in which it can be. */
export async function endParticipants(
  tx: Tx,
  ids: readonly string[],
  state: Exclude<ParticipantTable['state'], 'asked' | 'here'>,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('participant')
    .set({ state, endedAt: at })
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}

/** It is over for everybody who takes part in these conversations, or is asked to. @returns who they were. */
export async function endAllParticipants(
  tx: Tx,
  conversationIds: readonly string[],
  at: Date,
): Promise<string[]> {
  const rows = await tx
    .updateTable('participant')
    .set((eb) => ({
      state: sql<'left'>`case ${eb.ref('state')} when 'here' then 'left' else 'withdrawn' end`,
      endedAt: at,
    }))
    .where('conversationId', '=', (eb) => eb.fn.any(eb.val(conversationIds)))
    .where('state', 'in', ['asked', 'here'])
    .returning('userId')
    .execute();
  return [...new Set(rows.map(({ userId }) => userId))];
}

/** Asks people for advice. */
export async function insertAsked(
  tx: Tx,
  asked: readonly Pick<
    ParticipantTable,
    'id' | 'conversationId' | 'userId' | 'mode' | 'askedBy' | 'departmentId' | 'askedAt' | 'expiresAt'
  >[],
): Promise<void> {
  const rows = asked.map((row) => ({
    ...row,
    kind: 'consulted' as const,
    state: 'asked' as const,
    cameAt: null,
    endedAt: null,
  }));
  await tx.insertInto('participant').values(rows).execute();
}

/** In which conversation somebody's advice was asked for; undefined when this was no such request of theirs. */
export async function findAsked(
  db: Db | Tx,
  id: string,
  userId: string,
): Promise<{ conversationId: string } | undefined> {
  return db
    .selectFrom('participant')
    .select('conversationId')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .where('kind', '=', 'consulted')
    .executeTakeFirst();
}

/** The request as it stands, its conversation being locked. */
export async function readAsked(tx: Tx, id: string) {
  return tx
    .selectFrom('participant')
    .select(['id', 'userId', 'mode', 'state', 'askedBy', 'departmentId', 'expiresAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Who was asked comes in. */
export async function admitAsked(tx: Tx, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('participant')
    .set({ state: 'here', cameAt: at, expiresAt: null })
    .where('id', '=', id)
    .execute();
}

/** What these people are asked for, the oldest first. */
export async function listAsked(db: Db | Tx, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  return db
    .selectFrom('participant as t')
    .leftJoin('deskUser as f', 'f.id', 't.askedBy')
    .select(['t.id', 't.userId', 't.conversationId', 't.mode', 't.askedAt', 't.expiresAt', 't.askedBy'])
    .select('f.name as askedByName')
    .where('t.userId', '=', (eb) => eb.fn.any(eb.val(userIds)))
    .where('t.state', '=', 'asked')
    .orderBy('t.askedAt')
    .orderBy('t.id')
    .execute();
}
