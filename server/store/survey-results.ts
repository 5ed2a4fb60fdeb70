import { sql } from 'kysely';
import type { Db } from './db.ts';
import { inSight, type DepartmentSight } from './sight.ts';

/** Whose answers are counted; what is absent is not asked about. */
export interface ResultsFilter {
  surveyId: string;
  from?: Date;
  until?: Date;
  pageId?: string;
  /** What who asks may see. */
  sight: DepartmentSight;
  departmentId?: string;
  agentId?: string;
}

/** Requests `r` of a filter. Index `survey_request_results`. */
function within({ surveyId, from, until, pageId, sight, departmentId, agentId }: ResultsFilter) {
  return sql.join(
    [
      sql`r.survey_id = ${surveyId}`,
      inSight(sql`r.department_id`, sight),
      ...(from ? [sql`r.asked_at >= ${from}`] : []),
      ...(until ? [sql`r.asked_at < ${until}`] : []),
      ...(pageId ? [sql`r.page_id = ${pageId}`] : []),
      ...(departmentId ? [sql`r.department_id = ${departmentId}`] : []),
      ...(agentId ? [sql`r.agent_id = ${agentId}`] : []),
    ],
    sql` and `,
  );
}

export interface FiguresRow {
  asked: number;
  answered: number;
  average: number | null;
}

const figures = sql`count(*)::int as asked, count(r.answered_at)::int as answered, avg(r.score)::float8 as average`;

/** All that were asked, together. */
export async function readTotal(
  db: Db,
  filter: ResultsFilter,
): Promise<FiguresRow & { outOf: number | null }> {
  const { rows } = await sql<FiguresRow & { outOf: number | null }>`
    select ${figures}, max(r.score_of)::int as out_of from survey_request r where ${within(filter)}
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count answered nothing.');
  return row;
}

/** The same by agent, department and page; the largest group first. */
export async function readGroups(db: Db, filter: ResultsFilter) {
  const by = async <Row>(names: ReturnType<typeof sql>, joins: ReturnType<typeof sql>) =>
    (
      await sql<Row & FiguresRow>`
        select ${names}, ${figures} from survey_request r ${joins}
        where ${within(filter)} group by 1, 2, 3 order by asked desc, 2 nulls last
      `.execute(db)
    ).rows;
  return {
    agents: await by<{ id: string | null; name: string | null }>(
      sql`r.agent_id as id, u.name, null as unused`,
      sql`left join desk_user u on u.id = r.agent_id`,
    ),
    departments: await by<{ id: string | null; name: string | null; color: number | null }>(
      sql`r.department_id as id, d.name, d.color`,
      sql`left join department d on d.id = r.department_id`,
    ),
    pages: await by<{ id: string; name: string }>(
      sql`r.page_id as id, p.name, null as unused`,
      sql`join page p on p.id = r.page_id`,
    ),
  };
}

/** How often each answer was given to each question; own words are counted together. */
export async function readDistribution(db: Db, filter: ResultsFilter) {
  const { rows } = await sql<{ questionId: string; answer: string | null; count: number }>`
    select a.question_id, coalesce(a.number::text, a.option) as answer, count(*)::int as count
    from survey_request r join survey_answer a on a.request_id = r.id
    where ${within(filter)} group by 1, 2
  `.execute(db);
  return rows;
}

/** Every wording that the survey had, the newest first. */
export async function listVersions(db: Db, surveyId: string): Promise<unknown[]> {
  const rows = await db
    .selectFrom('surveyVersion')
    .select('content')
    .where('surveyId', '=', surveyId)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ content }) => content);
}

/** The survey, also one that is removed. */
export async function findSurvey(db: Db, id: string) {
  return db.selectFrom('survey').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
}

export interface AnswerRow {
  askedAt: Date;
  answeredAt: Date;
  score: number | null;
  scoreOf: number | null;
  agentId: string | null;
  agentName: string | null;
  pageName: string;
  /** Of the conversation now; null when its person was erased. */
  departmentId: string | null;
  conversationId: string | null;
  number: number | null;
  contactName: string | null;
  psid: string | null;
}

const answerColumns = sql`r.asked_at, r.score, r.score_of, r.agent_id, u.name as agent_name, p.name as page_name,
  c.department_id, c.id as conversation_id, c.number, k.name as contact_name, k.psid`;
const answerJoins = sql`
  join page p on p.id = r.page_id
  left join desk_user u on u.id = r.agent_id
  left join conversation c on c.id = r.conversation_id
  left join contact k on k.id = c.contact_id`;

/** What customers wrote, newest first. */
export async function listComments(db: Db, filter: ResultsFilter, limit: number) {
  const { rows } = await sql<AnswerRow & { questionId: string; text: string }>`
    select ${answerColumns}, a.answered_at, a.question_id, a.text
    from survey_request r join survey_answer a on a.request_id = r.id ${answerJoins}
    where ${within(filter)} and a.text is not null
    order by a.answered_at desc, r.id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** Who was unhappy, newest first. @param lowShare  up to which share of the best score. */
export async function listLowScores(db: Db, filter: ResultsFilter, lowShare: number, limit: number) {
  const { rows } = await sql<AnswerRow>`
    select ${answerColumns}, r.answered_at from survey_request r ${answerJoins}
    where ${within(filter)} and r.score <= r.score_of * ${lowShare}::float8
    order by r.answered_at desc, r.id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** One line for each who was asked, newest first, with all answers. */
export async function listRequests(db: Db, filter: ResultsFilter, limit: number) {
  const { rows } = await sql<{
    askedAt: Date;
    answeredAt: Date | null;
    how: string;
    pageName: string;
    departmentName: string | null;
    agentName: string | null;
    number: number | null;
    answers: Record<string, string | number> | null;
  }>`
    select r.asked_at, r.answered_at, r.how, p.name as page_name, d.name as department_name, u.name as agent_name, c.number,
      (
        select jsonb_object_agg(a.question_id, coalesce(to_jsonb(a.number), to_jsonb(a.option), to_jsonb(a.text)))
        from survey_answer a where a.request_id = r.id
      ) as answers
    from survey_request r
    join page p on p.id = r.page_id
    left join department d on d.id = r.department_id
    left join desk_user u on u.id = r.agent_id
    left join conversation c on c.id = r.conversation_id
    where ${within(filter)}
    order by r.asked_at desc, r.id desc limit ${limit}
  `.execute(db);
  return rows;
}
