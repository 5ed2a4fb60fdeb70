import type { z } from 'zod';
import type {
  changeSurvey as changeSchema,
  createSurvey as createSchema,
  Survey,
} from '../../../contract/surveys.ts';
import { insertSurvey, lockSurvey, updateSurvey } from '../../store/surveys.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { readSurvey } from './list-surveys.ts';
import { requireFormOfSurvey } from './require-form.ts';

/** Adds a survey. Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createSurvey(ctx: Context, input: z.output<typeof createSchema>): Promise<Survey> {
  requireRight(ctx.actor, 'manage-surveys');
  const { name, ...content } = input;
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await insertSurvey(story.tx, { id, name, content, at: ctx.clock.now() });
    const detail = { name, questions: content.questions.length };
    await audit(ctx, story, { action: 'survey.created', subjectId: id, detail });
  }).catch(nameTaken);
  return readSurvey(ctx, id);
}

/**
 * Gives a survey its next wording. Who was asked by an earlier one goes on with that; answers to a question count
 * together as long as it keeps its id. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when somebody changed it since `version` · `invalid` when the name is taken, or
 * a page asks by Messenger's form and that cannot ask the new wording.
 */
export async function changeSurvey(
  ctx: Context,
  id: string,
  input: z.output<typeof changeSchema>,
): Promise<Survey> {
  requireRight(ctx.actor, 'manage-surveys');
  const { version, name, ...content } = input;
  await change(ctx, async (story) => {
    const survey = await lockSurvey(story.tx, id);
    if (!survey) throw notFound('survey');
    if (survey.version !== version) {
      throw conflict('Somebody else has changed this survey. Look at it and save again.', {
        version: survey.version,
      });
    }
    await requireFormOfSurvey(story.tx, id, content);
    await updateSurvey(story.tx, { id, name, version: version + 1, content, at: ctx.clock.now() });
    const detail = { name, questions: content.questions.length };
    await audit(ctx, story, { action: 'survey.changed', subjectId: id, detail });
  }).catch(nameTaken);
  return readSurvey(ctx, id);
}

function nameTaken(error: unknown): never {
  throw isUniqueViolation(error, 'survey_name') ? invalid('name', 'There is a survey of this name.') : error;
}
