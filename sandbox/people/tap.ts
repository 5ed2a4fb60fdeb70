import type { Simulation } from '../simulation.ts';
import { postbackEvent, referralEvent } from '../webhooks/event-shapes.ts';
import type { ReferralRecord, ThreadRecord } from '../world/records.ts';
import { openWindow } from '../world/window.ts';
import { newMessage, publish, takeWaitingReferral, timeOf, type Circumstances, type Deed } from './act.ts';
import { Refusal } from './refusal.ts';

export interface Tap extends Circumstances {
  title?: string | undefined;
  payload?: string | undefined;
  referral?: ReferralRecord | undefined;
  getStarted?: true | undefined;
}

/** A person taps a button of a template, the menu, an ice breaker or Get Started. */
export function tapButton(simulation: Simulation, thread: ThreadRecord, tap: Tap): Deed {
  const title = tap.getStarted ? 'Get Started' : tap.title;
  const payload = tap.payload ?? (tap.getStarted ? getStartedPayload(simulation, thread) : undefined);
  if (title === undefined || payload === undefined) {
    throw new Refusal(
      400,
      'A tap needs "title" and "payload", or "getStarted": true on a page that has the button.',
    );
  }
  const referral = tap.referral ?? takeWaitingReferral(thread);
  const message = newMessage({
    mid: simulation.mint.mid(),
    kind: 'postback',
    from: 'person',
    sentAt: timeOf(simulation, tap),
    text: title,
    payload,
    ...(referral && { referral }),
  });
  openWindow(thread, message.sentAt, referral?.source === 'ADS');
  simulation.world.addMessage(thread, message);
  publish(simulation, thread, tap, () => postbackEvent(thread, message));
  return { timestamp: message.sentAt, mid: message.mid };
}

/** A person follows an m.me link or an ad. In a new thread it shows only with the first message or tap. */
export function followReferral(
  simulation: Simulation,
  thread: ThreadRecord,
  referral: ReferralRecord,
  circumstances: Circumstances,
): Deed {
  const timestamp = timeOf(simulation, circumstances);
  if (thread.lastActionAt === null) {
    thread.waitingReferral = referral;
    simulation.live.thread(thread);
    return { timestamp };
  }
  const message = newMessage({
    mid: simulation.mint.mid(),
    kind: 'referral',
    from: 'person',
    sentAt: timestamp,
    referral,
  });
  openWindow(thread, timestamp, referral.source === 'ADS');
  simulation.world.addMessage(thread, message);
  publish(simulation, thread, circumstances, () => referralEvent(thread, timestamp, referral));
  return { timestamp };
}

function getStartedPayload(simulation: Simulation, thread: ThreadRecord): string | undefined {
  const button = simulation.world.pages.get(thread.pageId)?.messengerProfile['get_started'];
  if (typeof button !== 'object' || button === null || !('payload' in button)) return undefined;
  return String(button.payload);
}
