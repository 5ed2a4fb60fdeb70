import { spanWords } from '../lib/dates.ts';

const hourMs = 3_600_000;
const standardMs = 24 * hourMs;
const humanMs = 6 * 24 * hourMs;

/** Until when a reply may be sent, in plain words of the ring. */
export type WindowFacts = {
  state: 'unlimited' | 'standard' | 'human-agent' | 'closed';
  endsAt: string | null;
};

export type WindowTone = 'calm' | 'soon' | 'urgent' | 'human' | 'closed';

export type WindowView = {
  tone: WindowTone;
  /** What is left of the ring, 0 to 1. */
  left: number;
  /** `22 h left`, `5 d left`, `Window closed`. */
  words: string;
  /** What kind of reply it is for: `standard reply`, `by hand`; null when closed. */
  manner: 'standard reply' | 'human reply' | null;
};

/** What is said in public has no end. */
const unlimited: WindowView = { tone: 'calm', left: 1, words: 'public', manner: null };
const closed: WindowView = { tone: 'closed', left: 0, words: 'Window closed', manner: null };

/** How the reply window looks at a moment. The thresholds are the same wherever the ring stands. */
export function viewWindow(facts: WindowFacts, nowMs: number): WindowView {
  if (facts.state === 'unlimited') return unlimited;
  if (facts.state === 'closed' || facts.endsAt === null) return closed;
  const leftMs = Date.parse(facts.endsAt) - nowMs;
  if (leftMs <= 0) return closed;
  // A day that has just begun is 24 hours: `1 d` would look like the longer window.
  const words = `${facts.state === 'standard' && leftMs >= standardMs ? '24 h' : spanWords(leftMs)} left`;
  if (facts.state === 'human-agent') {
    return { tone: 'human', left: share(leftMs, humanMs), words, manner: 'human reply' };
  }
  const tone = leftMs > 4 * hourMs ? 'calm' : leftMs >= hourMs ? 'soon' : 'urgent';
  return { tone, left: share(leftMs, standardMs), words, manner: 'standard reply' };
}

/** Never so little that the rest of the ring cannot be seen. */
function share(leftMs: number, wholeMs: number): number {
  return Math.min(1, Math.max(0.05, leftMs / wholeMs));
}
