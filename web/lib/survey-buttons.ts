import type { SurveyQuestion } from '../../contract/surveys.ts';

type Words = Readonly<Record<string, string>>;

/** The buttons under a question, as customers of a language see them. */
export function surveyButtons(question: SurveyQuestion, skip: Words, language: string): string[] {
  const said = (words: Words) => words[language] || Object.values(words).find(Boolean) || '…';
  const pass = question.isRequired ? [] : [said(skip)];
  switch (question.kind) {
    case 'rating':
      return question.outOf === 5
        ? [...[1, 2, 3, 4, 5].map((value) => `${value} ★`), ...pass]
        : [...Array.from({ length: 11 }, (_, value) => String(value)), ...pass];
    case 'choice':
      return [...question.options.map(({ text }) => said(text)), ...pass];
    case 'consent':
      return [said(question.agree), said(question.decline), ...pass];
    case 'text':
      return pass;
  }
}
