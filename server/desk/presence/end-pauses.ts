import { endAbsences } from '../../store/absences.ts';
import { endPausesOf } from '../../store/presences.ts';
import { change, type Context } from '../context.ts';

// No access check in this file: it is the desk itself that acts.

/** Who was inactive for as long as their work stream wants gets requests again. Safe to run twice at once. */
export async function endPauses(ctx: Pick<Context, 'db' | 'clock' | 'bell'>): Promise<void> {
  await change(ctx, async (story) => {
    const now = ctx.clock.now();
    const userIds = await endPausesOf(story.tx, now);
    await endAbsences(story.tx, userIds, now);
    for (const subjectId of userIds) {
      story.announce({ kind: 'colleague.changed', subjectId });
      story.announce({ kind: 'me.changed', subjectId });
    }
  });
}
