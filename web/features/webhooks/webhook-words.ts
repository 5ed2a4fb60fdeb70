import type { WebhookEvent } from '../../../contract/webhooks.ts';

/** What each event is called. */
export const webhookWords: Record<WebhookEvent, string> = {
  'conversation.begun': 'A conversation begins',
  'conversation.queued': 'It waits for somebody',
  'conversation.taken': 'Somebody has it',
  'conversation.forwarded': 'It is handed to another department',
  'conversation.closed': 'It is ended',
  'message.customer': 'The customer writes',
  'message.agent': 'An agent writes',
  'message.offline': 'The offline text is sent',
};

/** Also for one that an earlier version told, for a trigger's call, and for a test. */
export function eventWords(event: string): string {
  if (event === 'test') return 'A test';
  if (event === 'trigger') return 'A trigger calls';
  return Object.hasOwn(webhookWords, event) ? webhookWords[event as WebhookEvent] : event;
}
