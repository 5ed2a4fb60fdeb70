import type { Simulation } from '../simulation.ts';
import { echoEvent, messageEvent } from '../webhooks/event-shapes.ts';
import type { MessageRecord, ReferralRecord, ThreadRecord } from '../world/records.ts';
import { holdByAnswering } from '../routing/control.ts';
import { pageInboxAppId } from '../routing/holder.ts';
import { openWindow } from '../world/window.ts';
import {
  findMessage,
  newMessage,
  publish,
  takeWaitingReferral,
  timeOf,
  type Circumstances,
  type Deed,
} from './act.ts';
import { attach, type AttachmentInput } from './attachment-input.ts';
import { Refusal } from './refusal.ts';

export interface Writing extends Circumstances {
  text?: string | undefined;
  attachments?: AttachmentInput[] | undefined;
  replyTo?: string | undefined;
  quickReply?: { payload: string } | undefined;
  referral?: ReferralRecord | undefined;
  unsupported?: true | undefined;
}

/** A person writes to the page. */
export function writeMessage(simulation: Simulation, thread: ThreadRecord, writing: Writing): Deed {
  refuseClosed(simulation, thread);
  const message = compose(simulation, thread, writing, 'person');
  const referral = writing.referral ?? takeWaitingReferral(thread);
  if (writing.quickReply) message.quickReplyPayload = writing.quickReply.payload;
  if (referral) message.referral = referral;
  if (writing.unsupported) message.unsupported = true;
  openWindow(thread, message.sentAt, referral?.source === 'ADS');
  thread.personTyping = false;
  simulation.world.addMessage(thread, message);
  publish(simulation, thread, writing, () => messageEvent(simulation, thread, message));
  return { timestamp: message.sentAt, mid: message.mid };
}

/** Somebody of the page answers in Meta's own inbox: the apps hear of it as an echo. */
export function answerFromInbox(
  simulation: Simulation,
  thread: ThreadRecord,
  writing: Writing & { appId?: string | undefined },
): Deed {
  const message = compose(simulation, thread, writing, 'page');
  message.appId = writing.appId ?? pageInboxAppId;
  thread.pageTyping = null;
  const tellTaken = holdByAnswering(simulation, thread, message.appId);
  simulation.world.addMessage(thread, message);
  if (!writing.silent) tellTaken();
  publish(simulation, thread, writing, () => echoEvent(simulation, thread, message));
  return { timestamp: message.sentAt, mid: message.mid };
}

/** Throws where Messenger would not let the person write: blocked, banned, or the page takes no messages. */
export function refuseClosed({ world }: Simulation, thread: ThreadRecord): void {
  const page = world.pages.get(thread.pageId);
  const isShutOut = thread.isBlocked || page?.bannedIds.includes(thread.personId);
  if (isShutOut) throw new Refusal(409, 'The page has blocked this person.');
  if (page?.messaging === false) throw new Refusal(409, 'The page takes no messages.');
  if (page?.published === false) throw new Refusal(409, 'The page is not published.');
}

function compose(
  simulation: Simulation,
  thread: ThreadRecord,
  writing: Writing,
  from: MessageRecord['from'],
): MessageRecord {
  if (!writing.text && !writing.attachments?.length && !writing.unsupported) {
    throw new Refusal(400, 'A message needs text or attachments (or "unsupported": true).');
  }
  if (writing.replyTo !== undefined) findMessage(thread, writing.replyTo);
  return newMessage({
    mid: simulation.mint.mid(),
    from,
    sentAt: timeOf(simulation, writing),
    attachments: (writing.attachments ?? []).map((input) => attach(simulation, input)),
    ...(writing.text !== undefined && { text: writing.text }),
    ...(writing.replyTo !== undefined && { replyTo: writing.replyTo }),
  });
}
