import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Surveys that are not removed, by name: all, or the one asked for. */
export async function listSurveys(db: Db | Tx, id?: string) {
  let query = db
    .selectFrom('survey as s')
    .innerJoin('surveyVersion as v', (join) =>
      join.onRef('v.surveyId', '=', 's.id').onRef('v.version', '=', 's.version'),
    )
    .select(['s.id', 's.name', 's.version', 's.updatedAt', 'v.content'])
    .where('s.removedAt', 'is', null);
  if (id !== undefined) query = query.where('s.id', '=', id);
  return query.orderBy(sql`pagedesk_fold(s.name)`).execute();
}

/** Adds a survey with its first wording. */
export async function insertSurvey(
  tx: Tx,
  survey: { id: string; name: string; content: object; at: Date },
): Promise<void> {
  const { id, name, at } = survey;
  await tx.insertInto('survey').values({ id, name, createdAt: at, updatedAt: at }).execute();
  await insertVersion(tx, { ...survey, version: 1 });
}

/** The survey's row, locked; undefined when there is none, or it is removed. */
export async function lockSurvey(tx: Tx, id: string) {
  return tx
    .selectFrom('survey')
    .select(['id', 'name', 'version'])
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Gives a locked survey its next wording. */
export async function updateSurvey(
  tx: Tx,
  survey: { id: string; name: string; version: number; content: object; at: Date },
): Promise<void> {
  const { id, name, version, at } = survey;
  await tx.updateTable('survey').set({ name, version, updatedAt: at }).where('id', '=', id).execute();
  await insertVersion(tx, survey);
}

async function insertVersion(
  tx: Tx,
  { id, version, content, at }: { id: string; version: number; content: object; at: Date },
): Promise<void> {
  await tx
    .insertInto('surveyVersion')
    .values({ surveyId: id, version, content: JSON.stringify(content), createdAt: at })
    .execute();
}

/** What a page is called that asks by Messenger's form and this survey; undefined: none does. */
export async function findPageWithForm(tx: Tx, surveyId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from page
    where settings -> 'survey' ->> 'how' = 'form' and settings -> 'survey' ->> 'surveyId' = ${surveyId}
      and settings -> 'survey' ->> 'isOn' = 'true'
    order by pagedesk_fold(name) limit 1
  `.execute(tx);
  return rows[0]?.name;
}

/** Nobody is asked by it any more. @returns its name; undefined when there is none. */
export async function removeSurvey(tx: Tx, id: string, at: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('survey')
    .set({ removedAt: at, updatedAt: at })
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}
