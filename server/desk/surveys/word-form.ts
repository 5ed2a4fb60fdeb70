import { formFault, formQuestions } from '../../../contract/survey-form.ts';
import type { PageSettings } from '../../../contract/page-settings.ts';
import type { SurveyContent, SurveyQuestion } from '../../../contract/surveys.ts';
import type { FeedbackForm } from '../../../contract/templates.ts';
import { answerOf, wordsFor, type AnswerValue, type Reader } from './word-question.ts';

interface FormAsked {
  requestId: string;
  settings: Pick<PageSettings['survey'], 'formTitle' | 'formSubtitle' | 'formButton' | 'formDays'>;
  reader: Reader;
  /** Of our public privacy page: Messenger wants one. */
  privacyUrl: string;
}

/** A survey as Messenger's form, in the customer's language; null when the form cannot ask it. */
export function wordForm(
  content: SurveyContent,
  { requestId, settings, reader, privacyUrl }: FormAsked,
): FeedbackForm | null {
  const asked = formQuestions(content);
  if (asked === null || formFault(content) !== null) return null;
  const { question, followUp } = asked;
  return {
    kind: 'form',
    title: wordsFor(settings.formTitle, reader),
    subtitle: wordsFor(settings.formSubtitle, reader),
    button: wordsFor(settings.formButton, reader),
    question: { id: questionIdOf(requestId), type: typeOf(question), text: wordsFor(question.text, reader) },
    followUp: followUp && wordsFor(followUp.text, reader),
    privacyUrl,
    days: settings.formDays,
  };
}

function typeOf(question: Extract<SurveyQuestion, { kind: 'rating' | 'text' }>) {
  if (question.kind === 'text') return 'text';
  return question.outOf === 5 ? 'stars' : 'likely';
}

/** What the question is called at Meta, who takes letters, digits and underscores: by it the answer finds back. */
function questionIdOf(requestId: string): string {
  return `pagedesk_${requestId.replaceAll('-', '_')}`;
}

/** Of which request a question of a form is; null: another app's form. */
export function requestOf(questionId: string): string | null {
  const found = /^pagedesk_([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})$/.exec(questionId);
  return found?.[1]?.replaceAll('_', '-') ?? null;
}

/** What Meta tells of an answer: its samples show a number as text, and nothing says that it stays so. */
export interface FormAnswer {
  answer: string | null;
  comment: string | null;
}

/** What was answered in a form, each with its question; what is none of its answers is left out. */
export function answersInForm(
  content: SurveyContent,
  { answer, comment }: FormAnswer,
): { question: SurveyQuestion; answer: AnswerValue }[] {
  const asked = formQuestions(content);
  if (asked === null) return [];
  const { question, followUp } = asked;
  const value = question.kind === 'rating' ? (/\d+/.exec(answer ?? '')?.[0] ?? '') : (answer ?? '');
  return [
    { question, answer: answerOf(question, value) },
    ...(followUp === null ? [] : [{ question: followUp, answer: answerOf(followUp, comment ?? '') }]),
  ].flatMap((each) => (each.answer === null ? [] : [{ ...each, answer: each.answer }]));
}
