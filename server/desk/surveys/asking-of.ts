import type { Asking } from './asking.ts';
import type { WordedQuestion } from './word-question.ts';

/** So long after a question an answer to it is no work for anybody, and reopens nothing. */
const belongsForMs = 3_600_000;

/** What the customer may be answering once a question is put to them; null as a question: the last one was. */
export function askingOf(
  asked: { kind: Asking['kind']; id: string; question: string | null; now: Date },
  worded: Pick<WordedQuestion, 'words' | 'takesText'> = { words: [], takesText: false },
): Asking {
  const { kind, id, question, now } = asked;
  const { words, takesText } = worded;
  const until = kind === 'survey' ? new Date(now.getTime() + belongsForMs) : null;
  return { kind, id, question, words, takesText, since: now, until };
}
