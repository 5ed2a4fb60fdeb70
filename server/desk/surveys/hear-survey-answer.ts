import { isLowScore, type Score } from '../../../contract/score.ts';
import { surveyContent, type SurveyContent, type SurveyQuestion } from '../../../contract/surveys.ts';
import { uuidOf } from '../../kit/uuid-of.ts';
import type { AutomationPlace } from '../../store/automation.ts';
import { listLeadsOf } from '../../store/notices.ts';
import {
  lockSurveyRequest,
  noteSurveyRequest,
  putSurveyAnswer,
  setAsking,
  type NewSurveyAnswer,
} from '../../store/survey-requests.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import type { Change, Context } from '../context.ts';
import { tellPeople } from '../notices/tell.ts';
import { noteTriggerEvent } from '../triggers/note-event.ts';
import { askingOf } from './asking-of.ts';
import { isPast, readAsking, skipped, type TappedAnswer } from './asking.ts';
import { isOver } from './is-over.ts';
import { answerOf, valueOfWords, wordQuestion, wordsFor, type AnswerValue } from './word-question.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** What a customer said, which may be an answer. */
export interface HeardMessage {
  contactId: string;
  tapped: TappedAnswer | null;
  /** Words, to the question that stands. */
  typed: string | null;
  at: Date;
}

/**
 * Keeps an answer to a survey, however late and wherever it was said, and asks on while the conversation is over: the
 * next question, or the thanks behind the last one. Safe to run again.
 */
export async function hearSurveyAnswer(
  ctx: Context,
  story: Change,
  place: AutomationPlace,
  heard: HeardMessage,
): Promise<void> {
  const { tx } = story;
  const asking = readAsking(place.asking);
  const request = await lockSurveyRequest(tx, heard.tapped?.id ?? asking?.id ?? '');
  if (!request || request.contactId !== heard.contactId) return;
  const content = surveyContent.parse(request.content);
  const reader = {
    customerLocale: place.contactLocale,
    pageLanguage: settingsOfPage(place.pageSettings).general.language,
  };
  const question = content.questions.find(({ id }) => id === (heard.tapped?.question ?? asking?.question));
  if (!question) return;
  const value = heard.tapped?.value ?? valueOfWords(question, heard.typed ?? '', { ...content, reader });
  if (value === null) return;
  const answer = value === skipped ? null : answerOf(question, value);
  if (answer === null && (value !== skipped || question.isRequired)) return;
  if (answer !== null) {
    await keepAnswers(ctx, story, { ...request, content }, [{ question, answer }], heard.at);
  }
  const isNow =
    asking?.kind === 'survey' &&
    asking.id === request.id &&
    asking.question === question.id &&
    !isPast(asking, ctx.clock.now());
  if (!isNow || !isOver(place.status)) return;

  const next = content.questions[content.questions.indexOf(question) + 1];
  const now = ctx.clock.now();
  const asked = { kind: 'survey' as const, id: request.id, now };
  const automation = 'survey';
  if (next) {
    const worded = wordQuestion(next, { skip: content.skip, requestId: request.id, reader });
    const key = `survey:${request.id}:${next.id}`;
    await writeAutomated(ctx, story, place, { automation, key, ...worded });
    await setAsking(tx, place.id, askingOf({ ...asked, question: next.id }, worded));
    return;
  }
  await noteSurveyRequest(tx, request.id, { finishedAt: now });
  if (content.thanks) {
    const key = `survey:${request.id}:thanks`;
    await writeAutomated(ctx, story, place, { automation, key, text: wordsFor(content.thanks, reader) });
  }
  await setAsking(tx, place.id, askingOf({ ...asked, question: null }));
}

interface AnsweredRequest {
  id: string;
  departmentId: string | null;
  conversationId: string | null;
  agentId: string | null;
  content: SurveyContent;
}

/** Keeps answers, and the score with the request; tells of them once they are there. */
export async function keepAnswers(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  request: AnsweredRequest,
  answers: readonly { question: SurveyQuestion; answer: AnswerValue }[],
  at: Date,
): Promise<void> {
  const rated = request.content.questions.find(({ kind }) => kind === 'rating');
  const { tx } = story;
  let isNews = false;
  let score: Score | null = null;
  for (const { question, answer } of answers) {
    const row: NewSurveyAnswer = {
      requestId: request.id,
      questionId: question.id,
      ...answer,
      answeredAt: at,
    };
    if (!(await putSurveyAnswer(tx, row))) continue;
    isNews = true;
    const isScore = question.kind === 'rating' && question.id === rated?.id && answer.number !== null;
    if (isScore) score = { value: answer.number ?? 0, outOf: question.outOf };
    await noteSurveyRequest(tx, request.id, { answeredAt: at, ...(isScore && score ? { score } : {}) });
  }
  if (!isNews) return;
  story.announce({ kind: 'survey.answered', subjectId: request.id });
  await tellAnswered(ctx, story, request, score);
}

/** Tells triggers, and of a low score those who lead and the agent. */
async function tellAnswered(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  { id, conversationId, departmentId, agentId }: AnsweredRequest,
  score: Score | null,
): Promise<void> {
  if (conversationId === null) return;
  const happened = { conversationId, at: ctx.clock.now() };
  await noteTriggerEvent(story, { ...happened, id: uuidOf(id, 'survey-answered'), event: 'survey-answered' });
  if (score === null || !isLowScore(score)) return;
  await noteTriggerEvent(story, { ...happened, id: uuidOf(id, 'low-score'), event: 'low-score' });
  const leads = departmentId === null ? [] : await listLeadsOf(story.tx, departmentId);
  const userIds = [...leads.map((lead) => lead.id), ...(agentId === null ? [] : [agentId])];
  await tellPeople(ctx, story, userIds, {
    cause: `low-score:${id}`,
    kind: 'low-score',
    conversationId,
    detail: { score },
  });
}
