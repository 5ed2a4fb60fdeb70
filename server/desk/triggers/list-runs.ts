import { z } from 'zod';
import { actOutcome, triggerEvent, type TriggerRunList } from '../../../contract/triggers.ts';
import { listRuns } from '../../store/triggers.ts';
import { canSee, requireRight } from '../access.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';

/** What a trigger did, newest first; conversations that the reader may not see have no name. For those who lead. */
export async function listTriggerRuns(
  ctx: Context,
  id: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<TriggerRunList> {
  requireRight(ctx.actor, 'see-triggers');
  const place = readPlace(before, 'before');
  const rows = await listRuns(ctx.db, id, { before: place, limit: rowsFor(limit) });
  const { shown, last } = cutPage(rows, limit);
  const items = shown.map((row): TriggerRunList['items'][number] => ({
    id: row.id as never,
    at: row.at.toISOString(),
    event: triggerEvent.parse(row.event),
    conversation: canSee(ctx.actor, row.departmentId)
      ? {
          id: row.conversationId as never,
          number: row.number,
          name: contactName(row.contactName, row.psid),
        }
      : null,
    outcomes: z.array(actOutcome).parse(row.outcomes),
    isHeldBack: row.isHeldBack,
  }));
  return { items, before: writePlace(last) };
}
