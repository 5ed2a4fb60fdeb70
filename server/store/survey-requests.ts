import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

export interface SurveyHistory {
  wasAsked: boolean;
  wasAnswered: boolean;
  isShutOut: boolean;
  lastAskedAt: Date | null;
}

/** What decides whether a customer is asked. Indexes `survey_request_contact`, `message_timeline`. */
export async function readSurveyHistory(
  tx: Tx,
  { conversationId, contactId, now }: { conversationId: string; contactId: string; now: Date },
): Promise<SurveyHistory> {
  const { rows } = await sql<SurveyHistory>`
    select
      exists (select from survey_request where conversation_id = ${conversationId}) as was_asked,
      exists (
        select from message m where m.conversation_id = ${conversationId} and m.direction = 'out'
          and m.kind = 'message' and m.author_kind <> 'system' and m.status <> 'failed'
      ) as was_answered,
      exists (select from contact where id = ${contactId} and banned_until > ${now}) as is_shut_out,
      (select max(asked_at) from survey_request where contact_id = ${contactId}) as last_asked_at
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('A query without a table answered nothing.');
  return row;
}

export interface NewSurveyRequest {
  id: string;
  conversationId: string;
  contactId: string;
  pageId: string;
  departmentId: string;
  agentId: string | null;
  /** Null: somebody else's survey. */
  survey: { id: string; version: number } | null;
  how: 'conversation' | 'form' | 'link' | 'external';
  language: string;
  askedAt: Date;
}

export async function insertSurveyRequest(tx: Tx, request: NewSurveyRequest): Promise<void> {
  const { survey, ...row } = request;
  await tx
    .insertInto('surveyRequest')
    .values({ ...row, surveyId: survey?.id ?? null, surveyVersion: survey?.version ?? null })
    .execute();
}

/** A request with the wording that it was made by, locked; undefined when there is none of ours. */
export async function lockSurveyRequest(tx: Tx, id: string) {
  await tx.selectFrom('surveyRequest').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return requests(tx, id).executeTakeFirst();
}

/** The same, only looked at. */
export async function findSurveyRequest(db: Db | Tx, id: string) {
  return requests(db, id).executeTakeFirst();
}

function requests(db: Db | Tx, id: string) {
  return db
    .selectFrom('surveyRequest as r')
    .innerJoin('surveyVersion as v', (join) =>
      join.onRef('v.surveyId', '=', 'r.surveyId').onRef('v.version', '=', 'r.surveyVersion'),
    )
    .innerJoin('page as p', 'p.id', 'r.pageId')
    .select([
      'r.id',
      'r.conversationId',
      'r.contactId',
      'r.departmentId',
      'r.agentId',
      'r.surveyId',
      'r.how',
      'r.language',
      'r.finishedAt',
      'v.content',
      'p.name as pageName',
    ])
    .where('r.id', '=', id);
}

export interface NewSurveyAnswer {
  requestId: string;
  questionId: string;
  number: number | null;
  option: string | null;
  text: string | null;
  answeredAt: Date;
}

/** Keeps an answer; of two to one question the later one stays. @returns false when a later one is there. */
export async function putSurveyAnswer(tx: Tx, answer: NewSurveyAnswer): Promise<boolean> {
  const { number, option, text, answeredAt } = answer;
  const done = await tx
    .insertInto('surveyAnswer')
    .values(answer)
    .onConflict((conflict) =>
      conflict
        .columns(['requestId', 'questionId'])
        .doUpdateSet({ number, option, text, answeredAt })
        .where('surveyAnswer.answeredAt', '<', answeredAt),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Notes on a request that it was answered, how good the customer found it, and that nothing more is asked. */
export async function noteSurveyRequest(
  tx: Tx,
  id: string,
  change: { answeredAt?: Date; score?: { value: number; outOf: number }; finishedAt?: Date },
): Promise<void> {
  const { answeredAt, score, finishedAt } = change;
  await tx
    .updateTable('surveyRequest')
    .set((eb) => ({
      ...(answeredAt ? { answeredAt: eb.fn.coalesce('answeredAt', eb.val(answeredAt)) } : {}),
      ...(score ? { score: score.value, scoreOf: score.outOf } : {}),
      ...(finishedAt ? { finishedAt: eb.fn.coalesce('finishedAt', eb.val(finishedAt)) } : {}),
    }))
    .where('id', '=', id)
    .execute();
}

/** Writes down what the customer may be answering from now on. */
export async function setAsking(tx: Tx, conversationId: string, asking: object | null): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ asking: asking === null ? null : JSON.stringify(asking) })
    .where('id', '=', conversationId)
    .execute();
}

/** A message that may answer something. */
export async function findAnswer(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message')
    .select(['id', 'conversationId', 'contactId', 'text', 'tapped', 'at'])
    .where('id', '=', messageId)
    .where('direction', '=', 'in')
    .executeTakeFirst();
}

/** What was answered in forms of Messenger's, as a line of the timeline tells it: `{type, answers}`. */
export async function findFormAnswers(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message')
    .select(['contactId', 'at', 'activity'])
    .where('id', '=', messageId)
    .where(sql<boolean>`activity ->> 'type' = 'messaging-feedback'`)
    .executeTakeFirst();
}

/** What Messenger draws of a message of ours. */
export async function findTemplate(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message')
    .select(['conversationId', 'template'])
    .where('id', '=', messageId)
    .executeTakeFirst();
}

/** In which other way a customer is asked after all. */
export async function setHow(tx: Tx, id: string, how: NewSurveyRequest['how']): Promise<void> {
  await tx.updateTable('surveyRequest').set({ how }).where('id', '=', id).execute();
}

/** What a notice of a survey's answer tells. */
export async function listAnsweredRequests(db: Db | Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('surveyRequest as r')
    .innerJoin('conversation as c', 'c.id', 'r.conversationId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .select([
      'r.id',
      'r.surveyId',
      'r.agentId',
      'r.score',
      'r.scoreOf',
      'c.id as conversationId',
      'c.number',
      'c.departmentId',
      'k.name as contactName',
      'k.psid',
    ])
    .where('r.id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}

/** The first score of each conversation that has one. */
export async function readScores(
  db: Db | Tx,
  conversationIds: readonly string[],
): Promise<Map<string, { value: number; outOf: number }>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<{ conversationId: string; score: number; scoreOf: number }>`
    select conversation_id, score, score_of from survey_request
    where conversation_id = any(${conversationIds}::uuid[]) and score is not null
  `.execute(db);
  return new Map(
    rows.map(({ conversationId, score, scoreOf }) => [conversationId, { value: score, outOf: scoreOf }]),
  );
}

/**
 * Leaves of the answers of some people what counts, and nothing that leads to them: no words of theirs, no contact, no
 * conversation. What they were asked is asked no more.
 */
export async function anonymiseSurveys(tx: Tx, contactIds: readonly string[], at: Date): Promise<void> {
  await sql`
    delete from survey_answer using survey_request r
    where r.id = survey_answer.request_id and r.contact_id = any(${contactIds}::uuid[])
      and survey_answer.text is not null
  `.execute(tx);
  await sql`
    update survey_request
    set contact_id = null, conversation_id = null, finished_at = coalesce(finished_at, ${at})
    where contact_id = any(${contactIds}::uuid[])
  `.execute(tx);
  await sql`
    update conversation set asking = null
    where contact_id = any(${contactIds}::uuid[]) and asking is not null
  `.execute(tx);
}

/** Forgets, of a page, the words that were written before a moment, at most so many; of people who are held nothing. */
export async function deleteOldSurveyTexts(
  tx: Tx,
  pageId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ requestId: string }>`
    delete from survey_answer a
    where (a.request_id, a.question_id) in (
      select old.request_id, old.question_id
      from survey_request r
      join survey_answer old on old.request_id = r.id
      left join contact k on k.id = r.contact_id
      where r.page_id = ${pageId} and r.asked_at < ${before} and old.answered_at < ${before}
        and old.text is not null and k.held_at is null
      limit ${limit}
    )
    returning a.request_id
  `.execute(tx);
  return rows.length;
}
