import type { Activity } from '../../../contract/messages.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import {
  moveThread as callMove,
  pageInboxAppIds,
  type ThreadMove,
} from '../../facebook/messenger/thread-control.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { insertActivity } from '../../store/conversations.ts';
import {
  readThreadFacts,
  renewConversationsOf,
  setThreadOwner,
  type ThreadFacts,
} from '../../store/thread-owners.ts';
import { actorId, canSee } from '../access.ts';
import { change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { mayMoveThread } from '../conversations/may.ts';
import { openAccess } from '../messages/send-context.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { unknownApp } from './held-elsewhere.ts';

/** What moving a thread asks of Facebook. */
export interface ThreadDeps {
  graph: Graph;
  secrets: Secrets;
}

/** Writes into the thread again: the control comes from the app that has it. @throws as {@link move} does. */
export function takeOverThread(ctx: Context, deps: ThreadDeps, conversationId: string): Promise<void> {
  return move(ctx, deps, conversationId, { kind: 'take' });
}

/** Gives the thread to another app, Meta's own inbox unless said otherwise. @throws as {@link move} does. */
export function handOverThread(
  ctx: Context,
  deps: ThreadDeps,
  conversationId: string,
  appId: string | undefined,
): Promise<void> {
  return move(ctx, deps, conversationId, { kind: 'pass', appId: appId ?? pageInboxAppIds[0] ?? '' });
}

/** Gives the thread up: it is nobody's, until somebody writes. @throws as {@link move} does. */
export function releaseThread(ctx: Context, deps: ThreadDeps, conversationId: string): Promise<void> {
  return move(ctx, deps, conversationId, { kind: 'release' });
}

type Move = Extract<ThreadMove, { kind: 'take' | 'release' | 'pass' }>;

/**
 * Facebook is asked first, with no transaction open; what it did is then written down with a line in the timeline.
 * The webhook about it says the same, and changes nothing any more.
 *
 * @throws Problem `not-found` · `forbidden` when a colleague has it · `conflict` for a closed one, for comments, and
 * when Facebook does not allow it · `page-disconnected` when the page cannot be asked.
 */
async function move(ctx: Context, deps: ThreadDeps, conversationId: string, to: Move): Promise<void> {
  const actor = requirePerson(ctx);
  const facts = await readThreadFacts(ctx.db, { conversationId });
  if (!facts || facts.departmentId === null || !canSee(actor, facts.departmentId))
    throw notFound('conversation');
  if (facts.kind !== 'messenger') throw conflict('A thread of comments belongs to no app.');
  if (facts.status === null || facts.status === 'closed') {
    throw conflict('This conversation is closed. Reopen it first.');
  }
  const { departmentId, assigneeId, status } = facts;
  if (!mayMoveThread(actor, { departmentId, assigneeId, status })) {
    throw forbidden('A colleague has this conversation. Ask for it to be handed over.');
  }
  await ask(deps, facts, to);
  const at = ctx.clock.now();
  const owner = to.kind === 'pass' ? to.appId : null;
  const before = facts.threadOwner === unknownApp ? null : facts.threadOwner;
  const words = { take: 'taken', pass: 'handed-over', release: 'released' } as const;
  const activity: Activity = {
    type: 'thread-control',
    change: words[to.kind],
    appId: to.kind === 'pass' ? to.appId : before,
    by: actor.name,
  };
  await change(ctx, async (story) => {
    await setThreadOwner(story.tx, facts.contactId, { owner, at });
    await renewConversationsOf(story.tx, facts.contactId, { isLetGo: to.kind === 'pass' });
    const messageId = ctx.newId();
    const { contactId, pageId } = facts;
    const conversation = { id: conversationId, contactId, pageId };
    await insertActivity(story.tx, { id: messageId, conversation, authorId: actorId(actor), activity, at });
    const departments = [departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments });
    story.announce({ kind: 'message.added', subjectId: conversationId, messageId, departments });
  });
}

async function ask({ graph, secrets }: ThreadDeps, facts: ThreadFacts, to: Move): Promise<void> {
  const { tokenSealed } = facts;
  if (tokenSealed === null)
    throw new Problem('page-disconnected', 'The page is no longer connected to Facebook.');
  try {
    await callMove(graph, openAccess(secrets, { ...facts, tokenSealed }), facts.psid, to);
  } catch (error) {
    if (error instanceof GraphUnreachable) {
      throw new Problem('page-disconnected', 'Facebook could not be reached. Try again in a moment.', {
        cause: error,
      });
    }
    if (!(error instanceof GraphRefused)) throw error;
    const told = classifyGraphError(error);
    if (told.kind === 'token') {
      throw new Problem('page-disconnected', 'The page must be connected to Facebook again first.', {
        cause: error,
      });
    }
    throw conflict(
      to.kind === 'take'
        ? 'Facebook does not let this desk take the conversation over. It comes back when the other app hands it over, or a day after the customer’s last message.'
        : 'Facebook does not let this desk give the conversation away.',
      { graphCode: error.code, graphSubcode: error.subcode },
    );
  }
}
