import { lockDue, lockIdle, setDue, type LockedConversation } from '../../store/conversations.ts';
import { listSettings } from '../../store/page-settings.ts';
import { change, type Change, type Context } from '../context.ts';
import { carryOut } from './act.ts';
import { nextStatus } from './life-cycle.ts';
import { dueAfterHours, parkedUntil } from './life-settings.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

// No access check in this file: the clock acts, and each change is announced as one by a person is.

/** So many in one transaction: the locks are held for some tens of milliseconds. */
const mostAtOnce = 50;
const hoursPerDay = 24;

/**
 * Closes what was parked, wrapped up or left alone for as long as its page allows, and brings back what was put aside
 * until now. Safe to run twice at once: each
 * conversation is locked, and those that somebody holds come next time.
 *
 * @returns whether there may be more.
 */
export async function closeOverdue(ctx: Context): Promise<boolean> {
  const pages = await listSettings(ctx.db);
  const lives = new Map(pages.map(({ id, settings }) => [id, settingsOfPage(settings).life]));
  const now = ctx.clock.now();
  const due = await change(ctx, async (story) => {
    const found = await lockDue(story.tx, now, mostAtOnce);
    for (const conversation of found) await closeDue(ctx, story, conversation);
    return found.length;
  });
  let isFull = due === mostAtOnce;
  for (const [id, { idleDays }] of lives) {
    const idleSince = dueAfterHours(now, -idleDays * hoursPerDay);
    const idle = await change(ctx, async (story) => {
      const found = await lockIdle(story.tx, { id, idleSince }, mostAtOnce);
      for (const conversation of found) await close(ctx, story, conversation, 'idle');
      return found.length;
    });
    isFull ||= idle === mostAtOnce;
  }
  return isFull;
}

async function closeDue(ctx: Context, story: Change, conversation: LockedConversation): Promise<void> {
  if (conversation.status === 'wrapup') return close(ctx, story, conversation, 'wrap-up');
  if (conversation.wakesAt !== null) return wake(ctx, story, conversation);
  // A note, or a late word of the page's, since it was parked: the time begins anew.
  const until = await parkedUntil(story.tx, conversation, conversation.lastActivityAt);
  if (until > ctx.clock.now()) return setDue(story.tx, conversation.id, until);
  return close(ctx, story, conversation, 'parked');
}

/** Back to its agent, at the top of the list as if somebody had written. */
async function wake(ctx: Context, story: Change, conversation: LockedConversation): Promise<void> {
  const next = nextStatus(conversation.status, 'wake');
  if (next === null) return;
  const { assigneeId } = conversation;
  await carryOut(ctx, story, conversation, { status: next, assigneeId, activity: { type: 'woke' } });
}

async function close(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  from: 'parked' | 'wrap-up' | 'idle',
): Promise<void> {
  const next = nextStatus(conversation.status, 'time-out');
  if (next === null) return;
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: conversation.assigneeId,
    activity: { type: 'timed-out', from },
    isByClock: true,
  });
}
