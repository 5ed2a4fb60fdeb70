import { listDepartmentsOf, listProfiles } from '../../store/customer-links.ts';
import { deleteCustomers, lockCustomer } from '../../store/customers.ts';
import { isHeld } from '../../store/customer-privacy.ts';
import { requireRight, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { tellConversations } from './tell.ts';

/**
 * Deletes a card with its notes. Profiles and conversations stay, and are nobody's. Who leads may.
 * @throws Problem `forbidden` · `not-found` · `conflict` while a profile of theirs is under legal hold.
 */
export async function deleteCustomer(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'delete-customers');
  await change(ctx, async (story) => {
    const { tx } = story;
    const row = await lockCustomer(tx, id, sightOf(ctx.actor));
    if (!row) throw notFound('customer');
    if (await isHeld(tx, id)) {
      throw conflict('This customer is under legal hold. Take the hold away first.');
    }
    const departments = await listDepartmentsOf(tx, [id]);
    const contactIds = (await listProfiles(tx, id, 'all')).map(({ contactId }) => contactId);
    await deleteCustomers(tx, [id]);
    await audit(ctx, story, {
      action: 'customer.deleted',
      subjectId: id,
      detail: { kind: row.kind, profiles: contactIds.length },
    });
    story.announce({
      kind: 'customer.changed',
      subjectId: id,
      ...(departments.length > 0 ? { departments } : {}),
    });
    await tellConversations(story, contactIds);
  });
}
