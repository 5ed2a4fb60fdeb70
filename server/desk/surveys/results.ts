import { LOW_SHARE } from '../../../contract/score.ts';
import {
  surveyContent,
  type ReadSurveyResults,
  type SurveyQuestion,
  type SurveyResults,
} from '../../../contract/surveys.ts';
import {
  findSurvey,
  listComments,
  listLowScores,
  listRequests,
  listVersions,
  readDistribution,
  readGroups,
  readTotal,
  type AnswerRow,
  type ResultsFilter,
} from '../../store/survey-results.ts';
import { canSee, figureSightOf, may, requireInSight } from '../access.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Actor, Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { choicesOf, wordsFor } from './word-question.ts';

/** So many of what customers wrote, and of those who were unhappy. */
const mostListed = 100;
/** Lines of one file. */
const mostLines = 50_000;
/** The desk itself speaks English. */
const reader = { customerLocale: null, pageLanguage: 'en' };

/**
 * How a survey was answered, for those who were asked in a time and place. Agents see what was said of their own work,
 * those who lead what is of their departments. @throws Problem `not-found`, also for a department out of sight.
 */
export async function readResults(
  ctx: Context,
  surveyId: string,
  asked: ReadSurveyResults,
): Promise<SurveyResults> {
  const survey = await findSurvey(ctx.db, surveyId);
  if (!survey) throw notFound('survey');
  const filter = filterFor(ctx.actor, surveyId, asked);
  const [total, groups, distribution, versions, comments, low] = await Promise.all([
    readTotal(ctx.db, filter),
    readGroups(ctx.db, filter),
    readDistribution(ctx.db, filter),
    listVersions(ctx.db, surveyId),
    listComments(ctx.db, filter, mostListed),
    listLowScores(ctx.db, filter, LOW_SHARE, mostListed),
  ]);
  const questions = questionsOf(versions);
  const textOf = (id: string) =>
    wordsFor(questions.find((question) => question.id === id)?.text ?? { en: id }, reader);
  const isAsked = new Set(surveyContent.parse(versions[0]).questions.map(({ id }) => id));
  return {
    survey: { id: survey.id as SurveyResults['survey']['id'], name: survey.name },
    total,
    questions: questions
      .map((question) => presentQuestion(question, distribution))
      .filter(({ id, answered }) => isAsked.has(id) || answered > 0),
    byAgent: groups.agents.map(({ id, name, ...figures }) => ({
      ...figuresOf(figures),
      agent: id === null ? null : userOf(id, name),
    })),
    byDepartment: groups.departments.map(({ id, name, color, ...figures }) => ({
      ...figuresOf(figures),
      department:
        id === null || name === null || color === null ? null : { id: id as Department['id'], name, color },
    })),
    byPage: groups.pages.map(({ id, name, ...figures }) => ({
      ...figuresOf(figures),
      page: { id: id as SurveyResults['byPage'][number]['page']['id'], name },
    })),
    comments: comments.map((row) => ({
      ...presentAnswer(ctx.actor, row),
      question: textOf(row.questionId),
      text: row.text,
    })),
    low: low.map((row) => presentAnswer(ctx.actor, row)),
  };
}

type Department = NonNullable<SurveyResults['byDepartment'][number]['department']>;
type Agent = NonNullable<SurveyResults['byAgent'][number]['agent']>;

const userOf = (id: string, name: string | null): Agent => ({ id: id as Agent['id'], name: name ?? '' });
const figuresOf = ({
  asked,
  answered,
  average,
}: {
  asked: number;
  answered: number;
  average: number | null;
}) => ({
  asked,
  answered,
  average,
});

