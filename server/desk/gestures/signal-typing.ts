import { findGestureSettings } from '../../store/gestures.ts';
import { listParticipants } from '../../store/participants.ts';
import { change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { mayWrite } from '../conversations/may.ts';
import { gestureJob } from '../jobs.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Somebody writes a reply: the customer sees it, where the page is set so. Told by the composer every few seconds; one
 * waits per person at most. Who may not write to the customer shows nothing.
 *
 * @throws Problem `not-found` for a conversation that may not be seen.
 */
export async function signalTyping(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.kind !== 'messenger' || conversation.status === 'closed') return;
    const participants = (await listParticipants(story.tx, id)).filter(({ state }) => state === 'here');
    if (!mayWrite(actor, { ...conversation, participants })) return;
    const facts = await findGestureSettings(story.tx, id);
    if (!facts || !settingsOfPage(facts.settings).messages.typing) return;
    // Nothing changes at the desk, so there is nothing to announce.
    story.enqueue(gestureJob({ id: facts.contactId, pageId: facts.pageId }, 'typing_on', ctx.clock.now()));
  });
}
