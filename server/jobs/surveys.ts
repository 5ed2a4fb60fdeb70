import { askSurvey } from '../desk/surveys/ask-survey.ts';
import { askByButtons } from '../desk/surveys/ask-by-buttons.ts';
import { hearAnswer } from '../desk/surveys/hear-answer.ts';
import { hearForm } from '../desk/surveys/hear-form.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { hasPayload, readPayloadId, readPayloadText } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Asks customers how it went; nothing waits for the network. */
export const askSurveyHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  run: (job) =>
    askSurvey(ctx, {
      conversationId: readPayloadId(job, 'conversationId'),
      agentId: hasPayload(job, 'agentId') ? readPayloadId(job, 'agentId') : null,
    }),
});

/** Hears what may be an answer to something that we asked. */
export const hearAnswerHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  run: (job) =>
    hearAnswer(ctx, {
      messageId: readPayloadId(job, 'messageId'),
      asked: hasPayload(job, 'question')
        ? { id: readPayloadId(job, 'askedId'), question: readPayloadText(job, 'question') }
        : null,
    }),
});

/** Hears what was answered in Messenger's form. */
export const hearFormHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  run: (job) => hearForm(ctx, { messageId: readPayloadId(job, 'messageId') }),
});

/** Asks otherwise what a form could not ask. */
export const askByButtonsHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  run: (job) => askByButtons(ctx, { messageId: readPayloadId(job, 'messageId') }),
});
