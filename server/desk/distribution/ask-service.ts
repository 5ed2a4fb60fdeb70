import { z } from 'zod';
import type { Outgoing } from '../../kit/outgoing.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findAsked, findUserCalled, noteServiceAnswer } from '../../store/agent-services.ts';
import { change, type Context } from '../context.ts';
import type { Again } from '../messages/send-context.ts';

export interface AskServiceContext extends Context {
  secrets: Secrets;
  outgoing: Outgoing;
}

/** The first try and ten repeats. */
const mostTries = 11;
const retryAfterMs = 2_000;

const said = z.object({ username: z.string().trim().min(1).max(320) });

/**
 * Asks the service of a work stream who gets a conversation that waits, with no transaction open. Anything but 200 is asked
 * again, up to ten times; then nobody is named, and whoever has the most room gets it. Whom it names is still judged by
 * presence and room like everybody.
 *
 * No access check: the clock acts.
 *
 * @returns when to try again; nothing when it needs no more work.
 */
export async function askService(
  ctx: AskServiceContext,
  { conversationId }: { conversationId: string },
): Promise<Again | void> {
  const asked = await findAsked(ctx.db, conversationId);
  if (!asked) return;
  const url = new URL(asked.url);
  url.searchParams.set('departmentId', asked.departmentId);
  const answer = await ctx.outgoing.get(url.href, {
    accept: 'application/json',
    'user-agent': 'Pagedesk',
    'x-pagedesk-secret': ctx.secrets.open(asked.secretSealed, asked.workStreamId),
  });
  const tries = asked.tries + 1;
  const isOver = answer.answered && answer.status === 200;
  const refusal = answer.answered ? `It answered ${answer.status}.` : answer.reason;
  const isForGood = tries >= mostTries || (!answer.answered && answer.isForGood);
  await change(ctx, async (story) => {
    const note = (state: 'asking' | 'named' | 'failed', userId: string | null, reason: string | null) =>
      noteServiceAnswer(
        story.tx,
        { conversationId, askedAt: asked.askedAt },
        { state, tries, userId, reason },
      );
    if (!isOver) return note(isForGood ? 'failed' : 'asking', null, refusal);
    const name = readName(answer.body);
    const userId = name === null ? undefined : await findUserCalled(story.tx, name);
    if (userId !== undefined) await note('named', userId, null);
    else
      await note('failed', null, name === null ? 'It named nobody.' : 'It named somebody who is not here.');
    const departments = [asked.departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments });
  });
  if (isOver || isForGood) return;
  const runAt = new Date(ctx.clock.now().getTime() + retryAfterMs);
  return { runAt, reason: refusal, countsAsAttempt: true };
}

function readName(body: string): string | null {
  try {
    return said.parse(JSON.parse(body)).username;
  } catch {
    return null;
  }
}
