import { readAutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { findAnswer } from '../../store/survey-requests.ts';
import { change, type Context } from '../context.ts';
import { hearPreChatAnswer } from '../pre-chat/hear-pre-chat-answer.ts';
import { readAnswerPayload, readAsking } from './asking.ts';
import { hearSurveyAnswer } from './hear-survey-answer.ts';

/**
 * Hears a message of a customer's that may answer something of ours: of the survey, or of the page's first questions.
 * What answers nothing stays a message. Safe to run again. No access check: a rule of the page's listens.
 */
export async function hearAnswer(
  ctx: Context,
  input: { messageId: string; asked: { id: string; question: string } | null },
): Promise<void> {
  await change(ctx, async (story) => {
    const message = await findAnswer(story.tx, input.messageId);
    if (!message) return;
    await lockConversationRow(story.tx, message.conversationId);
    const place = await readAutomationPlace(story.tx, message.conversationId);
    if (!place) return;
    const { contactId, text, at } = message;
    const tapped = readAnswerPayload(payloadOf(message.tapped));
    const asking = readAsking(place.asking);
    const { asked } = input;
    const isStanding = asked !== null && asking?.id === asked.id && asking.question === asked.question;
    const heard = { contactId, tapped, at, typed: isStanding && tapped === null ? text : null };
    const kind = tapped?.kind ?? asking?.kind;
    if (kind === 'survey') await hearSurveyAnswer(ctx, story, place, heard);
    if (kind === 'pre-chat') await hearPreChatAnswer(ctx, story, place, heard);
  });
}

/** Written by intake alone. */
function payloadOf(tapped: unknown): string | null {
  if (typeof tapped !== 'object' || tapped === null || !('payload' in tapped)) return null;
  return typeof tapped.payload === 'string' ? tapped.payload : null;
}
