import { z } from 'zod';
import { surveyId } from '../../../contract/ids.ts';
import {
  changeSurvey as changeBody,
  createSurvey as createBody,
  readSurveyResults,
  survey,
  surveyResults,
} from '../../../contract/surveys.ts';
import { toCsv } from '../../kit/csv.ts';
import { listSurveys, readSurvey } from '../../desk/surveys/list-surveys.ts';
import { removeSurvey } from '../../desk/surveys/remove-survey.ts';
import { readResultLines, readResults } from '../../desk/surveys/results.ts';
import { changeSurvey, createSurvey } from '../../desk/surveys/save-survey.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { showPreview } from '../public/survey-page.ts';

const tags = ['Surveys'];
const path = z.object({ id: surveyId });

/** Surveys, and what customers answered. */
export function surveyRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/surveys',
    { schema: { tags, summary: 'All surveys', response: { 200: z.object({ items: z.array(survey) }) } } },
    async (request) => ({ items: await listSurveys(contextOf(ground, request)) }),
  );

  app.post(
    '/api/surveys',
    { schema: { tags, summary: 'Add a survey', body: createBody, response: { 201: survey } } },
    async (request, reply) =>
      reply.code(201).send(await createSurvey(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/surveys/:id',
    {
      schema: {
        tags,
        summary: 'Give a survey its next wording',
        params: path,
        body: changeBody,
        response: { 200: survey },
      },
    },
    async (request) => changeSurvey(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/surveys/:id',
    {
      schema: { tags, summary: 'Ask nobody by it any more', params: path, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await removeSurvey(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/surveys/:id/results',
    {
      schema: {
        tags,
        summary: 'How it was answered; agents see what was said of their own work',
        params: path,
        querystring: readSurveyResults,
        response: { 200: surveyResults },
      },
    },
    async (request) => readResults(contextOf(ground, request), request.params.id, request.query),
  );

  app.get(
    '/api/surveys/:id/results.csv',
    {
      schema: {
        tags,
        summary: 'The same as a table: a line for each who was asked',
        params: path,
        querystring: readSurveyResults,
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      const { lines } = await readResultLines(ctx, request.params.id, request.query);
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="survey-${request.params.id}.csv"`,
        })
        .send(toCsv(lines));
    },
  );

  app.get(
    '/api/surveys/:id/preview',
    {
      schema: {
        tags,
        summary: 'The public page as customers see it',
        params: path,
        querystring: z.strictObject({ language: z.string().max(10).optional() }),
      },
    },
    async (request, reply) =>
      showPreview(
        reply,
        await readSurvey(contextOf(ground, request), request.params.id),
        request.query.language ?? 'en',
      ),
  );
}
