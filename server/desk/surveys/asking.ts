import { z } from 'zod';

// What of ours a customer may be answering now. It is kept with the conversation, which intake reads anyway: whether a
// message is an answer costs no query.

const shape = z.object({
  kind: z.enum(['survey', 'pre-chat']),
  /** Of the survey's request; of the conversation for the page's first questions. */
  id: z.string(),
  /** Which question stands; null: none any more. */
  question: z.string().nullable(),
  /** What may be typed in place of tapping, in small letters: not every Messenger shows buttons. */
  words: z.array(z.string()),
  /** The customer's own words answer it. */
  takesText: z.boolean(),
  since: z.coerce.date(),
  /** From then on it is a message like any other; null: as long as it stands. */
  until: z.coerce.date().nullable(),
});
export type Asking = z.infer<typeof shape>;

/** As it lies in the database, written by us alone; null: nothing is asked. */
export function readAsking(stored: unknown): Asking | null {
  return stored === null || stored === undefined ? null : shape.parse(stored);
}

/** Whether what was typed at a time is an answer. */
export function isAnswered(asking: Asking, text: string | null, at: Date): boolean {
  if (text === null || at < asking.since || isPast(asking, at)) return false;
  return asking.takesText || asking.words.includes(plain(text));
}

/** Whether its time was over. */
export function isPast({ until }: Asking, at: Date): boolean {
  return until !== null && at >= until;
}

export function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** What a button of ours carries when it is tapped. */
export interface TappedAnswer {
  kind: Asking['kind'];
  id: string;
  question: string;
  /** {@link skipped}, or one of the question's answers. */
  value: string;
}

/** The value of the button that passes over a question. */
export const skipped = '-';

/** At most 1,000 characters, which is what Messenger carries. */
export function answerPayload({ kind, id, question, value }: TappedAnswer): string {
  return `pagedesk:answer:${kind}:${id}:${question}:${encodeURIComponent(value)}`;
}

const payloadForm =
  /^pagedesk:answer:(survey|pre-chat):([0-9a-f-]{36}):([a-z0-9_]{1,32}):([A-Za-z0-9%_.!~*'()-]{1,900})$/;

/** The answer that a tapped button carries; null for every other payload. */
export function readAnswerPayload(payload: string | null): TappedAnswer | null {
  const found = payloadForm.exec(payload ?? '');
  if (!found) return null;
  const [, kind, id = '', question = '', value = ''] = found;
  try {
    return {
      kind: kind === 'survey' ? 'survey' : 'pre-chat',
      id,
      question,
      value: decodeURIComponent(value),
    };
  } catch {
    // Half of an escaped letter: none of ours.
    return null;
  }
}
