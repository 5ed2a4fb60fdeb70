import type { AutomatedKey } from '../../../contract/automated-messages.ts';
import type { HoursInForce } from '../hours/in-force.ts';
import type { TextsOfPage } from './texts.ts';

/** What decides which text is due to a customer's message. */
export interface GreetingFacts {
  closed: HoursInForce['closed'];
  /** Anybody of the department is there. */
  isStaffed: boolean;
  /** The department has members, there or not. */
  hasMembers: boolean;
  /** Nobody has the conversation, and somebody is to take it. */
  isQueued: boolean;
  /** Somebody is at it: an agent who is there has it, and the customer did not begin it with this message. */
  isHeld: boolean;
  /** The customer wrote in this conversation before. */
  wroteBefore: boolean;
  /** Somebody has answered in this conversation, or the page began it. */
  wasAnswered: boolean;
  /** The customer has had a conversation before this one. */
  isKnown: boolean;
  isReopened: boolean;
  /** The last word of one of our people in this conversation. */
  lastReplyAt: Date | null;
  now: Date;
}

/** What may be due to a message. */
export type Greeting = Extract<
  AutomatedKey,
  'holiday' | 'outOfHours' | 'notAssigned' | 'offline' | 'queued' | 'position' | 'welcome'
>;

/** So long after an agent's word nobody is told that nobody answers. */
const justAnsweredMs = 15 * 60_000;

/**
 * Which texts are due, in their order: one of holiday, outside of the hours, nobody could be there, nobody is there, in
 * the queue, welcome, in this precedence; what is off does not stand in the way. With the page's option the welcome goes
 * before any of the others. The welcome is for the first message of a conversation that nobody has begun for the
 * customer, never after a reopening.
 */
export function chooseGreeting({ text, options }: TextsOfPage, facts: GreetingFacts): Greeting[] {
  const isDue: Record<Greeting, boolean> = {
    ...duePerAbsence(facts),
    queued: facts.isQueued,
    position: facts.isQueued,
    welcome: isFirstWord(options, facts),
  };
  const [chosen] = precedence.filter((key) => isDue[key] && text(key).isOn);
  if (chosen === undefined) return [];
  const isWelcome = isDue.welcome && text('welcome').isOn;
  return chosen !== 'welcome' && isWelcome && options.welcomeWithOffline ? ['welcome', chosen] : [chosen];
}

const precedence: readonly Greeting[] = [
  'holiday',
  'outOfHours',
  'notAssigned',
  'offline',
  'queued',
  'position',
  'welcome',
];

function duePerAbsence(
  facts: GreetingFacts,
): Record<'holiday' | 'outOfHours' | 'notAssigned' | 'offline', boolean> {
  const { closed, hasMembers, isStaffed } = facts;
  const isAlone = !facts.isHeld && !isJustAnswered(facts);
  return {
    holiday: isAlone && closed !== null && closed.isHoliday,
    outOfHours: isAlone && closed !== null,
    notAssigned: isAlone && !hasMembers,
    offline: isAlone && !isStaffed,
  };
}

function isJustAnswered({ lastReplyAt, now }: GreetingFacts): boolean {
  return lastReplyAt !== null && now.getTime() - lastReplyAt.getTime() < justAnsweredMs;
}

function isFirstWord({ welcomeOn }: TextsOfPage['options'], facts: GreetingFacts): boolean {
  if (facts.wroteBefore || facts.wasAnswered || facts.isReopened) return false;
  return welcomeOn === 'every-conversation' || !facts.isKnown;
}
