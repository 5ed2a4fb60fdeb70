import type { Activity } from '../../../contract/messages.ts';
import { surveyContent } from '../../../contract/surveys.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { readAutomationPlace } from '../../store/automation.ts';
import {
  findFormAnswers,
  findSurveyRequest,
  lockSurveyRequest,
  noteSurveyRequest,
  setAsking,
} from '../../store/survey-requests.ts';
import { change, type Change, type Context } from '../context.ts';
import { askingOf } from './asking-of.ts';
import { readAsking } from './asking.ts';
import { keepAnswers } from './hear-survey-answer.ts';
import { answersInForm, requestOf } from './word-form.ts';

type Told = Extract<Activity, { type: 'messaging-feedback' }>['answers'][number];

/**
 * Keeps what a customer answered in Messenger's form, as a line of the timeline tells it: once, however late, and
 * whatever became of the conversation, which it neither reopens nor makes unread. What is no form of ours, or of
 * somebody else's survey, stays a line. Safe to run again. No access check: a rule of the page's listens.
 *
 * @param input.messageId  the line.
 */
export async function hearForm(ctx: Context, input: { messageId: string }): Promise<void> {
  await change(ctx, async (story) => {
    const line = await findFormAnswers(story.tx, input.messageId);
    if (!line) return;
    // The line is written by intake alone.
    for (const told of (line.activity as { answers: Told[] }).answers) {
      await keepForm(ctx, story, { contactId: line.contactId, told, at: line.at });
    }
  });
}

async function keepForm(
  ctx: Context,
  story: Change,
  { contactId, told, at }: { contactId: string; told: Told; at: Date },
): Promise<void> {
  const { tx } = story;
  const id = requestOf(told.question);
  const found = id === null ? undefined : await findSurveyRequest(tx, id);
  if (!found || found.conversationId === null || found.contactId !== contactId) return;
  await lockConversationRow(tx, found.conversationId);
  const request = await lockSurveyRequest(tx, found.id);
  if (!request || request.how !== 'form' || request.finishedAt !== null) return;
  const content = surveyContent.parse(request.content);
  const answers = answersInForm(content, told);
  if (answers.length === 0) return;
  await keepAnswers(ctx, story, { ...request, content }, answers, at);
  const now = ctx.clock.now();
  await noteSurveyRequest(tx, request.id, { finishedAt: now });
  const asking = readAsking((await readAutomationPlace(tx, found.conversationId))?.asking);
  if (asking?.id !== request.id) return;
  // A number that is typed now is a message like any other.
  await setAsking(
    tx,
    found.conversationId,
    askingOf({ kind: 'survey', id: request.id, question: null, now }),
  );
}
