import { pickText } from '../../../contract/automated-text.ts';
import type { QuickReply } from '../../../contract/messages.ts';
import type { SurveyContent, SurveyQuestion } from '../../../contract/surveys.ts';
import { answerPayload, plain, skipped } from './asking.ts';

/** Whom the words are for. */
export interface Reader {
  /** As Facebook tells it, `fr_CA`; null: not known. */
  customerLocale: string | null;
  pageLanguage: string;
}

/** The wording for one customer; in whatever language there is, when there is none that they read. */
export function wordsFor(byLanguage: Readonly<Record<string, string>>, reader: Reader): string {
  return pickText(byLanguage, reader)?.text ?? Object.values(byLanguage)[0] ?? '';
}

/** One answer to choose. */
export interface Choice {
  value: string;
  label: string;
}

/** The answers that can be tapped, in their order; none for free text. */
export function choicesOf(question: SurveyQuestion, reader: Reader): Choice[] {
  switch (question.kind) {
    case 'rating':
      return ratings(question.outOf).map((value) => ({
        value: String(value),
        label: question.outOf === 5 ? `${value} ★` : String(value),
      }));
    case 'choice':
      return question.options.map(({ id, text }) => ({ value: id, label: wordsFor(text, reader) }));
    case 'consent':
      return [
        { value: 'yes', label: wordsFor(question.agree, reader) },
        { value: 'no', label: wordsFor(question.decline, reader) },
      ];
    case 'text':
      return [];
  }
}

/** 1 to 5, or 0 to 10. */
export function ratings(outOf: 5 | 10): number[] {
  const from = outOf === 5 ? 1 : 0;
  return Array.from({ length: outOf - from + 1 }, (_, index) => from + index);
}

/** A question as Messenger shows it, and what counts as an answer to it. */
export interface WordedQuestion {
  text: string;
  quickReplies: QuickReply[];
  words: string[];
  takesText: boolean;
}

export function wordQuestion(
  question: SurveyQuestion,
  { skip, requestId, reader }: Pick<SurveyContent, 'skip'> & { requestId: string; reader: Reader },
): WordedQuestion {
  const choices = choicesOf(question, reader);
  if (!question.isRequired) choices.push({ value: skipped, label: wordsFor(skip, reader) });
  return {
    text: wordsFor(question.text, reader),
    quickReplies: choices.map(({ value, label }) => ({
      title: label,
      payload: answerPayload({ kind: 'survey', id: requestId, question: question.id, value }),
    })),
    words: [
      ...choices.map(({ label }) => plain(label)),
      ...(question.kind === 'rating' ? ratings(question.outOf).map(String) : []),
    ],
    takesText: question.kind === 'text',
  };
}

/** What was typed, as the value of the button that says the same; free text is its own value. */
export function valueOfWords(
  question: SurveyQuestion,
  text: string,
  { skip, reader }: Pick<SurveyContent, 'skip'> & { reader: Reader },
): string | null {
  const word = plain(text);
  if (!question.isRequired && word === plain(wordsFor(skip, reader))) return skipped;
  if (question.kind === 'text') return text;
  if (question.kind === 'rating' && ratings(question.outOf).map(String).includes(word)) return word;
  return choicesOf(question, reader).find(({ label }) => plain(label) === word)?.value ?? null;
}

/** An answer as it is stored: one of these is not null. */
export interface AnswerValue {
  number: number | null;
  option: string | null;
  text: string | null;
}

/** The answer of a value; null when the question has no such answer. */
export function answerOf(question: SurveyQuestion, value: string): AnswerValue | null {
  const none = { number: null, option: null, text: null };
  switch (question.kind) {
    case 'rating':
      return ratings(question.outOf).map(String).includes(value) ? { ...none, number: Number(value) } : null;
    case 'choice':
      return question.options.some(({ id }) => id === value) ? { ...none, option: value } : null;
    case 'consent':
      return value === 'yes' || value === 'no' ? { ...none, option: value } : null;
    case 'text': {
      const text = value.trim().slice(0, mostText);
      return text === '' ? null : { ...none, text };
    }
  }
}

/** Of a customer's own words, in characters. */
export const mostText = 4_000;
