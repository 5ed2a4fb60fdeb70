import { readAutomationPlace } from '../../store/automation.ts';
import type { Change, Context } from '../context.ts';
import { wordText } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * Tells the customer that a conversation is ended, in the transaction that ends it: once for each time it is ended,
 * and only somebody who ever wrote.
 */
export async function sayFinished(ctx: Context, story: Change, { id }: { id: string }): Promise<void> {
  const place = await readAutomationPlace(story.tx, id);
  if (!place || place.kind !== 'messenger' || place.windowAnchorAt === null) return;
  const text = wordText('finished', place);
  if (text === null) return;
  const key = `finished:${place.reopenedCount}`;
  await writeAutomated(ctx, story, place, { automation: 'finished', key, text });
}
