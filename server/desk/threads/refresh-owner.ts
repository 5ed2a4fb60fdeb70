import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { readThreadOwner, type ThreadOwner } from '../../facebook/messenger/thread-control.ts';
import { readThreadFacts, renewConversationsOf, setThreadOwner } from '../../store/thread-owners.ts';
import { change } from '../context.ts';
import { unknownApp } from './held-elsewhere.ts';
import { noteDeadToken } from '../pages/health/note-refusal.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';

const holdMs = 10 * 60_000;
const ratePauseSeconds = 60;

/**
 * Asks Facebook who holds a person's thread, after something told that another app does without saying which, or
 * when in doubt. What is told by an event in the meantime is newer, and stays.
 *
 * No access check: the system asks.
 *
 * @returns when to ask again; nothing when it is known, or cannot be.
 */
export async function refreshThreadOwner(ctx: SendContext, contactId: string): Promise<Again | void> {
  const facts = await readThreadFacts(ctx.db, { contactId });
  if (!facts) return;
  const { tokenSealed } = facts;
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (tokenSealed === null || isHeld) return again(ctx, holdMs, 'The page is disconnected.');
  const access = openAccess(ctx.secrets, { ...facts, tokenSealed });
  const askedAt = ctx.clock.now();
  let owner: ThreadOwner | null;
  try {
    owner = await readThreadOwner(ctx.graph, access, facts.psid);
  } catch (error) {
    if (error instanceof GraphUnreachable) throw error;
    if (!(error instanceof GraphRefused)) throw error;
    const told = classifyGraphError(error);
    if (told.kind === 'rate')
      return again(ctx, (told.retryAfterSeconds ?? ratePauseSeconds) * 1_000, error.message);
    if (told.kind === 'transient') throw error;
    if (told.kind === 'token') {
      await noteDeadToken(ctx, facts, told);
      return again(ctx, holdMs, 'The page is disconnected.');
    }
    // Pages without a default app do not tell: the lapse of a day ends it.
    return;
  }
  // Nobody by name, and yet it is not ours: the page's default app answers in what nobody holds.
  if (owner === null && facts.threadOwner === unknownApp) return;
  const appId = owner === null || owner.appId === facts.appId ? null : owner.appId;
  await change(ctx, async (story) => {
    if (!(await setThreadOwner(story.tx, contactId, { owner: appId, at: askedAt }))) return;
    const changed = await renewConversationsOf(story.tx, contactId, { isLetGo: appId !== null });
    for (const { id, departmentId } of changed) {
      story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
  });
}

function again(ctx: SendContext, waitMs: number, reason: string): Again {
  return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt: false };
}
