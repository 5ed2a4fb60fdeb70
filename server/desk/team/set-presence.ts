import type { PresenceChoice } from '../../../contract/team.ts';
import { endAbsences } from '../../store/absences.ts';
import { updateUser } from '../../store/users.ts';
import { change, type Context } from '../context.ts';
import { forbidden } from '../problems.ts';

/** Sets what the acting user wants to be seen as while a desk of theirs is open. */
export async function setPresence(ctx: Context, choice: PresenceChoice): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person can be present.');
  await change(ctx, async (story) => {
    await updateUser(story.tx, actor.userId, { presenceChoice: choice });
    await endAbsences(story.tx, [actor.userId], ctx.clock.now());
    story.announce({ kind: 'colleague.changed', subjectId: actor.userId });
  });
}
