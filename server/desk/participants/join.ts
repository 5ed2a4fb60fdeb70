import type { JoinConversation } from '../../../contract/floor.ts';
import type { LockedConversation } from '../../store/conversations.ts';
import { listParticipants } from '../../store/participants.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { leavePartTexts } from '../automation/act-texts.ts';
import { change, type Change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { addLine } from '../conversations/add-line.ts';
import { requireServed } from '../floor/look.ts';
import { bringIn } from './bring-in.ts';

/**
 * Comes into a colleague's conversation. The agent, and whoever else has it open, sees that at once; it stays its
 * agent's. `internal`: one reads and writes notes. `public`: one also writes to the customer, who is told where the page
 * has a text for it. Coming in again the same way changes nothing; another way goes on in that one.
 *
 * @throws Problem `forbidden` · `not-found` · `conflict` for one's own, or one that nobody serves.
 */
export async function joinConversation(
  ctx: Context,
  id: string,
  { mode = 'internal' }: JoinConversation,
): Promise<void> {
  requireRight(ctx.actor, 'watch-the-floor');
  await change(ctx, async (story) => {
    await comeIn(ctx, story, await requireServed(ctx, story, id), mode);
  });
}

/** The same with a conversation that the caller has locked, and may come into. */
export async function comeIn(
  ctx: Context,
  story: Change,
  conversation: Pick<LockedConversation, 'id' | 'pageId' | 'contactId' | 'departmentId' | 'kind'>,
  mode: 'internal' | 'public',
): Promise<void> {
  const actor = requirePerson(ctx);
  const { userId } = actor;
  const here = (await listParticipants(story.tx, conversation.id)).filter((one) => one.state === 'here');
  if (here.some((one) => one.userId === userId && one.kind === 'joined' && one.mode === mode)) return;
  await bringIn(ctx, story, conversation, { userId, kind: 'joined', mode, askedBy: null });
  const cause = await addLine(ctx, story, conversation, { type: 'joined', by: actor.name, mode });
  await audit(ctx, story, { action: 'conversation.joined', subjectId: conversation.id, detail: { mode } });
  if (mode === 'internal') return;
  await leavePartTexts(story, conversation, { texts: ['colleagueJoined'], userId, cause });
}
