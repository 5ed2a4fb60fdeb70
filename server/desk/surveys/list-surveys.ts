import { surveyContent, type Survey } from '../../../contract/surveys.ts';
import { listSurveys as listRows } from '../../store/surveys.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';

/** Every survey, by name. What is asked is no secret: everybody at the desk may know it. */
export async function listSurveys(ctx: Pick<Context, 'db'>): Promise<Survey[]> {
  return (await listRows(ctx.db)).map(present);
}

/** One of them. @throws Problem `not-found`. */
export async function readSurvey(ctx: Pick<Context, 'db'>, id: string): Promise<Survey> {
  const [row] = await listRows(ctx.db, id);
  if (!row) throw notFound('survey');
  return present(row);
}

function present(row: Awaited<ReturnType<typeof listRows>>[number]): Survey {
  return {
    id: row.id as Survey['id'],
    version: row.version,
    name: row.name,
    updatedAt: row.updatedAt.toISOString(),
    ...surveyContent.parse(row.content),
  };
}
