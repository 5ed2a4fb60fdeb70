import type { SurveyContent, SurveyQuestion } from './surveys.ts';
import { formLimits } from './templates.ts';

/** What of a survey Messenger's form can ask: a rating, with own words behind it or not, or own words alone. */
export interface FormQuestions {
  question: Extract<SurveyQuestion, { kind: 'rating' | 'text' }>;
  followUp: Extract<SurveyQuestion, { kind: 'text' }> | null;
}

/** Null: Messenger's form cannot ask that. */
export function formQuestions({ questions }: Pick<SurveyContent, 'questions'>): FormQuestions | null {
  const [question, followUp, more] = questions;
  if (question?.kind !== 'rating' && question?.kind !== 'text') return null;
  if (followUp === undefined) return { question, followUp: null };
  const isFollowUp = question.kind === 'rating' && followUp.kind === 'text' && more === undefined;
  return isFollowUp ? { question, followUp } : null;
}

export interface FormFault {
  /** `questions.0.text.de`, as the field is called in the survey. */
  field: string;
  message: string;
}

/** Why Messenger's form cannot ask a survey; null: it can. */
export function formFault(content: Pick<SurveyContent, 'questions'>): FormFault | null {
  const asked = formQuestions(content);
  if (asked === null) {
    const message =
      'Messenger’s form asks one rating, with a question for own words behind it, or own words alone.';
    return { field: 'questions', message };
  }
  return (
    lengthFault('questions.0', asked.question, formLimits.questionLeast) ??
    (asked.followUp && lengthFault('questions.1', asked.followUp, 1))
  );
}

function lengthFault(field: string, { text }: SurveyQuestion, least: number): FormFault | null {
  for (const [language, words] of Object.entries(text)) {
    const { length } = [...words];
    if (length >= least && length <= formLimits.question) continue;
    const message = `In Messenger’s form a question has ${least} to ${formLimits.question} characters; in “${language}” this one has ${length}.`;
    return { field: `${field}.text.${language}`, message };
  }
  return null;
}
