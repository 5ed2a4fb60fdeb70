import type { SetTaking } from '../../../contract/team.ts';
import { updateUser } from '../../store/users.ts';
import { change, type Context } from '../context.ts';
import { forbidden } from '../problems.ts';

/**
 * Switches for the acting user which kinds of conversations are offered to them; what they have, and what they are asked
 * for already, stays. Comments are worked like tickets.
 */
export async function setTaking(ctx: Context, { takesChats, takesTickets }: SetTaking): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person can be present.');
  await change(ctx, async (story) => {
    await updateUser(story.tx, actor.userId, {
      ...(takesChats === undefined ? {} : { takesChats }),
      ...(takesTickets === undefined ? {} : { takesTickets }),
    });
    story.announce({ kind: 'colleague.changed', subjectId: actor.userId });
    story.announce({ kind: 'me.changed', subjectId: actor.userId });
  });
}
