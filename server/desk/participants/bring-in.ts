import {
  endParticipants,
  listParticipants,
  putParticipant,
  type ParticipantKind,
  type ParticipantMode,
} from '../../store/participants.ts';
import { renewConversation } from '../../store/tags.ts';
import type { Change, Context } from '../context.ts';

type Place = { id: string; departmentId: string };

/**
 * Somebody takes part in a locked conversation from now on, and sees it whatever their department: in lists, by its
 * address, its files, and live. Whoever has it open sees who came. No access check: whoever calls has made it.
 */
export async function bringIn(
  ctx: Pick<Context, 'newId' | 'clock'>,
  story: Change,
  conversation: Place,
  who: { userId: string; kind: ParticipantKind; mode: ParticipantMode; askedBy: string | null },
): Promise<void> {
  const row = { id: ctx.newId(), conversationId: conversation.id, ...who };
  await putParticipant(story.tx, row, ctx.clock.now());
  await tellParticipants(story, conversation, [who.userId]);
}

/** These take part no more. */
export async function letGo(
  ctx: Pick<Context, 'clock'>,
  story: Change,
  conversation: Place,
  participants: readonly { id: string; userId: string; state: 'asked' | 'here' }[],
): Promise<void> {
  if (participants.length === 0) return;
  const at = ctx.clock.now();
  const inState = (state: 'asked' | 'here') => participants.filter((one) => one.state === state);
  const here = inState('here');
  await endParticipants(
    story.tx,
    here.map(({ id }) => id),
    'left',
    at,
  );
  await endParticipants(
    story.tx,
    inState('asked').map(({ id }) => id),
    'withdrawn',
    at,
  );
  for (const { userId } of inState('asked')) story.announce({ kind: 'offers.changed', subjectId: userId });
  if (here.length > 0)
    await tellParticipants(
      story,
      conversation,
      here.map(({ userId }) => userId),
    );
}

/** Its agent has it no more, or it is over: with that whoever joined or advised goes, and nobody need answer any more. */
export async function letAllGo(
  ctx: Pick<Context, 'clock'>,
  story: Change,
  conversation: Place,
): Promise<void> {
  const participants = await listParticipants(story.tx, conversation.id);
  await letGo(
    ctx,
    story,
    conversation,
    participants.filter(({ kind }) => kind === 'joined' || kind === 'consulted'),
  );
}

/** What these people may see changed; what the others see of them, too. */
export async function tellParticipants(
  story: Change,
  conversation: Place,
  userIds: readonly string[],
): Promise<void> {
  await renewConversation(story.tx, conversation.id);
  const departments = [conversation.departmentId];
  story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments });
  for (const subjectId of userIds) story.announce({ kind: 'me.changed', subjectId });
}
