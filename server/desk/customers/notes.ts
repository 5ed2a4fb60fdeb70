import { deleteNote, insertNote, lockNote, updateNote } from '../../store/customer-notes.ts';
import { keepVisibleContacts } from '../../store/customer-links.ts';
import { lockCustomer } from '../../store/customers.ts';
import { actorId, sightOf } from '../access.ts';
import { change, type Change, type Context } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { requireLink } from './link.ts';
import { mayChangeNote } from './present.ts';
import { tellConversations, tellCustomer } from './tell.ts';

/** Notes something of a customer, for all who see the card. Each of them may. @throws Problem `not-found`. */
export async function noteOfCustomer(ctx: Context, customerId: string, text: string): Promise<void> {
  await change(ctx, async (story) => {
    if (!(await lockCustomer(story.tx, customerId, sightOf(ctx.actor)))) throw notFound('customer');
    const place = { departmentId: null, conversationId: null };
    await write(ctx, story, { customerId, contactId: null, ...place, text });
    await tellCustomer(story, customerId);
  });
}

/**
 * Notes something of a conversation's customer, for those who may see its department; while nobody knows who that is, of
 * its profile, with which the note goes to the customer later. @throws Problem `not-found`.
 */
export async function noteOfConversation(ctx: Context, conversationId: string, text: string): Promise<void> {
  await change(ctx, async (story) => {
    const link = await requireLink(ctx, story.tx, conversationId);
    const customerId = link.isApart ? link.ownCustomerId : link.profileCustomerId;
    const contactId = customerId === null ? link.contactId : null;
    const place = { departmentId: link.departmentId, conversationId };
    await write(ctx, story, { customerId, contactId, ...place, text });
    if (customerId !== null) await tellCustomer(story, customerId);
    await tellConversations(story, [link.contactId]);
  });
}

async function write(
  ctx: Context,
  { tx }: Change,
  note: Omit<Parameters<typeof insertNote>[1], 'id' | 'authorId' | 'at'>,
): Promise<void> {
  await insertNote(tx, { id: ctx.newId(), ...note, authorId: actorId(ctx.actor), at: ctx.clock.now() });
}

/** Rewrites a note. Who wrote it may, and who leads. @throws Problem `not-found` · `forbidden`. */
export async function changeCustomerNote(ctx: Context, id: string, text: string): Promise<void> {
  await actOnNote(ctx, id, ({ tx }) => updateNote(tx, id, { text, editedAt: ctx.clock.now() }));
}

/** Who wrote it may, and who leads. @throws Problem `not-found` · `forbidden`. */
export async function deleteCustomerNote(ctx: Context, id: string): Promise<void> {
  await actOnNote(ctx, id, ({ tx }) => deleteNote(tx, id));
}

async function actOnNote(ctx: Context, id: string, act: (story: Change) => Promise<void>): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    const sight = sightOf(ctx.actor);
    const note = await lockNote(tx, id, sight);
    if (!note) throw notFound('note');
    const { customerId, contactId } = note;
    const isSeen =
      customerId === null
        ? (await keepVisibleContacts(tx, contactId === null ? [] : [contactId], sight)).length > 0
        : (await lockCustomer(tx, customerId, sight)) !== undefined;
    if (!isSeen) throw notFound('note');
    if (!mayChangeNote(ctx.actor, note.authorId)) throw forbidden('Only who wrote it may change a note.');
    await act(story);
    if (customerId !== null) await tellCustomer(story, customerId);
    if (contactId !== null) await tellConversations(story, [contactId]);
  });
}
