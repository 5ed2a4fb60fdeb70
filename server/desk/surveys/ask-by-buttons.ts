import { surveyContent } from '../../../contract/surveys.ts';
import type { ShownTemplate } from '../../../contract/templates.ts';
import { readAutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { findTemplate, lockSurveyRequest, setHow } from '../../store/survey-requests.ts';
import { change, type Context } from '../context.ts';
import { settingsOfPage } from '../pages/settings-of.ts';
import { isOver } from './is-over.ts';
import { putQuestion } from './put-question.ts';
import { requestOf } from './word-form.ts';

/**
 * Asks in the conversation what a form should have asked that Facebook did not take: the form is not everywhere to be
 * had. Once, and while the conversation is over. Safe to run again. No access check: a rule of the page's speaks.
 *
 * @param input.messageId  the form that failed.
 */
export async function askByButtons(ctx: Context, input: { messageId: string }): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const message = await findTemplate(tx, input.messageId);
    // The column is written by our own verbs alone.
    const form = message?.template as ShownTemplate | null | undefined;
    const requestId = form?.kind === 'form' ? requestOf(form.question.id) : null;
    if (!message || requestId === null) return;
    await lockConversationRow(tx, message.conversationId);
    const request = await lockSurveyRequest(tx, requestId);
    const place = await readAutomationPlace(tx, message.conversationId);
    if (!request || !place || !isOver(place.status)) return;
    if (request.how !== 'form' || request.finishedAt !== null) return;
    const content = surveyContent.parse(request.content);
    const [question] = content.questions;
    if (!question) return;
    await setHow(tx, request.id, 'conversation');
    const { language } = settingsOfPage(place.pageSettings).general;
    await putQuestion(ctx, story, place, {
      key: `survey:${request.id}:${question.id}`,
      requestId: request.id,
      question,
      skip: content.skip,
      reader: { customerLocale: place.contactLocale, pageLanguage: language },
    });
  });
}
