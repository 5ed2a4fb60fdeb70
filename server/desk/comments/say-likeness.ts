import type { SayLikeness } from '../../../contract/comments.ts';
import { sayLikeness as writeLikeness } from '../../store/comments.ts';
import { findConversation } from '../../store/conversations.ts';
import { findContactOfLikeness, listTicketsOfContacts } from '../../store/likeness.ts';
import { canSee, actorId } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { identifyJob } from '../jobs.ts';
import { conflict, invalid, notFound } from '../problems.ts';

/**
 * Says that the person of a conversation is, or is not, somebody known under Facebook's other identity. Nothing is
 * merged: the two stand beside one another. What a private reply has proved is not denied.
 *
 * @throws Problem `not-found` for a conversation or person that the actor may not see; `invalid` for two of one identity.
 */
export async function sayLikeness(
  ctx: Context,
  conversationId: string,
  { contactId, isSame }: SayLikeness,
): Promise<void> {
  await change(ctx, async (story) => {
    const { tx, announce, enqueue } = story;
    const conversation = await findConversation(tx, conversationId);
    if (!conversation || !canSee(ctx.actor, conversation.departmentId)) throw notFound('conversation');
    const self = await findContactOfLikeness(tx, conversation.contactId);
    const other = await findContactOfLikeness(tx, contactId);
    const mayBeSeen = other?.departmentIds?.some((id) => canSee(ctx.actor, id)) ?? false;
    if (!self || !other || !mayBeSeen || other.pageId !== self.pageId) throw notFound('person');
    if (other.identity === self.identity) {
      throw invalid('contactId', 'Who comments is linked with who writes in Messenger.');
    }
    const [commenter, messenger] = self.identity === 'commenter' ? [self, other] : [other, self];
    if (!isSame && commenter.provedIds?.includes(messenger.id)) {
      throw conflict('A private reply has proved that they are one person.');
    }
    await writeLikeness(tx, {
      commenterId: commenter.id,
      messengerId: messenger.id,
      isSame,
      because: 'said',
      saidBy: actorId(ctx.actor),
      at: ctx.clock.now(),
    });
    const action = isSame ? 'contact.linked' : 'contact.unlinked';
    await audit(ctx, story, { action, subjectId: commenter.id, detail: { messengerId: messenger.id } });
    for (const ticket of await listTicketsOfContacts(tx, [commenter.id, messenger.id])) {
      announce({ kind: 'conversation.changed', subjectId: ticket.id, departments: [ticket.departmentId] });
      if (isSame) enqueue(identifyJob({ id: ticket.id, contactId: self.id, pageId: self.pageId }));
    }
  });
}
