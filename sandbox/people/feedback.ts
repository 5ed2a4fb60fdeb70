import type { Simulation } from '../simulation.ts';
import type { MessageRecord, ThreadRecord } from '../world/records.ts';
import { openWindow } from '../world/window.ts';
import { findMessage, publish, timeOf, type Circumstances, type Deed } from './act.ts';
import { Refusal } from './refusal.ts';

export interface Feedback extends Circumstances {
  mid: string;
  /** The mark that was chosen, or the words that were written. */
  answer: string;
  /** What the person adds where the question asks for more. */
  followUp?: string | undefined;
}

const dayMs = 24 * 3_600_000;

/** A person answers the question of a feedback template: once, and before it expires. */
export function giveFeedback(simulation: Simulation, thread: ThreadRecord, feedback: Feedback): Deed {
  const message = findMessage(thread, feedback.mid);
  const template = templateOf(message, 'customer_feedback');
  const question = questionOf(template);
  const timestamp = timeOf(simulation, feedback);
  const days = Number(template['expires_in_days'] ?? 1);
  if (timestamp > message.sentAt + days * dayMs) throw new Refusal(409, 'The question has expired.');
  if (message.answer !== undefined) throw new Refusal(409, 'The question was answered before.');
  message.answer = feedback.answer;
  const { id, type } = question;
  const followUp = feedback.followUp && { follow_up: { type: 'free_form', payload: feedback.followUp } };
  publish(simulation, thread, feedback, () => ({
    sender: { id: thread.psid },
    recipient: { id: thread.pageId },
    messaging_feedback: {
      feedback_screens: [
        { screen_id: 0, questions: { [id]: { type, payload: feedback.answer, ...followUp } } },
      ],
    },
  }));
  return { timestamp, mid: message.mid };
}

/** A person takes the coupon of a template. */
export function takeCoupon(
  simulation: Simulation,
  thread: ThreadRecord,
  taking: Circumstances & { mid: string },
): Deed {
  const message = findMessage(thread, taking.mid);
  const { payload, coupon_code } = templateOf(message, 'coupon');
  const timestamp = timeOf(simulation, taking);
  openWindow(thread, timestamp, false);
  message.answer = 'taken';
  publish(simulation, thread, taking, () => ({
    sender: { id: thread.psid },
    recipient: { id: thread.pageId },
    timestamp,
    template: { type: 'coupon', payload, coupon_code },
  }));
  return { timestamp, mid: message.mid };
}

function templateOf(message: MessageRecord, type: string): Record<string, unknown> {
  const payload = message.attachments.find((attachment) => attachment.type === 'template')?.payload;
  const template: Record<string, unknown> = typeof payload === 'object' ? { ...payload } : {};
  if (template['template_type'] !== type) throw new Refusal(409, `This message is no ${type} template.`);
  return template;
}

function questionOf(template: Record<string, unknown>): { id: string; type: string } {
  const screens = template['feedback_screens'];
  const [screen]: unknown[] = Array.isArray(screens) ? screens : [];
  const questions = typeof screen === 'object' && screen && 'questions' in screen ? screen.questions : [];
  const [question]: unknown[] = Array.isArray(questions) ? questions : [];
  const about: Record<string, unknown> = typeof question === 'object' ? { ...question } : {};
  return { id: String(about['id']), type: String(about['type']) };
}
