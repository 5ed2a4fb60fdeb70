import { removeSurvey as removeRow } from '../../store/surveys.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';

/**
 * Removes a survey: nobody is asked by it any more. What was answered goes on counting in its agents' figures, and who
 * was asked may still answer. Administrators only. @throws Problem `not-found`.
 */
export async function removeSurvey(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-surveys');
  await change(ctx, async (story) => {
    const name = await removeRow(story.tx, id, ctx.clock.now());
    if (name === undefined) throw notFound('survey');
    await audit(ctx, story, { action: 'survey.deleted', subjectId: id, detail: { name } });
  });
}
