import { surveyId } from '../../contract/ids.ts';
import type { Survey, SurveyResults } from '../../contract/surveys.ts';

/** The survey of the drawn desk. */
export const surveys: Survey[] = [
  {
    id: surveyId.parse('00000000-0000-7000-8000-000000000980'),
    version: 1,
    name: 'Satisfaction',
    updatedAt: '2026-11-20T10:00:00.000Z',
    questions: [
      {
        kind: 'rating',
        id: 'stars',
        outOf: 5,
        isRequired: true,
        text: { en: 'How satisfied are you with our help?' },
      },
      { kind: 'text', id: 'better', isRequired: false, text: { en: 'What could we do better?' } },
    ],
    thanks: { en: 'Thank you for your answer.' },
    skip: { en: 'Skip' },
  },
];

/** What it told, for who leads a small team. */
export function resultsOf(survey: Survey): SurveyResults {
  const total = { asked: 40, answered: 24, average: 4.2 };
  return {
    survey: { id: survey.id, name: survey.name },
    total: { ...total, outOf: 5 },
    questions: [
      {
        id: 'stars',
        kind: 'rating',
        text: 'How satisfied are you with our help?',
        answered: 24,
        average: 4.2,
        distribution: [1, 2, 2, 6, 13].map((count, index) => ({
          answer: String(index + 1),
          label: `${index + 1} ★`,
          count,
        })),
      },
    ],
    byAgent: [{ ...total, agent: null }],
    byDepartment: [{ ...total, department: null }],
    byPage: [],
    comments: [],
    low: [],
  };
}
