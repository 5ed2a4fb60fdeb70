import type { PresenceChoice } from '../../../contract/team.ts';
import { endAbsences } from '../../store/absences.ts';
import { lockUser, updateUser } from '../../store/users.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';

/**
 * Sets what the acting user wants to be seen as while a desk of theirs is open. Who was inactive since a missed request
 * gets requests again.
 */
export async function setPresence(ctx: Context, choice: PresenceChoice): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person can be present.');
  await change(ctx, async (story) => {
    await updateUser(story.tx, actor.userId, { presenceChoice: choice, inactiveSince: null });
    await endAbsences(story.tx, [actor.userId], ctx.clock.now());
    story.announce({ kind: 'colleague.changed', subjectId: actor.userId });
  });
}

/**
 * Gives requests again to somebody who let one go by. For those who lead; agents choose a presence of their own.
 * Twice changes nothing.
 *
 * @throws Problem `forbidden` · `not-found`.
 */
export async function resetPresence(ctx: Context, userId: string): Promise<void> {
  requireRight(ctx.actor, 'reset-presence');
  await change(ctx, async (story) => {
    const user = await lockUser(story.tx, userId);
    if (!user || user.disabledAt) throw notFound('user');
    if (user.inactiveSince === null) return;
    await updateUser(story.tx, userId, { inactiveSince: null });
    await audit(ctx, story, { action: 'user.presence-reset', subjectId: userId });
    story.announce({ kind: 'colleague.changed', subjectId: userId });
  });
}