function filterFor(actor: Actor, surveyId: string, asked: ReadSurveyResults): ResultsFilter {
  const { from, until, page, department, agent } = asked;
  const sight = figureSightOf(actor);
  requireInSight(sight, department);
  const own = actor.kind === 'user' && !may(actor, 'see-all-figures') ? actor.userId : agent;
  return {
    surveyId,
    sight: may(actor, 'see-all-figures') ? sight : 'all',
    ...(from ? { from: new Date(from) } : {}),
    ...(until ? { until: new Date(until) } : {}),
    ...(page ? { pageId: page } : {}),
    ...(department ? { departmentId: department } : {}),
    ...(own ? { agentId: own } : {}),
  };
}

/** Each question in its newest wording; those of the newest version first. */
function questionsOf(versions: readonly unknown[]): SurveyQuestion[] {
  const found = new Map<string, SurveyQuestion>();
  for (const content of versions) {
    for (const question of surveyContent.parse(content).questions) {
      if (!found.has(question.id)) found.set(question.id, question);
    }
  }
  return [...found.values()];
}

type Counted = Awaited<ReturnType<typeof readDistribution>>;

function presentQuestion(question: SurveyQuestion, counted: Counted): SurveyResults['questions'][number] {
  const given = counted.filter(({ questionId }) => questionId === question.id);
  const answered = given.reduce((sum, { count }) => sum + count, 0);
  const sum = given.reduce((all, { answer, count }) => all + Number(answer) * count, 0);
  return {
    id: question.id,
    kind: question.kind,
    text: wordsFor(question.text, reader),
    answered,
    average: question.kind === 'rating' && answered > 0 ? sum / answered : null,
    distribution: choicesOf(question, reader).map(({ value, label }) => ({
      answer: value,
      label,
      count: given.find(({ answer }) => answer === value)?.count ?? 0,
    })),
  };
}

/** A conversation that the reader may not see is not named. */
function presentAnswer(actor: Actor, row: AnswerRow): SurveyResults['low'][number] {
  const { conversationId, number, departmentId } = row;
  const isSeen = departmentId !== null && canSee(actor, departmentId);
  return {
    askedAt: row.askedAt.toISOString(),
    answeredAt: row.answeredAt.toISOString(),
    score: row.score === null || row.scoreOf === null ? null : { value: row.score, outOf: row.scoreOf },
    agent: row.agentId === null ? null : userOf(row.agentId, row.agentName),
    pageName: row.pageName,
    conversation:
      isSeen && conversationId !== null && number !== null
        ? {
            id: conversationId as NonNullable<SurveyResults['low'][number]['conversation']>['id'],
            number,
            contactName: contactName(row.contactName, row.psid ?? ''),
          }
        : null,
  };
}

/** The same as lines of a table: one for each who was asked, newest first, at most 50,000. @throws Problem `not-found`. */
export async function readResultLines(
  ctx: Context,
  surveyId: string,
  asked: ReadSurveyResults,
): Promise<{ name: string; lines: (string | number | null)[][] }> {
  const survey = await findSurvey(ctx.db, surveyId);
  if (!survey) throw notFound('survey');
  const filter = filterFor(ctx.actor, surveyId, asked);
  const questions = questionsOf(await listVersions(ctx.db, surveyId));
  const rows = await listRequests(ctx.db, filter, mostLines);
  const head = ['Asked', 'Answered', 'How', 'Page', 'Department', 'Agent', 'Conversation'];
  return {
    name: survey.name,
    lines: [
      [...head, ...questions.map(({ text }) => wordsFor(text, reader))],
      ...rows.map((row) => [
        row.askedAt.toISOString(),
        row.answeredAt?.toISOString() ?? null,
        row.how,
        row.pageName,
        row.departmentName,
        row.agentName,
        row.number,
        ...questions.map((question) => labelOf(question, row.answers?.[question.id])),
      ]),
    ],
  };
}

function labelOf(question: SurveyQuestion, answer: string | number | undefined): string | number | null {
  if (answer === undefined) return null;
  if (question.kind === 'rating' || question.kind === 'text') return answer;
  return choicesOf(question, reader).find(({ value }) => value === answer)?.label ?? answer;
}
