/** What decides whether a customer is asked when their conversation has ended. */
export interface SurveyFacts {
  /** One was sent about this conversation. */
  wasAsked: boolean;
  /** The customer is shut out. */
  isShutOut: boolean;
  /** One of our people wrote to them in it. */
  wasAnswered: boolean;
  /** When they were last asked, about whatever conversation. */
  lastAskedAt: Date | null;
  /** Who never got an answer is not asked. */
  onlyAnswered: boolean;
  now: Date;
}

const dayMs = 24 * 3_600_000;
/** At most one survey for a customer in this time. */
const restMs = 7 * dayMs;

/** `ask`; a reason that the timeline tells; or null: there is nothing to be done or said. */
export function judgeSurvey(facts: SurveyFacts): 'ask' | 'not-answered' | 'recently-asked' | null {
  if (facts.wasAsked || facts.isShutOut) return null;
  if (facts.onlyAnswered && !facts.wasAnswered) return 'not-answered';
  const { lastAskedAt, now } = facts;
  if (lastAskedAt !== null && now.getTime() - lastAskedAt.getTime() < restMs) return 'recently-asked';
  return 'ask';
}
