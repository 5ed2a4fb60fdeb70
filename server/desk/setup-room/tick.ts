import type { Checklist, ChecklistItemId } from '../../../contract/setup-room.ts';
import { writeSetupTick } from '../../store/room.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';
import { announceChecklist } from './post.ts';
import { presentChecklist } from './read-checklist.ts';

/**
 * Ticks an item of the checklist by hand, or takes the tick back. Administrators only.
 * @throws Problem `invalid` for an item that the desk judges by facts.
 */
export async function tickItem(
  ctx: Context,
  publicUrl: string,
  { item, isDone }: { item: ChecklistItemId; isDone: boolean },
): Promise<Checklist> {
  requireRight(ctx.actor, 'manage-pages');
  const userId = actorId(ctx.actor);
  if (userId === null) throw new Error('Items are ticked by people.');
  const before = (await presentChecklist(ctx.db, publicUrl)).groups.flatMap(({ items }) => items);
  if (!before.some(({ id, mayTick }) => id === item && mayTick)) {
    throw invalid('item', 'The desk sees for itself how this stands.');
  }
  await change(ctx, async (story) => {
    if (!(await writeSetupTick(story.tx, { item, isDone, userId, at: ctx.clock.now() }))) return;
    const action = isDone ? 'setup.ticked' : 'setup.unticked';
    await audit(ctx, story, { action, subjectId: null, detail: { item } });
    announceChecklist(story);
  });
  return presentChecklist(ctx.db, publicUrl);
}
