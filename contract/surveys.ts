import { z } from 'zod';
import { conversationId, departmentId, pageId, surveyId, userId } from './ids.ts';
import { instant } from './instant.ts';
import { limits } from './messages.ts';
import { score } from './score.ts';
import { languageTag } from './language-tag.ts';
import { departmentRef, userRef } from './team.ts';

/** Words in each language that they were written in; at least one. */
const wordsOf = (words: z.ZodString) =>
  z.record(languageTag, words).refine((all) => Object.keys(all).length > 0, {
    message: 'Write it in at least one language.',
  });
const sentence = wordsOf(z.string().trim().min(1, 'Write a text.').max(640, 'At most 640 characters.'));
/** What Messenger takes as the title of a quick reply. */
const title = wordsOf(
  z.string().trim().min(1, 'Write a word.').max(limits.quickReplyTitle, 'Messenger shows 20 characters.'),
);
const name = z.string().regex(/^[a-z0-9_]{1,32}$/, 'Small letters, digits and underscores, at most 32.');

const asked = { id: name, text: sentence, isRequired: z.boolean().default(false) };

/**
 * One question. `rating`: 1 to 5, or 0 to 10. `choice`: one of some answers. `text`: in the customer's own words.
 * `consent`: yes or no, to something that they are asked to agree to.
 */
export const surveyQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rating'), ...asked, outOf: z.union([z.literal(5), z.literal(10)]) }),
  z.strictObject({
    kind: z.literal('choice'),
    ...asked,
    // One place of Messenger's thirteen is for skipping.
    options: z
      .array(z.strictObject({ id: name, text: title }))
      .min(2, 'At least 2 answers.')
      .max(limits.quickReplies - 1, 'At most 12 answers.')
      .refine(areUnique, { message: 'Each answer once.' }),
  }),
  z.strictObject({ kind: z.literal('text'), ...asked }),
  z.strictObject({ kind: z.literal('consent'), ...asked, agree: title, decline: title }),
]);
export type SurveyQuestion = z.infer<typeof surveyQuestion>;

function areUnique(all: readonly { id: string }[]): boolean {
  return new Set(all.map(({ id }) => id)).size === all.length;
}

/** What a survey asks, and says. Each version of it is kept: who was asked by an older one is still understood. */
export const surveyContent = z.object({
  questions: z
    .array(surveyQuestion)
    .min(1, 'At least one question.')
    .max(10, 'At most 10 questions.')
    .refine(areUnique, { message: 'Each question once.' }),
  /** Sent, or shown, behind the last answer; null: nothing. */
  thanks: sentence.nullable().default(null),
  /** The button that passes over a question that need not be answered. */
  skip: title.default({ en: 'Skip' }),
});
export type SurveyContent = z.infer<typeof surveyContent>;

export const survey = surveyContent.extend({
  id: surveyId,
  /** Who changes it names the version that they looked at. */
  version: z.number().int(),
  name: z.string(),
  updatedAt: instant,
});
export type Survey = z.infer<typeof survey>;

const surveyName = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

export const createSurvey = z.strictObject({ name: surveyName, ...surveyContent.shape });
export type CreateSurvey = z.input<typeof createSurvey>;

export const changeSurvey = createSurvey.extend({ version: z.number().int().positive() });
export type ChangeSurvey = z.input<typeof changeSurvey>;

export const readSurveyResults = z.strictObject({
  /** When the customers were asked: from a moment on, and before one. */
  from: instant.optional(),
  until: instant.optional(),
  page: pageId.optional(),
  department: departmentId.optional(),
  agent: userId.optional(),
});
export type ReadSurveyResults = z.infer<typeof readSurveyResults>;

/** How one group of those who were asked answered; `average` is of the survey's first rating. */
const figures = z.object({
  asked: z.number().int(),
  answered: z.number().int(),
  average: z.number().nullable(),
});
export type SurveyFigures = z.infer<typeof figures>;

const answerRef = {
  askedAt: instant,
  answeredAt: instant,
  score: score.nullable(),
  agent: userRef.nullable(),
  pageName: z.string(),
  /** Null when the person was erased, or the caller may not see the conversation. */
  conversation: z
    .object({ id: conversationId, number: z.number().int(), contactName: z.string() })
    .nullable(),
};

/** What is known of a survey, for those who were asked in the time and place that was asked for. */
export const surveyResults = z.object({
  survey: z.object({ id: surveyId, name: z.string() }),
  total: figures.extend({ outOf: z.number().int().nullable() }),
  /** Of the newest version, then those that are asked no longer and have answers. */
  questions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['rating', 'choice', 'text', 'consent']),
      text: z.string(),
      answered: z.number().int(),
      /** Of a rating. */
      average: z.number().nullable(),
      /** How often each answer was given, in their order; empty for free text. */
      distribution: z.array(z.object({ answer: z.string(), label: z.string(), count: z.number().int() })),
    }),
  ),
  byAgent: z.array(figures.extend({ agent: userRef.nullable() })),
  byDepartment: z.array(figures.extend({ department: departmentRef.nullable() })),
  byPage: z.array(figures.extend({ page: z.object({ id: pageId, name: z.string() }) })),
  /** What customers wrote, newest first, at most 100. */
  comments: z.array(z.object({ ...answerRef, question: z.string(), text: z.string() })),
  /** Who was unhappy, newest first, at most 100. */
  low: z.array(z.object(answerRef)),
});
export type SurveyResults = z.infer<typeof surveyResults>;
