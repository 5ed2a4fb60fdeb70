import {
  createSurvey,
  type CreateSurvey,
  type Survey,
  type SurveyQuestion,
} from '../../../contract/surveys.ts';

export type Words = Readonly<Record<string, string>>;

/** A survey while it is written: words may still be missing. */
export interface SurveyDraft {
  name: string;
  questions: SurveyQuestion[];
  thanks: Words;
  skip: Words;
}

export function draftOf(survey: Survey | null): SurveyDraft {
  if (survey === null)
    return { name: '', questions: [newQuestion('rating', [])], thanks: {}, skip: { en: 'Skip' } };
  const { name, questions, thanks, skip } = survey;
  return { name, questions, thanks: thanks ?? {}, skip };
}

/** Every language that anything is written in; English where nothing is. */
export function languagesOf({ questions, thanks, skip }: SurveyDraft): string[] {
  const all = [...questions.flatMap(wordsOf), thanks, skip].flatMap((words) => Object.keys(words));
  return all.length === 0 ? ['en'] : [...new Set(all)];
}

function wordsOf(question: SurveyQuestion): Words[] {
  switch (question.kind) {
    case 'choice':
      return [question.text, ...question.options.map(({ text }) => text)];
    case 'consent':
      return [question.text, question.agree, question.decline];
    default:
      return [question.text];
  }
}

/** Takes a language out of everything. */
export function withoutLanguage(draft: SurveyDraft, language: string): SurveyDraft {
  const drop = (words: Words) =>
    Object.fromEntries(Object.entries(words).filter(([each]) => each !== language));
  return mapWords(draft, drop);
}

function mapWords(draft: SurveyDraft, map: (words: Words) => Record<string, string>): SurveyDraft {
  const questions = draft.questions.map((question): SurveyQuestion => {
    const text = map(question.text);
    switch (question.kind) {
      case 'choice':
        return {
          ...question,
          text,
          options: question.options.map((option) => ({ ...option, text: map(option.text) })),
        };
      case 'consent':
        return { ...question, text, agree: map(question.agree), decline: map(question.decline) };
      default:
        return { ...question, text };
    }
  });
  return { ...draft, questions, thanks: map(draft.thanks), skip: map(draft.skip) };
}

/** The first name of this kind that is free: answers are known by it for good. */
function freeId(word: string, taken: readonly { id: string }[]): string {
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? word : `${word}_${n}`;
    if (taken.every((one) => one.id !== id)) return id;
  }
}

export function newQuestion(kind: SurveyQuestion['kind'], others: readonly SurveyQuestion[]): SurveyQuestion {
  const asked = { id: freeId(kind, others), text: {}, isRequired: kind === 'rating' };
  switch (kind) {
    case 'rating':
      return { kind, ...asked, outOf: 5 };
    case 'choice':
      return { kind, ...asked, options: [newOption([]), newOption([{ id: 'answer' }])] };
    case 'consent':
      return { kind, ...asked, agree: { en: 'Yes' }, decline: { en: 'No' } };
    case 'text':
      return { kind, ...asked };
  }
}

export function newOption(others: readonly { id: string }[]): { id: string; text: Record<string, string> } {
  return { id: freeId('answer', others), text: {} };
}

/** One place further up or down. */
export function moved<Item>(items: readonly Item[], from: number, by: 1 | -1): Item[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(from + by, 0, item);
  return next;
}

/** What to save; or what is wrong, by the path of the field. Words that were left empty in a language are none. */
export function readDraft(
  draft: SurveyDraft,
): { fields: CreateSurvey; faults: null } | { fields: null; faults: Record<string, string> } {
  const filled = (words: Words) =>
    Object.fromEntries(
      Object.entries(words).flatMap(([language, text]) => (text.trim() === '' ? [] : [[language, text]])),
    );
  const { thanks, ...rest } = mapWords(draft, filled);
  const body = { ...rest, thanks: Object.keys(thanks).length === 0 ? null : thanks };
  const parsed = createSurvey.safeParse(body);
  if (parsed.success) return { fields: body, faults: null };
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) faults[path.join('.')] ??= message;
  return { fields: null, faults };
}

/** The first fault of a field, or of a part of it. */
export function faultIn(faults: Readonly<Record<string, string>> | null, field: string): string | undefined {
  if (!faults) return undefined;
  const path = Object.keys(faults).find((each) => each === field || each.startsWith(`${field}.`));
  return path === undefined ? undefined : faults[path];
}
