import { requeueSetAside } from '../../store/set-aside.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';

/**
 * Puts an event that was set aside back into the queue, for example once its page is connected. Administrators only.
 * @throws Problem `not-found` · `conflict` when its delivery is no longer kept.
 */
export async function replaySetAside(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-pages');
  await change(ctx, async (story) => {
    const outcome = await requeueSetAside(story.tx, id);
    if (outcome === 'unknown') throw notFound('event');
    if (outcome === 'gone')
      throw conflict('Its delivery is no longer kept, so it cannot be worked off again.');
    // Nothing to announce: what it becomes is announced when it is worked off.
    await audit(ctx, story, { action: 'set-aside.replayed', subjectId: id });
  });
  ctx.bell.ring('inbound');
}
