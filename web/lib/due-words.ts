import type { ConversationSummary } from '../../contract/conversations.ts';
import { spanWords } from './dates.ts';

/** Less than this is left: it is time to look. */
const soonMs = 15 * 60_000;

/** Until when what is promised is due, as a row says it: `answer due in 12 min`, `answer 5 min late`, `due in 3 h`. */
export function dueWords(
  due: ConversationSummary['due'],
  nowMs: number,
): { words: string; tone: 'calm' | 'soon' | 'late' } | null {
  if (due === undefined) return null;
  const leftMs = Date.parse(due.at) - nowMs;
  const what = due.promise === 'respond' ? 'answer ' : '';
  if (leftMs < 0) return { words: `${what}${spanWords(-leftMs)} late`, tone: 'late' };
  return { words: `${what}due in ${spanWords(leftMs)}`, tone: leftMs < soonMs ? 'soon' : 'calm' };
}
