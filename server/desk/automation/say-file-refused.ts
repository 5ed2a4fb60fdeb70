import { readAutomationPlace } from '../../store/automation.ts';
import type { Change, Context } from '../context.ts';
import { wordText } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';

/** Of a file older than this the customer has moved on: it was imported, or waited long. */
const freshMs = 24 * 3_600_000;

/** Tells the customer that a file of theirs was not accepted: once per message, however many files it had. */
export async function sayFileRefused(
  ctx: Context,
  story: Change,
  file: { conversationId: string; messageId: string; at: Date },
): Promise<void> {
  if (ctx.clock.now().getTime() - file.at.getTime() >= freshMs) return;
  const place = await readAutomationPlace(story.tx, file.conversationId);
  if (!place || place.status === 'closed') return;
  const text = wordText('fileRefused', place);
  if (text === null) return;
  const key = `file-refused:${file.messageId}`;
  await writeAutomated(ctx, story, place, { automation: 'file-refused', key, text });
}
