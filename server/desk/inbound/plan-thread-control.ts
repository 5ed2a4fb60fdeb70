import type { Activity } from '../../../contract/messages.ts';
import type {
  EchoEvent,
  PassThreadControlEvent,
  RequestThreadControlEvent,
  TakeThreadControlEvent,
} from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { refreshThreadOwnerJob } from '../jobs.ts';
import { unknownApp } from '../threads/held-elsewhere.ts';
import { addLine } from './add-line.ts';
import { chatsOf } from './chats.ts';
import { midOfLine } from './derived-mid.ts';
import { placeOfAside, placeOfAsking, touchConversation } from './succession.ts';
import {
  changeContact,
  contactOf,
  type Plan,
  type PlannedContact,
  type PlannedConversation,
} from './plan.ts';

/**
 * The control over a thread went to somebody. To us: the conversation comes back to the queue, once, whoever tells
 * it again. To another app: it is theirs, and nothing waits for us. What is older than what is known leaves its line
 * and changes nothing.
 */
export function planThreadControl(
  plan: Plan,
  page: PageFact,
  event: PassThreadControlEvent | TakeThreadControlEvent,
  at: Date,
): void {
  const { newOwnerAppId } = event;
  const contact = contactOf(plan, page, event.personId, at);
  const isNews = isNewer(contact, at);
  const isOurs = newOwnerAppId === page.appId;
  const isElsewhere = newOwnerAppId !== null && !isOurs;
  const place = isOurs && isNews ? placeOfAsking : placeOfAside;
  const mid = midOfLine(event, event.kind);
  if (plan.messages.has(`${page.id} ${mid}`)) return;
  const conversation = place(chatsOf(plan, contact), at);
  const activity: Activity = {
    type: 'thread-control',
    change: isOurs ? 'returned' : isElsewhere ? 'lost' : 'idle',
    appId: isOurs ? event.previousOwnerAppId : newOwnerAppId,
    by: null,
  };
  addLine(plan, conversation, { activity, at, mid });
  touchConversation(conversation, at);
  if (!isNews) return;
  changeContact(contact, { threadOwner: isElsewhere ? newOwnerAppId : null, threadOwnerAt: at });
  if (isOurs) callBack(conversation, at);
  else if (isElsewhere) letGo(conversation);
}

/** Another app asks for the thread: it is told, and a person decides. */
export function planThreadRequest(
  plan: Plan,
  page: PageFact,
  event: RequestThreadControlEvent,
  at: Date,
): void {
  const contact = contactOf(plan, page, event.personId, at);
  const conversation = placeOfAside(chatsOf(plan, contact), at);
  const appId = event.requestedOwnerAppId;
  const activity: Activity = { type: 'thread-control', change: 'requested', appId, by: null };
  if (addLine(plan, conversation, { activity, at, mid: midOfLine(event, event.kind) }))
    touchConversation(conversation, at);
}

/**
 * We only listen to this thread: another app holds it. Which one, an echo of its own tells; else Meta is asked. What
 * waits goes on waiting: the other app's answer ends it.
 */
export function noteStandby(plan: Plan, contact: PlannedContact, at: Date, echo: EchoEvent | null): void {
  if (!isNewer(contact, at)) return;
  const named = echo !== null && echo.appId !== contact.page.appId ? echo.appId : null;
  const before = contact.row.threadOwner;
  changeContact(contact, { threadOwner: named ?? before ?? unknownApp, threadOwnerAt: at });
  if (named === null && before === null) plan.jobs.push(refreshThreadOwnerJob(contact.row));
  // The composer closes with the reason, or opens.
  if (before === null) for (const conversation of contact.conversations) conversation.isChanged = true;
}

/** The person's words came to us as to the one who answers: whoever held the thread does so no longer. */
export function noteOwnThread(contact: PlannedContact, at: Date): void {
  const { threadOwnerAt } = contact.row;
  if (threadOwnerAt === null || at >= threadOwnerAt) {
    changeContact(contact, { threadOwner: null, threadOwnerAt: at });
  }
}

function isNewer({ row }: PlannedContact, at: Date): boolean {
  return row.threadOwnerAt === null || at > row.threadOwnerAt;
}

/** Back in the queue: somebody has to look at what the other app left. */
function callBack(conversation: PlannedConversation, at: Date): void {
  const { row } = conversation;
  row.waitingSince ??= at;
  row.unreadCount = Math.max(row.unreadCount, 1);
  conversation.isChanged = true;
}

function letGo(conversation: PlannedConversation): void {
  conversation.row.waitingSince = null;
  conversation.isChanged = true;
}
