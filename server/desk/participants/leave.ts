import type { LockedConversation } from '../../store/conversations.ts';
import { listParticipants, type ParticipantRow } from '../../store/participants.ts';
import { audit } from '../audit.ts';
import { leavePartTexts, type PartText } from '../automation/act-texts.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockOpen, lockVisible, requirePerson } from '../conversations/act.ts';
import { addLine } from '../conversations/add-line.ts';
import { refusal } from '../conversations/assign.ts';
import { mayConsult } from '../conversations/may.ts';
import { letGo } from './bring-in.ts';

/**
 * Goes, having joined or advised; of another department's conversation one sees nothing any more. Going twice is once.
 * @throws Problem `not-found`.
 */
export async function leaveConversation(ctx: Context, id: string): Promise<void> {
  const { userId, name } = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockOpen(ctx, story, id);
    const own = (await listParticipants(story.tx, id)).filter((one) => one.userId === userId && isHere(one));
    if (own.length === 0) return;
    await letGo(ctx, story, conversation, own);
    const cause = await addLine(ctx, story, conversation, { type: 'left', by: name });
    await audit(ctx, story, { action: 'conversation.left', subjectId: id });
    await sayGone(story, conversation, own, cause);
  });
}

/**
 * Lets a colleague go whose advice was asked for, or takes the request back. Who is not in it, or is not asked, is let
 * alone.
 *
 * @throws Problem `not-found` · `conflict` or `forbidden` when it is not the actor's.
 */
export async function endAdvice(ctx: Context, id: string, userId: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (!mayConsult(actor, conversation)) throw refusal(conversation);
    const theirs = (await listParticipants(story.tx, id)).filter(
      (one) => one.userId === userId && one.kind === 'consulted',
    );
    await letGo(ctx, story, conversation, theirs);
    const departments = [conversation.departmentId];
    story.announce({ kind: 'conversation.details-changed', subjectId: id, departments });
    const gone = theirs.find(isHere);
    if (!gone) return;
    const activity = { type: 'consult-ended', by: actor.name, of: gone.name } as const;
    await sayGone(story, conversation, [gone], await addLine(ctx, story, conversation, activity));
  });
}

const isHere = ({ state }: ParticipantRow): boolean => state === 'here';

/** The customer is told where the page has a text for it, and of who joined only when they had been told of them. */
async function sayGone(
  story: Change,
  conversation: LockedConversation,
  gone: readonly ParticipantRow[],
  cause: string,
): Promise<void> {
  const [first] = gone;
  if (!first) return;
  const texts: PartText[] = [];
  if (gone.some(({ kind }) => kind === 'consulted')) texts.push('consultEnded');
  if (gone.some(({ mode }) => mode === 'public')) texts.push('colleagueLeft');
  await leavePartTexts(story, conversation, { texts, userId: first.userId, cause });
}
