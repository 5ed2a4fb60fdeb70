import type { MessageEvent, PostbackEvent } from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { mayGreetCustomers } from '../automation/may-greet.ts';
import { greetJob } from '../jobs.ts';
import { addMessage, type NewMessage } from './add-message.ts';
import { chatsOf } from './chats.ts';
import { midOfPostback } from './derived-mid.ts';
import { hearingOf, surveyedBy } from './heed-asking.ts';
import { endHistory, isLive, isSpam, placeOfAside, placeOfAsking, placeOfPast } from './succession.ts';
import { heedConsent } from './heed-consent.ts';
import type { Past } from './past.ts';
import { isShutOut, shutOut } from './shut-out.ts';
import { asked } from './waiting.ts';
import { contactOf, midKey, openWindow, type Plan, type PlannedConversation } from './plan.ts';
import { addReferral } from './plan-lines.ts';
import { noteOwnThread, noteStandby } from './plan-thread-control.ts';

/** A customer wrote: exactly one message, whatever Meta repeats. */
export function planMessage(
  plan: Plan,
  page: PageFact,
  event: MessageEvent,
  at: Date,
  past: Past | null = null,
): void {
  const message: NewMessage = {
    direction: 'in',
    mid: event.mid,
    at,
    content: event,
    tapped: event.quickReply && { kind: 'quick-reply', payload: event.quickReply.payload },
    standby: event.standby,
  };
  if (past === 'over' || past === 'late') recall(plan, page, event, message, past);
  else receive(plan, page, event, message, past);
}

/** A customer tapped a button: it stands in the timeline with its title. */
export function planPostback(plan: Plan, page: PageFact, event: PostbackEvent, at: Date): void {
  receive(plan, page, event, {
    direction: 'in',
    mid: midOfPostback(event, at),
    at,
    content: { text: event.title, attachments: [], replyTo: null, isUnsupported: false },
    tapped: { kind: 'postback', payload: event.payload },
    standby: event.standby,
  });
}

function receive(
  plan: Plan,
  page: PageFact,
  { personId, referral }: Pick<MessageEvent, 'personId' | 'referral'>,
  message: NewMessage,
  past: Past | null = null,
): void {
  if (plan.messages.has(midKey(page.id, message.mid))) return;
  const { at, standby } = message;
  const contact = contactOf(plan, page, personId, at);
  if (isShutOut(plan, contact)) return shutOut(plan, contact, message);
  const withheld = !heedConsent(plan, contact, message);
  openWindow(contact, at);
  if (past !== null) endHistory(contact, at);
  const surveyed = withheld || past !== null ? null : surveyedBy(contact, message);
  const place = standby ? placeOfAside : placeOfAsking;
  const conversation = surveyed ?? place(chatsOf(plan, contact), at);
  conversation.row.windowAnchorAt = contact.row.windowAnchorAt;
  if (referral) addReferral(plan, conversation, { personId, referral, at, isMessage: true });
  // Another app has the thread: it is shown, and asks nothing of us.
  if (standby) noteStandby(plan, contact, at, null);
  else {
    if (!surveyed) askForAnswer(conversation, at);
    if (past === null) noteOwnThread(contact, at);
  }
  const placed: NewMessage = { ...message, withheld, answers: surveyed ? 'survey' : null };
  const { row } = addMessage(plan, conversation, placed);
  const hearing = withheld || past !== null ? null : hearingOf(conversation, placed, row);
  if (hearing) plan.jobs.push(hearing);
  // Nothing automatic answers what was read afterwards.
  const mayGreet = !standby && !surveyed && past === null && isLive(conversation);
  if (mayGreet && greets(page)) plan.jobs.push(greetJob(row));
}

/** Of the pages of a batch, told once for each. */
const greeting = new WeakMap<PageFact, boolean>();

/** Whether a look for texts is worth a job. Nothing is set for most pages, and nothing is sent unless it is set. */
function greets(page: PageFact): boolean {
  let does = greeting.get(page);
  if (does === undefined) {
    does = mayGreetCustomers(page);
    greeting.set(page, does);
  }
  return does;
}

/** A customer wrote, and it is known only now: it is put in its place, and nobody is called. */
function recall(
  plan: Plan,
  page: PageFact,
  { personId }: Pick<MessageEvent, 'personId'>,
  message: NewMessage,
  past: Past,
): void {
  if (plan.messages.has(midKey(page.id, message.mid))) return;
  const contact = contactOf(plan, page, personId, message.at);
  if (isShutOut(plan, contact)) return shutOut(plan, contact, message);
  const withheld = !heedConsent(plan, contact, message);
  openWindow(contact, message.at);
  const conversation = placeOfPast(chatsOf(plan, contact), message.at);
  conversation.row.windowAnchorAt = contact.row.windowAnchorAt;
  if (past === 'late' && isLive(conversation)) conversation.recountWaiting = true;
  addMessage(plan, conversation, { ...message, withheld });
}

function askForAnswer(conversation: PlannedConversation, at: Date): void {
  if (isSpam(conversation)) return;
  conversation.row.unreadCount++;
  if (isLive(conversation)) asked(conversation, at);
}
