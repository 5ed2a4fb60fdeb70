import { surveyContent, type SurveyContent, type SurveyQuestion } from '../../../contract/surveys.ts';
import { findSurveyRequest, lockSurveyRequest, noteSurveyRequest } from '../../store/survey-requests.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { keepAnswers } from './hear-survey-answer.ts';
import { answerOf, type AnswerValue } from './word-question.ts';

/** A survey as whoever has its link may see it. */
export interface LinkedSurvey {
  content: SurveyContent;
  /** In which the customer was asked. */
  language: string;
  pageName: string;
  /** It was answered, and takes nothing more. */
  isFinished: boolean;
}

/**
 * The survey that a link of ours leads to; that the link is ours and still good was asked before.
 * @throws Problem `not-found`, also when its person was erased.
 */
export async function openSurvey(ctx: Pick<Context, 'db'>, requestId: string): Promise<LinkedSurvey> {
  const request = await findSurveyRequest(ctx.db, requestId);
  if (!request || request.how !== 'link' || request.contactId === null) throw notFound('survey');
  const { language, pageName, finishedAt } = request;
  return {
    content: surveyContent.parse(request.content),
    language,
    pageName,
    isFinished: finishedAt !== null,
  };
}

/** What was sent off, read: answers, and what is wrong with each question that has none as it should. */
export interface ReadForm {
  answers: { question: SurveyQuestion; answer: AnswerValue }[];
  /** By question. */
  faults: Record<string, 'missing'>;
}

/** Reads the fields of a form, one per question; what is no answer of a question's counts as nothing. */
export function readForm({ questions }: SurveyContent, fields: ReadonlyMap<string, string>): ReadForm {
  const answers: ReadForm['answers'] = [];
  const faults: ReadForm['faults'] = {};
  for (const question of questions) {
    const answer = answerOf(question, fields.get(question.id) ?? '');
    if (answer) answers.push({ question, answer });
    else if (question.isRequired) faults[question.id] = 'missing';
  }
  return { answers, faults };
}

/**
 * Keeps what was sent off through a link: once, whoever else has the link and however often it is pressed.
 * @throws Problem `not-found` · `conflict` when it was answered already.
 */
export async function answerByLink(
  ctx: Pick<Context, 'db' | 'clock' | 'bell' | 'newId'>,
  requestId: string,
  answers: ReadForm['answers'],
): Promise<void> {
  await change(ctx, async (story) => {
    const request = await lockSurveyRequest(story.tx, requestId);
    if (!request || request.how !== 'link' || request.contactId === null) throw notFound('survey');
    if (request.finishedAt !== null) throw conflict('This survey was answered already.');
    const at = ctx.clock.now();
    await keepAnswers(ctx, story, { ...request, content: surveyContent.parse(request.content) }, answers, at);
    await noteSurveyRequest(story.tx, requestId, { finishedAt: at });
  });
}
