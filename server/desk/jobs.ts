import type { NewJob } from '../store/job-queue.ts';

/** Reads a piece of a page's past from Facebook, and goes on until all is read. One of them per reading. */
export function backfillJob(backfill: { id: string; pageId: string }): NewJob {
  return {
    kind: 'backfill',
    uniqueKey: `backfill:${backfill.id}`,
    pageId: backfill.pageId,
    payload: { backfillId: backfill.id },
    // The verb itself decides when to give up.
    maxAttempts: 1_000_000,
  };
}

/** Shows a person that somebody types, or has read. Tried once; at most one of each kind waits per person. */
export function gestureJob(
  contact: { id: string; pageId: string },
  action: 'typing_on' | 'mark_seen',
  at: Date,
): NewJob {
  return {
    kind: 'gesture',
    uniqueKey: `${action}:${contact.id}`,
    pageId: contact.pageId,
    payload: { contactId: contact.id, action, at: at.toISOString() },
    maxAttempts: 1,
  };
}

/** Tells Facebook of the page's reaction to a message; of one message one after another. */
export function reactJob(message: { id: string; pageId: string }): NewJob {
  return { kind: 'react', key: message.id, pageId: message.pageId, payload: { messageId: message.id } };
}

/** Asks Facebook which app holds a person's thread. At most one of them waits per person. */
export function refreshThreadOwnerJob(contact: { id: string; pageId: string }): NewJob {
  return {
    kind: 'refresh-thread-owner',
    uniqueKey: `refresh-thread-owner:${contact.id}`,
    pageId: contact.pageId,
    payload: { contactId: contact.id },
  };
}

/**
 * Sends one of our messages to Facebook. Keyed by the person: what is written to one person goes out in the
 * order of writing, and a message that has to wait holds back those behind it. Two jobs for one message do no
 * harm: only a queued message is sent.
 */
export function deliverMessageJob(message: { id: string; contactId: string; pageId: string }): NewJob {
  return {
    kind: 'deliver-message',
    key: message.contactId,
    pageId: message.pageId,
    payload: { messageId: message.id },
    // The verb itself decides when to give up; a job that ended before its message would leave it hanging.
    maxAttempts: 1_000_000,
  };
}

/** Erases what was written on the pages that were taken off the desk until now, or on one of them. */
export function eraseConversationsJob(removedUntil: Date, pageId: string | null = null): NewJob {
  return {
    kind: 'erase-conversations',
    uniqueKey: `erase-conversations:${pageId ?? 'all'}:${removedUntil.toISOString()}`,
    payload: { removedUntil: removedUntil.toISOString(), ...(pageId === null ? {} : { pageId }) },
    maxAttempts: 1_000,
  };
}

/** Finds out whether a message went out whose fate is still unknown when nobody can wait for it any longer. */
export function settleMessageJob(message: { id: string; pageId: string }, runAt: Date): NewJob {
  return {
    kind: 'settle-message',
    uniqueKey: `settle-message:${message.id}`,
    pageId: message.pageId,
    payload: { messageId: message.id },
    runAt,
    maxAttempts: 1_000,
  };
}

/** Reads a person's name and picture from Facebook. At most one of them waits per person. */
export function fetchProfileJob(contact: { id: string; pageId: string }, runAt?: Date): NewJob {
  return {
    kind: 'fetch-profile',
    uniqueKey: `fetch-profile:${contact.id}`,
    pageId: contact.pageId,
    payload: { contactId: contact.id },
    ...(runAt ? { runAt } : {}),
  };
}

/** Looks after a page's connection, again and again. One for each page. */
export function probePageJob(pageId: string): NewJob {
  return {
    kind: 'probe-page',
    uniqueKey: `probe-page:${pageId}`,
    pageId,
    payload: { pageId },
    maxAttempts: 1_000_000,
  };
}

/** Hands a mail to the mail server. */
export function sendMailJob(mailId: string): NewJob {
  return {
    kind: 'send-mail',
    uniqueKey: `send-mail:${mailId}`,
    payload: { mailId },
    // The verb itself decides when to give up.
    maxAttempts: 1_000,
  };
}

