import type { Activity } from '../../../contract/messages.ts';
import type {
  MessagingFeedbackEvent,
  OrderEvent,
  PageEvent,
  PersonEvent,
} from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { addLine } from './add-line.ts';
import { chatsOf } from './chats.ts';
import { midOfLine } from './derived-mid.ts';
import { placeOfAside, touchConversation } from './succession.ts';
import { hearFormJob } from '../jobs.ts';
import { requestOf } from '../surveys/word-form.ts';
import { contactOf, midKey, type Plan } from './plan.ts';

/** Something a person did that is no message and asks for no answer: one line in the timeline tells it. */
export function planTelling(
  plan: Plan,
  page: PageFact,
  event: PersonEvent,
  activity: Activity,
  at: Date,
): void {
  const contact = contactOf(plan, page, event.personId, at);
  const conversation = placeOfAside(chatsOf(plan, contact), at);
  // The kind stands in the id, so that one item that tells two things makes two lines.
  const mid = midOfLine(event, (event as PageEvent).kind);
  if (!addLine(plan, conversation, { activity, at, mid })) return;
  touchConversation(conversation, at);
  const line = plan.messages.get(midKey(page.id, mid));
  if (line && isFormOfOurs(activity)) plan.jobs.push(hearFormJob(line.row));
}

/** Of another app's form, which is not ours to count, the line is all there is. */
function isFormOfOurs(activity: Activity): boolean {
  if (activity.type !== 'messaging-feedback') return false;
  return activity.answers.some(({ question }) => requestOf(question) !== null);
}

/** What a line says of an event that only has to be told; null for all others. */
export function tellingOf(event: PageEvent): Activity | null {
  switch (event.kind) {
    case 'optin':
      return { type: 'optin', by: event.optinType, notifications: event.notifications, title: event.title };
    case 'account-linking':
      return { type: 'account-linking', status: event.status };
    case 'response-feedback':
      return { type: 'response-feedback', feedback: event.feedback };
    case 'messaging-feedback':
      return { type: 'messaging-feedback', answers: event.answers.map(answerOf) };
    case 'order':
      return { type: 'order', products: event.products.map(productOf), note: event.note };
    case 'coupon':
      return { type: 'coupon', code: event.couponCode };
    default:
      return null;
  }
}

function answerOf({ questionId, payload, followUp }: MessagingFeedbackEvent['answers'][number]) {
  return { question: questionId, answer: payload, comment: followUp?.payload ?? null };
}

function productOf({ id, name, quantity, unitPrice, currency }: OrderEvent['products'][number]) {
  const price = unitPrice === null ? null : [unitPrice, currency].filter((part) => part !== null).join(' ');
  return { name: name ?? id ?? 'A product', quantity, price };
}
