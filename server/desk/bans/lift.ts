import { findBan, liftBan as liftRow, lockContactRows } from '../../store/bans.ts';
import { lockConversation } from '../../store/conversations.ts';
import { actorId, requireRight, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { noteIt } from './ban.ts';

/**
 * Lets somebody in again before their time. Their conversations stay closed: their next word is heard like anybody's.
 * For those who lead.
 *
 * @throws Problem `not-found` · `conflict` when it is over already.
 */
export async function liftBan(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'lift-bans');
  await change(ctx, async (story) => {
    const ban = await findBan(story.tx, id, sightOf(ctx.actor));
    if (!ban) throw notFound('ban');
    await lockContactRows(story.tx, ban.contactIds);
    const { contactIds } = ban;
    const isLifted = await liftRow(story.tx, { id, contactIds, at: ctx.clock.now(), by: actorId(ctx.actor) });
    if (!isLifted) throw conflict('This ban is over already.');
    const conversation = ban.conversationId && (await lockConversation(story.tx, ban.conversationId));
    if (conversation) await noteIt(ctx, story, conversation, { type: 'unbanned', by: ctx.actor.name });
    await audit(ctx, story, { action: 'customer.unbanned', subjectId: contactIds[0] ?? null });
    story.announce({ kind: 'bans.changed', subjectId: id });
  });
}
