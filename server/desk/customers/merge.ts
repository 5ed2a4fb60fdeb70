import type { CustomerDetails } from '../../../contract/customers.ts';
import { z } from 'zod';
import {
  insertMerge,
  lockMerge,
  markUndone,
  moveAll,
  moveBack,
  setMergedInto,
} from '../../store/customer-merges.ts';
import { listDepartmentsOf } from '../../store/customer-links.ts';
import { lockCustomer, updateCustomer, type CustomerFields } from '../../store/customers.ts';
import { actorId, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { addressKeys } from './addresses.ts';
import { getCustomer } from './get.ts';
import { joinCards, partCards, type JoinedCards } from './join-cards.ts';
import { fieldsOf } from './present.ts';
import { tellConversations, tellCustomer } from './tell.ts';
import { undoableAfter, undoDays } from './undo-time.ts';

/**
 * Puts one card into another: profiles, conversations and notes move, addresses are added, and what the card that stays
 * has said stands. It can be undone for 30 days. Whoever sees both may.
 *
 * @throws Problem `not-found` · `invalid` for the same card, or a person and a company.
 */
export async function mergeCustomers(
  ctx: Context,
  survivorId: string,
  mergedId: string,
): Promise<CustomerDetails> {
  if (survivorId === mergedId) throw invalid('customerId', 'Choose another customer.');
  await change(ctx, async (story) => {
    const { tx } = story;
    const sight = sightOf(ctx.actor);
    // In one order, so that two who merge the same two do not wait for one another in a ring.
    const locked = new Map<string, Awaited<ReturnType<typeof lockCustomer>>>();
    for (const id of [survivorId, mergedId].toSorted()) locked.set(id, await lockCustomer(tx, id, sight));
    const [survivor, merged] = [locked.get(survivorId), locked.get(mergedId)];
    if (!survivor || !merged) throw notFound('customer');
    if (survivor.kind !== merged.kind) {
      throw invalid('customerId', 'A person and a company cannot be merged.');
    }
    const at = ctx.clock.now();
    const kept = fieldsOf(survivor);
    const joined = joinCards(kept, fieldsOf(merged));
    const moved = await moveAll(tx, mergedId, survivorId);
    await setMergedInto(tx, mergedId, { id: survivorId, at });
    const keys = addressKeys({ ...kept, ...joined.after });
    await updateCustomer(tx, survivorId, { ...joined.after, addressKeys: keys }, at);
    await insertMerge(tx, {
      id: ctx.newId(),
      survivorId,
      mergedId,
      mergedBy: actorId(ctx.actor),
      mergedAt: at,
      moved: { ...moved, ...joined },
    });
    await audit(ctx, story, {
      action: 'customer.merged',
      subjectId: survivorId,
      detail: { merged: mergedId, profiles: moved.contacts.length },
    });
    await tellCustomer(story, survivorId);
    await tellCustomer(story, mergedId, await listDepartmentsOf(tx, [survivorId]));
    await tellConversations(story, moved.contacts);
  });
  return getCustomer(ctx, survivorId);
}

const ids = z.array(z.string());
/** As `mergeCustomers` writes it. */
const movedShape = z.object({
  contacts: ids,
  conversations: ids,
  notes: ids,
  members: ids,
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});

/**
 * Takes a card out again: what it brought and what moved with it goes back; what was written since stays. While the card
 * that stayed lies in a third one, that merge has to be undone first.
 *
 * @returns the card that stayed.
 * @throws Problem `not-found` · `conflict` when it was undone, or 30 days have gone.
 */
export async function undoMerge(ctx: Context, survivorId: string, mergeId: string): Promise<CustomerDetails> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const merge = await lockMerge(tx, mergeId);
    if (!merge || merge.survivorId !== survivorId) throw notFound('merge');
    const survivor = await lockCustomer(tx, survivorId, sightOf(ctx.actor));
    if (!survivor) throw notFound('customer');
    if (merge.undoneAt !== null) throw conflict('This was undone already.');
    const at = ctx.clock.now();
    if (merge.mergedAt <= undoableAfter(at)) {
      throw conflict(`A merge can be undone for ${undoDays} days.`);
    }
    const { before, after, ...moved } = movedShape.parse(merge.moved);
    const now = fieldsOf(survivor);
    const parted = partCards(now, { before, after } as JoinedCards);
    await setMergedInto(tx, merge.mergedId, null);
    await moveBack(tx, moved, survivorId, merge.mergedId);
    const left: CustomerFields = { ...now, ...parted };
    await updateCustomer(tx, survivorId, { ...parted, addressKeys: addressKeys(left) }, at);
    await markUndone(tx, mergeId, { by: actorId(ctx.actor), at });
    await audit(ctx, story, {
      action: 'customer.unmerged',
      subjectId: survivorId,
      detail: { merged: merge.mergedId },
    });
    await tellCustomer(story, survivorId, await listDepartmentsOf(tx, [merge.mergedId]));
    await tellCustomer(story, merge.mergedId);
    await tellConversations(story, moved.contacts);
  });
  return getCustomer(ctx, survivorId);
}