/** Sends what was said in a conversation that is closed; those of one person in their order. */
export function sendTranscriptJob(conversation: { id: string; contactId: string; pageId: string }): NewJob {
  const { id, contactId, pageId } = conversation;
  return {
    kind: 'send-transcript',
    key: contactId,
    uniqueKey: `send-transcript:${id}`,
    pageId,
    payload: { conversationId: id, contactId },
  };
}

/** Stores our own copy of what a customer sent, before Facebook's link expires. */
export function downloadAttachmentJob(attachment: { id: string; pageId: string }): NewJob {
  return {
    kind: 'download-attachment',
    uniqueKey: `download-attachment:${attachment.id}`,
    pageId: attachment.pageId,
    payload: { attachmentId: attachment.id },
  };
}

/** Copies a page's picture from Facebook, before its link expires. At most one of them waits per page. */
export function fetchPagePictureJob(pageId: string, url: string): NewJob {
  return {
    kind: 'fetch-page-picture',
    uniqueKey: `fetch-page-picture:${pageId}`,
    pageId,
    payload: { pageId, url },
    maxAttempts: 3,
  };
}

/** Looks whether a text of the page's is due to what a customer wrote. One of them waits per conversation. */
export function greetJob(message: { id: string; conversationId: string; pageId: string }): NewJob {
  return {
    kind: 'greet',
    uniqueKey: `greet:${message.conversationId}`,
    pageId: message.pageId,
    payload: { messageId: message.id },
  };
}

/** Tells a customer of what was done with their conversation, when that is done. */
export function sayOfActJob(
  conversation: { id: string; pageId: string },
  act: { key: string; agentId: string | null; cause: string },
): NewJob {
  return {
    kind: 'say-of-act',
    key: conversation.id,
    pageId: conversation.pageId,
    payload: { conversationId: conversation.id, ...act },
  };
}

/** Ends what nobody answered of a conversation's requests for advice, when their time is over. */
export function endRequestsJob(conversation: { id: string; pageId: string }, runAt: Date): NewJob {
  return {
    kind: 'end-requests',
    key: conversation.id,
    pageId: conversation.pageId,
    payload: { conversationId: conversation.id },
    runAt,
  };
}

/** Sends somebody the notice of their page and asks them to agree. */
export function askConsentJob(
  contact: { id: string; pageId: string },
  asked: { version: number; at: Date },
): NewJob {
  return {
    kind: 'ask-consent',
    key: contact.id,
    pageId: contact.pageId,
    payload: { contactId: contact.id, version: asked.version, at: asked.at.toISOString() },
    maxAttempts: 1_000,
  };
}

/** Asks the customers who are talked to on a page now; it begins to ask, or asks with another text. */
export function askThoseHereJob(pageId: string): NewJob {
  return { kind: 'ask-those-here', uniqueKey: `ask-those-here:${pageId}`, pageId, payload: { pageId } };
}

/** Writes down what somebody answered, and does what follows from it. */
export function recordConsentJob(
  contact: { id: string; pageId: string },
  given: { version: number; answer: 'agreed' | 'declined'; at: Date },
): NewJob {
  return {
    kind: 'record-consent',
    key: contact.id,
    pageId: contact.pageId,
    payload: { contactId: contact.id, ...given, at: given.at.toISOString() },
    maxAttempts: 1_000,
  };
}

/** Asks a customer how it went, once their conversation has ended. What is asked of one person goes in order. */
export function askSurveyJob(conversation: {
  id: string;
  contactId: string;
  pageId: string;
  agentId: string | null;
}): NewJob {
  const { id, contactId, pageId, agentId } = conversation;
  return {
    kind: 'ask-survey',
    key: contactId,
    uniqueKey: `ask-survey:${id}`,
    pageId,
    payload: { conversationId: id, contactId, ...(agentId === null ? {} : { agentId }) },
  };
}

/**
 * Hears a message that may answer something we asked; those of one person in their order.
 * @param asked  what stood when it came: what is typed answers that, and nothing that is asked later.
 */
export function hearAnswerJob(
  message: { id: string; contactId: string; pageId: string },
  asked: { id: string; question: string | null } | null,
): NewJob {
  const { id, contactId, pageId } = message;
  return {
    kind: 'hear-answer',
    key: contactId,
    uniqueKey: `hear-answer:${id}`,
    pageId,
    payload: {
      messageId: id,
      contactId,
      ...(asked?.question ? { askedId: asked.id, question: asked.question } : {}),
    },
  };
}

