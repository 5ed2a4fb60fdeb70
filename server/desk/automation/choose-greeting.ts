import type { PageSettings } from '../../../contract/page-settings.ts';

/** What decides which text is due to a customer's message. */
export interface GreetingFacts {
  /** Anybody of the department is there. */
  isStaffed: boolean;
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

/** So long after an agent's word nobody is told that nobody is there. */
const justAnsweredMs = 15 * 60_000;

/**
 * Which texts are due, in their order. The offline text stands in place of the welcome, unless the page wants both.
 * The welcome is for the first message of a conversation that nobody has begun for the customer, never after a
 * reopening.
 */
export function chooseGreeting(
  texts: PageSettings['texts'],
  facts: GreetingFacts,
): ('offline' | 'welcome')[] {
  const isOffline = texts.offline.isOn && !facts.isStaffed && !isJustAnswered(facts);
  const isWelcome = texts.welcome.isOn && isFirstWord(texts, facts);
  if (!isOffline) return isWelcome ? ['welcome'] : [];
  return isWelcome && texts.welcomeWithOffline ? ['welcome', 'offline'] : ['offline'];
}

function isJustAnswered({ lastReplyAt, now }: GreetingFacts): boolean {
  return lastReplyAt !== null && now.getTime() - lastReplyAt.getTime() < justAnsweredMs;
}

function isFirstWord({ welcomeOn }: PageSettings['texts'], facts: GreetingFacts): boolean {
  if (facts.wroteBefore || facts.wasAnswered || facts.isReopened) return false;
  return welcomeOn === 'every-conversation' || !facts.isKnown;
}
