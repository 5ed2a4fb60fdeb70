import type { z } from 'zod';
import type {
  createLinkedCustomer as createSchema,
  linkCustomer as linkSchema,
  unlinkCustomer as unlinkSchema,
} from '../../../contract/customers.ts';
import {
  joinProfile,
  keepVisibleContacts,
  linkFreeProfiles,
  linkProfile,
  listDepartmentsOf,
  readLink,
  refuse,
  setApart,
  takeRefusalBack,
  unlinkProfiles,
} from '../../store/customer-links.ts';
import { bringNotes } from '../../store/customer-notes.ts';
import { lockCustomer } from '../../store/customers.ts';
import { findPerson } from '../../store/person-data.ts';
import { actorId, canSee, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { writeCard } from './create.ts';
import { tellConversations, tellCustomer } from './tell.ts';

/** The conversation's link, if the actor may see it. @throws Problem `not-found`. */
export async function requireLink(ctx: Context, db: Parameters<typeof readLink>[0], conversationId: string) {
  const link = await readLink(db, conversationId);
  if (!link || !canSee(ctx.actor, link.departmentId)) throw notFound('conversation');
  return link;
}

/**
 * Says who a conversation's customer is. That is written on its profile, so that all its conversations follow, those to
 * come too, and on whom it is proved to be the same person; or it holds for this one alone.
 *
 * @throws Problem `not-found` for a conversation or customer that the actor may not see.
 */
export async function linkCustomer(
  ctx: Context,
  conversationId: string,
  { customerId, scope }: z.output<typeof linkSchema>,
): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const link = await requireLink(ctx, tx, conversationId);
    if (!(await lockCustomer(tx, customerId, sightOf(ctx.actor)))) throw notFound('customer');
    const mark = { by: actorId(ctx.actor), at: ctx.clock.now() };
    const before = link.isApart ? link.ownCustomerId : link.profileCustomerId;
    if (scope === 'conversation' && link.profileCustomerId !== customerId) {
      await setApart(tx, conversationId, { customerId, ...mark });
    } else {
      await joinProfile(tx, conversationId);
      await takeRefusalBack(tx, link.contactId, customerId);
      await linkPerson(ctx, story, link.contactId, { customerId, how: 'by-hand', ...mark });
    }
    await audit(ctx, story, {
      action: 'customer.linked',
      subjectId: customerId,
      detail: { conversation: conversationId, scope },
    });
    if (before !== null && before !== customerId) await tellCustomer(story, before, [link.departmentId]);
    await tellCustomer(story, customerId);
    await tellConversations(story, [link.contactId]);
  });
}

/** Links a profile whoever it was, and those that are proved to be the same person and nobody's yet, with their notes. */
export async function linkPerson(
  ctx: Context,
  story: Change,
  contactId: string,
  link: Parameters<typeof linkProfile>[2],
): Promise<void> {
  const { tx } = story;
  await linkProfile(tx, contactId, link);
  const others = (await findPerson(tx, contactId)).map(({ id }) => id).filter((id) => id !== contactId);
  const brought = await linkFreeProfiles(tx, others, link);
  await bringNotes(tx, [contactId, ...brought], link.customerId);
  await tellConversations(story, brought);
}

/**
 * Takes a conversation from its customer: this one alone, or its profile with all that goes with it; then nothing links
 * the two by itself again. @throws Problem `not-found` · `conflict` when nobody is linked.
 */
export async function unlinkCustomer(
  ctx: Context,
  conversationId: string,
  { scope }: z.output<typeof unlinkSchema>,
): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const link = await requireLink(ctx, tx, conversationId);
    const customerId = link.isApart ? link.ownCustomerId : link.profileCustomerId;
    if (customerId === null) throw conflict('This conversation is linked to nobody.');
    const mark = { by: actorId(ctx.actor), at: ctx.clock.now() };
    const told = await listDepartmentsOf(tx, [customerId]);
    if (scope === 'profile' && link.profileCustomerId === customerId) {
      const person = (await findPerson(tx, link.contactId)).map(({ id }) => id);
      const freed = await unlinkProfiles(tx, person, customerId);
      await bringNotes(tx, freed, null);
      await refuse(tx, freed, { customerId, ...mark });
      await tellConversations(story, freed);
    }
    if (scope === 'conversation' || link.isApart) {
      await setApart(tx, conversationId, { customerId: null, ...mark });
    }
    await audit(ctx, story, {
      action: 'customer.unlinked',
      subjectId: customerId,
      detail: { conversation: conversationId, scope },
    });
    await tellCustomer(story, customerId, told);
    await tellConversations(story, [link.contactId]);
  });
}

/**
 * Adds a card and links it at once, with profiles of the same person on other pages if they are nobody's.
 * @throws Problem `not-found` · `invalid`, naming the field.
 */
export async function createLinkedCustomer(
  ctx: Context,
  conversationId: string,
  { profileIds, ...input }: z.output<typeof createSchema>,
): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const link = await requireLink(ctx, tx, conversationId);
    const customerId = await writeCard(ctx, story, input);
    const mark = { customerId, how: 'by-hand', by: actorId(ctx.actor), at: ctx.clock.now() } as const;
    await joinProfile(tx, conversationId);
    await linkPerson(ctx, story, link.contactId, mark);
    const others = await linkFreeProfiles(
      tx,
      await keepVisibleContacts(tx, profileIds, sightOf(ctx.actor)),
      mark,
    );
    await bringNotes(tx, others, customerId);
    await audit(ctx, story, {
      action: 'customer.linked',
      subjectId: customerId,
      detail: { conversation: conversationId, scope: 'profile', profiles: others.length + 1 },
    });
    if (link.profileCustomerId !== null)
      await tellCustomer(story, link.profileCustomerId, [link.departmentId]);
    await tellCustomer(story, customerId);
    await tellConversations(story, [link.contactId, ...others]);
  });
}