/** Hears what a customer answered in Messenger's form, as a line tells it; those of one person in their order. */
export function hearFormJob(line: { id: string; contactId: string; pageId: string }): NewJob {
  const { id, contactId, pageId } = line;
  return {
    kind: 'hear-form',
    key: contactId,
    uniqueKey: `hear-form:${id}`,
    pageId,
    payload: { messageId: id, contactId },
  };
}

/** Asks by buttons what a form should have asked that Facebook did not take. */
export function askByButtonsJob(form: { id: string; contactId: string; pageId: string }): NewJob {
  const { id, contactId, pageId } = form;
  return {
    kind: 'ask-by-buttons',
    key: contactId,
    uniqueKey: `ask-by-buttons:${id}`,
    pageId,
    payload: { messageId: id, contactId },
  };
}

/** Finds out who the customer of a conversation is. At most one of them waits per conversation. */
export function identifyJob(conversation: { id: string; contactId: string; pageId: string }): NewJob {
  const { id, contactId, pageId } = conversation;
  return {
    kind: 'identify',
    uniqueKey: `identify:${id}`,
    pageId,
    payload: { conversationId: id, contactId },
  };
}

/** The same for conversations that were read afterwards, together: live ones do not wait behind them. */
export function identifyPastJob(past: { conversationIds: readonly string[]; pageId: string }): NewJob {
  const { conversationIds, pageId } = past;
  return { kind: 'identify-past', pageId, payload: { conversationIds } };
}

/** Removes all that is held of a person. */
export function erasePersonJob(erasure: { id: string }): NewJob {
  return {
    kind: 'erase-person',
    uniqueKey: `erase-person:${erasure.id}`,
    payload: { erasureId: erasure.id },
    maxAttempts: 1_000_000,
  };
}

/**
 * Sends a conversation to its department that waits for the person's profile: when that is known, or when it has
 * waited long enough (`runAt`). The two do not stand in for one another.
 */
export function routeJob(conversation: { id: string; pageId: string }, when: { runAt?: Date } = {}): NewJob {
  return {
    kind: 'route',
    uniqueKey: `${when.runAt ? 'route-late' : 'route'}:${conversation.id}`,
    pageId: conversation.pageId,
    payload: { conversationId: conversation.id },
    ...when,
  };
}

/** Tells another program something. Of one conversation it hears one thing after another. */
export function sendWebhookJob(delivery: {
  id: string;
  endpointId: string;
  conversationId: string | null;
}): NewJob {
  return {
    kind: 'send-webhook',
    key: `${delivery.endpointId}:${delivery.conversationId ?? delivery.id}`,
    payload: { deliveryId: delivery.id },
    // The verb itself decides when to give up.
    maxAttempts: 1_000_000,
  };
}

/** Has triggers look at something that happened; of one conversation at one thing after another. */
export function runTriggersJob({
  at,
  since,
  ...happened
}: {
  id: string;
  event: string;
  conversationId: string;
  at: Date;
  messageId?: string | undefined;
  triggerId?: string | undefined;
  since?: Date | undefined;
  runId?: string | undefined;
}): NewJob {
  return {
    kind: 'run-triggers',
    key: happened.conversationId,
    payload: { ...happened, at: at.toISOString(), ...(since ? { since: since.toISOString() } : {}) },
  };
}

/** Translates a message into what it is waited for in. Of one message one after another: an edit's words come last. */
export function translateMessageJob(message: { id: string; pageId: string }): NewJob {
  return {
    kind: 'translate-message',
    key: message.id,
    pageId: message.pageId,
    payload: { messageId: message.id },
    // The verb itself decides when to give up.
    maxAttempts: 1_000_000,
  };
}

/** Asks the program of a work stream who gets a conversation. One of them per conversation. */
export function askServiceJob(conversationId: string): NewJob {
  return {
    kind: 'ask-service',
    uniqueKey: `ask-service:${conversationId}`,
    payload: { conversationId },
    // The verb itself decides when to give up.
    maxAttempts: 1_000_000,
  };
}
