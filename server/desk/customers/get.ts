import type { CustomerDetails } from '../../../contract/customers.ts';
import { listApart, listProfiles } from '../../store/customer-links.ts';
import { listMerges } from '../../store/customer-merges.ts';
import { listNotes } from '../../store/customer-notes.ts';
import { findCustomers, listCustomerRows } from '../../store/customers.ts';
import { may, sightOf } from '../access.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { presentCard, presentNote, presentProfile, presentUser } from './present.ts';
import { undoableAfter, undoUntil } from './undo-time.ts';

const mostPeople = 100;
const mostApart = 20;

/**
 * A customer's card with what hangs on it; of one that was merged, the card that it went into.
 * @throws Problem `not-found`, also for one that the actor may not see.
 */
export async function getCustomer(ctx: Context, id: string): Promise<CustomerDetails> {
  const sight = sightOf(ctx.actor);
  const [row] = await findCustomers(ctx.db, [id], sight);
  if (!row) throw notFound('customer');
  const people =
    row.kind === 'company'
      ? listCustomerRows(ctx.db, { sight, words: [], companyId: row.id }, { from: null, limit: mostPeople })
      : [];
  const [profiles, notes, members, merges, apart] = await Promise.all([
    listProfiles(ctx.db, row.id, sight),
    listNotes(ctx.db, { customerId: row.id }, sight),
    people,
    listMerges(ctx.db, row.id, undoableAfter(ctx.clock.now())),
    listApart(ctx.db, row.id, sight, mostApart),
  ]);
  return {
    ...presentCard(row),
    profiles: profiles.map((each) => ({
      ...presentProfile(each),
      how: each.how,
      linkedAt: each.linkedAt.toISOString(),
      linkedBy: presentUser(each.linkedById, each.linkedByName),
    })),
    notes: notes.map((note) => presentNote(ctx.actor, note)),
    people: members.map((one) => ({ id: one.id as CustomerDetails['id'], name: one.name })),
    apart: apart.map(({ id: conversationId, number, name, psid }) => ({
      id: conversationId as CustomerDetails['apart'][number]['id'],
      number,
      name: contactName(name, psid),
    })),
    merges: merges.map((merge) => ({
      id: merge.id as CustomerDetails['merges'][number]['id'],
      name: merge.name,
      mergedAt: merge.mergedAt.toISOString(),
      mergedBy: presentUser(merge.mergedBy, merge.mergedByName),
      undoUntil: undoUntil(merge.mergedAt).toISOString(),
    })),
    may: { delete: may(ctx.actor, 'delete-customers') },
  };
}
