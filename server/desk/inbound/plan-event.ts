import type { PageEvent, PersonEvent } from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { midOfLine, midOfPostback, midOfReferral } from './derived-mid.ts';
import type { Past } from './past.ts';
import { planComment, planFeedReaction, planMention, planPost } from './plan-comment.ts';
import { planEcho } from './plan-echo.ts';
import { planReferral, planUnknownLine } from './plan-lines.ts';
import { planDelivery, planEdit, planReaction, planRead, planUnsend } from './plan-marks.ts';
import { planMessage, planPostback } from './plan-message.ts';
import { planThreadControl, planThreadRequest } from './plan-thread-control.ts';
import { planTelling, tellingOf } from './plan-telling.ts';
import type { Plan } from './plan.ts';
import { midsOfPublic } from './read-threads.ts';

/**
 * Changes the plan by one event of a page. Never throws for what Meta sends.
 *
 * @param at    Meta's time, else that of its arrival.
 * @param past  for what was read afterwards; null for what was just told.
 */
export function planEvent(
  plan: Plan,
  page: PageFact,
  event: PageEvent,
  at: Date,
  past: Past | null = null,
): void {
  switch (event.kind) {
    case 'message':
      return planMessage(plan, page, event, at, past);
    case 'postback':
      return planPostback(plan, page, event, at);
    case 'echo':
      return planEcho(plan, page, event, at, past);
    case 'unsend':
      return planUnsend(plan, page, event, at);
    case 'reaction':
      return planReaction(plan, page, event, at);
    case 'edit':
      return planEdit(plan, page, event, at);
    case 'delivery':
      return planDelivery(plan, page, event, at);
    case 'read':
      return planRead(plan, page, event, at);
    case 'referral':
      return planReferral(plan, page, event, at);
    case 'pass-thread-control':
    case 'take-thread-control':
      return planThreadControl(plan, page, event, at);
    case 'request-thread-control':
      return planThreadRequest(plan, page, event, at);
    case 'comment':
      return planComment(plan, page, event, at, past);
    case 'post':
      return planPost(plan, page, event, at, past);
    case 'mention':
      return planMention(plan, page, event, at);
    case 'feed-reaction':
      return planFeedReaction(plan, page, event, at);
    default: {
      const activity = tellingOf(event);
      if (activity !== null && event.personId !== null) {
        return planTelling(plan, page, event as PersonEvent, activity, at);
      }
      const kind = lineKindOf(event);
      if (kind !== null) planUnknownLine(plan, page, event as PersonEvent, kind, at);
    }
  }
}

/** Whether there is no verb for an event yet: it is kept whole, to be read again one day. */
export function isBeyondUs(event: PageEvent): boolean {
  switch (event.kind) {
    case 'message':
    case 'postback':
    case 'echo':
    case 'unsend':
    case 'reaction':
    case 'edit':
    case 'delivery':
    case 'read':
    case 'referral':
    case 'pass-thread-control':
    case 'take-thread-control':
    case 'request-thread-control':
    case 'feed-reaction':
      return false;
    case 'comment':
    case 'post':
      return event.verb === 'other';
    case 'mention':
      return event.verb === 'other' || (event.commentId === null && event.postId === null);
    default:
      return tellingOf(event) === null || event.personId === null;
  }
}

/** What a line of the timeline calls an event that there is no verb for; null when it has no conversation to stand in. */
function lineKindOf(event: PageEvent): string | null {
  switch (event.kind) {
    case 'unknown':
      // What is about a message but names none is counted, and shown to nobody but administrators.
      return event.personId !== null &&
        event.reason === 'new-kind' &&
        event.rawKind !== null &&
        isMessaging(event)
        ? event.rawKind
        : null;
    default:
      return null;
  }
}

/** Changes of a feed name people too, but not as somebody to talk to. */
function isMessaging({ raw }: PageEvent): boolean {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && 'sender' in raw;
}

/** Meta's ids that an event brings, and those that it only names. */
export function midsOf(event: PageEvent, at: Date): { brings: string[]; names: string[] } {
  switch (event.kind) {
    case 'message':
    case 'postback': {
      const brings = [event.kind === 'message' ? event.mid : midOfPostback(event, at)];
      if (event.referral) brings.push(midOfReferral(event.personId, event.referral, at));
      const quoted = event.kind === 'message' ? event.replyTo?.mid : null;
      return { brings, names: quoted ? [quoted] : [] };
    }
    case 'echo':
      return { brings: [event.mid], names: event.replyTo?.mid ? [event.replyTo.mid] : [] };
    case 'referral':
      return { brings: [midOfReferral(event.personId, event.referral, at)], names: [] };
    case 'unsend':
    case 'reaction':
    case 'edit':
      return { brings: [], names: [event.mid] };
    case 'delivery':
      return { brings: [], names: event.mids };
    case 'pass-thread-control':
    case 'take-thread-control':
    case 'request-thread-control':
      return { brings: [midOfLine(event, event.kind)], names: [] };
    case 'comment':
    case 'post':
    case 'mention':
    case 'feed-reaction':
      return midsOfPublic(event);
    default: {
      const kind = tellingOf(event) !== null && event.personId !== null ? event.kind : lineKindOf(event);
      return { brings: kind === null ? [] : [midOfLine(event as PersonEvent, kind)], names: [] };
    }
  }
}
