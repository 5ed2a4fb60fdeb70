import { deleteSavedReply } from '../../store/saved-replies.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { forbidden } from '../problems.ts';
import { requireUnnamed } from '../triggers/require-unnamed.ts';
import { requireSavedReply } from './list.ts';
import { mayChange } from './may-change.ts';

/**
 * Deletes a saved reply; what was sent with it stays.
 * @throws Problem `not-found` · `forbidden` · `conflict` while a trigger or a macro names it.
 */
export async function removeSavedReply(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const row = await requireSavedReply(ctx, story.tx, id);
    if (!mayChange(actor, row)) throw forbidden('Only those who lead may delete what others use too.');
    await requireUnnamed(story.tx, id, 'saved reply');
    await deleteSavedReply(story.tx, id);
    const { title, scope } = row;
    if (scope !== 'private') {
      await audit(ctx, story, { action: 'saved-reply.deleted', subjectId: id, detail: { title, scope } });
    }
  });
}
