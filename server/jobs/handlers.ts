import type { ProfileContext } from '../desk/contacts/fetch-profile.ts';
import type { MailContext } from '../desk/mail/send-mail.ts';
import type { DownloadContext } from '../desk/files/download-attachment.ts';
import type { WebhookContext } from '../desk/outgoing-webhooks/deliver.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import type { Logger } from '../kit/logger.ts';
import { askServiceHandler } from './ask-service.ts';
import { backfillHandler } from './backfill.ts';
import { askConsentHandler, askThoseHereHandler, recordConsentHandler } from './consent.ts';
import { keepWatchHandler } from './keep-watch.ts';
import { closeOverdueHandler } from './close-overdue.ts';
import { deliverMessageHandler } from './deliver-message.ts';
import { downloadAttachmentHandler } from './download-attachment.ts';
import { eraseConversationsHandler } from './erase-conversations.ts';
import { actOnCommentHandler } from './act-on-comment.ts';
import { fetchCommentHandler } from './fetch-comment.ts';
import { fetchPagePictureHandler } from './fetch-page-picture.ts';
import { greetHandler } from './greet.ts';
import { endRequestsHandler } from './end-requests.ts';
import { sayOfActHandler } from './say-of-act.ts';
import { watchQueueHandler } from './watch-queue.ts';
import { fetchPostHandler } from './fetch-post.ts';
import { fetchProfileHandler } from './fetch-profile.ts';
import { erasePersonHandler, keepTimesHandler } from './forget.ts';
import { gestureHandler, reactHandler } from './gestures.ts';
import { hideByRuleHandler } from './hide-by-rule.ts';
import { followEventsHandler } from './follow-events.ts';
import { runTriggersHandler } from './run-triggers.ts';
import { sendWebhookHandler } from './send-webhook.ts';
import { housekeepingHandler } from './housekeeping.ts';
import { routeHandler } from './route.ts';
import { identifyHandler, identifyPastHandler } from './identify.ts';
import { probePageHandler } from './probe-page.ts';
import { sendMailHandler, sendTranscriptHandler } from './send-mail.ts';
import { refreshThreadOwnerHandler } from './refresh-thread-owner.ts';
import { askByButtonsHandler, askSurveyHandler, hearAnswerHandler, hearFormHandler } from './surveys.ts';
import { settleMessageHandler } from './settle-message.ts';
import { translateMessageHandler } from './translate-message.ts';
import { watchOutageHandler } from './watch-outage.ts';
import type { JobHandlers } from './worker.ts';

/** Every kind of job there is, and who runs it. */
export function createHandlers(
  ctx: SendContext & DownloadContext & ProfileContext & MailContext & WebhookContext & { log: Logger },
) {
  return {
    'deliver-message': deliverMessageHandler(ctx),
    'settle-message': settleMessageHandler(ctx),
    'download-attachment': downloadAttachmentHandler(ctx),
    'fetch-profile': fetchProfileHandler(ctx),
    greet: greetHandler(ctx),
    route: routeHandler(ctx),
    'say-of-act': sayOfActHandler(ctx),
    'end-requests': endRequestsHandler(ctx),
    'watch-queue': watchQueueHandler(ctx),
    'erase-conversations': eraseConversationsHandler(ctx),
    'fetch-page-picture': fetchPagePictureHandler(ctx),
    'send-mail': sendMailHandler(ctx),
    'send-transcript': sendTranscriptHandler(ctx),
    'probe-page': probePageHandler(ctx),
    'refresh-thread-owner': refreshThreadOwnerHandler(ctx),
    gesture: gestureHandler(ctx),
    react: reactHandler(ctx),
    backfill: backfillHandler(ctx),
    'watch-outage': watchOutageHandler(ctx),
    'ask-consent': askConsentHandler(ctx),
    'ask-those-here': askThoseHereHandler(ctx),
    'record-consent': recordConsentHandler(ctx),
    'close-overdue': closeOverdueHandler(ctx),
    'keep-watch': keepWatchHandler(ctx),
    'follow-events': followEventsHandler(ctx),
    'send-webhook': sendWebhookHandler(ctx),
    'ask-service': askServiceHandler(ctx),
    'run-triggers': runTriggersHandler(ctx),
    'translate-message': translateMessageHandler(ctx),
    'erase-person': erasePersonHandler(ctx),
    'keep-times': keepTimesHandler(ctx),
    'fetch-post': fetchPostHandler(ctx),
    'fetch-comment': fetchCommentHandler(ctx),
    'hide-by-rule': hideByRuleHandler(ctx),
    'act-on-comment': actOnCommentHandler(ctx),
    'ask-survey': askSurveyHandler(ctx),
    'hear-answer': hearAnswerHandler(ctx),
    'hear-form': hearFormHandler(ctx),
    'ask-by-buttons': askByButtonsHandler(ctx),
    identify: identifyHandler(ctx),
    'identify-past': identifyPastHandler(ctx),
    housekeeping: housekeepingHandler(ctx),
  } satisfies JobHandlers;
}
