import { lockConversation, type LockedConversation } from '../../store/conversations.ts';
import {
  admitAsked,
  endParticipants,
  findAsked,
  listParticipants,
  readAsked,
} from '../../store/participants.ts';
import { audit } from '../audit.ts';
import { leavePartTexts } from '../automation/act-texts.ts';
import { change, type Change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { addLine } from '../conversations/add-line.ts';
import { isServed } from '../conversations/may.ts';
import { conflict, notFound } from '../problems.ts';
import { letGo, tellParticipants } from './bring-in.ts';

/**
 * Comes to advise, having been asked; from now on the conversation is seen, whatever its department. Of a department that
 * was asked the first one comes, and the others need not answer. Accepting twice is once.
 *
 * @returns the conversation's id.
 * @throws Problem `not-found` · `conflict` when the time is over, somebody was quicker, or it was taken back.
 */
export async function acceptAdvising(ctx: Context, requestId: string): Promise<string> {
  const actor = requirePerson(ctx);
  return change(ctx, async (story) => {
    const { request, conversation } = await lockBoth(ctx, story, requestId);
    const now = ctx.clock.now();
    if (request.state === 'here') return conversation.id;
    if (request.state === 'withdrawn') throw conflict('A colleague was quicker, or it was taken back.');
    const isOver = request.expiresAt === null || request.expiresAt <= now || !isServed(conversation);
    if (request.state !== 'asked' || isOver) throw conflict('The time for this request is over.');
    await admitAsked(story.tx, requestId, now);
    const others = (await listParticipants(story.tx, conversation.id)).filter(
      (one) =>
        one.state === 'asked' && one.departmentId !== null && one.departmentId === request.departmentId,
    );
    await letGo(ctx, story, conversation, others);
    await tellParticipants(story, conversation, [actor.userId]);
    story.announce({ kind: 'offers.changed', subjectId: actor.userId });
    tellAsked(story, conversation);
    const { mode } = request;
    const activity = { type: 'consult-accepted', by: actor.name, mode } as const;
    const cause = await addLine(ctx, story, conversation, activity);
    await audit(ctx, story, {
      action: 'conversation.advised',
      subjectId: conversation.id,
      detail: { mode, askedBy: request.askedBy },
    });
    await leavePartTexts(story, conversation, {
      texts: mode === 'public' ? ['consultAccepted', 'colleagueJoined'] : ['consultAccepted'],
      userId: actor.userId,
      cause,
    });
    return conversation.id;
  });
}

/** Says no. Saying no twice is once. @throws Problem `not-found` · `conflict` when they have come already. */
export async function declineAdvising(ctx: Context, requestId: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const { request, conversation } = await lockBoth(ctx, story, requestId);
    if (request.state === 'here') throw conflict('You have accepted this request.');
    if (request.state !== 'asked') return;
    await endParticipants(story.tx, [requestId], 'declined', ctx.clock.now());
    story.announce({ kind: 'offers.changed', subjectId: actor.userId });
    tellAsked(story, conversation);
    await addLine(ctx, story, conversation, { type: 'consult-declined', by: actor.name });
  });
}

/**
 * What nobody answered in time is over: whoever asked sees it in the timeline. Of a department that is told once, and not
 * at all when one of them said no and nobody else was left.
 */
export async function endRequests(ctx: Context, conversationId: string): Promise<void> {
  await change(ctx, async (story) => {
    const conversation = await lockConversation(story.tx, conversationId);
    if (!conversation) return;
    const now = ctx.clock.now();
    const over = (await listParticipants(story.tx, conversationId)).filter(
      (one) => one.state === 'asked' && one.expiresAt !== null && one.expiresAt <= now,
    );
    if (over.length === 0) return;
    await endParticipants(
      story.tx,
      over.map(({ id }) => id),
      'missed',
      now,
    );
    for (const { userId } of over) story.announce({ kind: 'offers.changed', subjectId: userId });
    tellAsked(story, conversation);
    const to = [...new Set(over.map(({ departmentName, name }) => departmentName ?? name))].join(', ');
    await addLine(ctx, story, conversation, { type: 'consult-missed', to });
  });
}

/** The conversation first, as everything that acts on one does. */
async function lockBoth(ctx: Context, story: Change, id: string) {
  const found = await findAsked(story.tx, id, requirePerson(ctx).userId);
  const conversation = found && (await lockConversation(story.tx, found.conversationId));
  if (!conversation) throw notFound('request');
  return { request: await readAsked(story.tx, id), conversation };
}

function tellAsked(story: Change, { id, departmentId }: LockedConversation): void {
  const departments = [departmentId];
  story.announce({ kind: 'conversation.details-changed', subjectId: id, departments });
}
