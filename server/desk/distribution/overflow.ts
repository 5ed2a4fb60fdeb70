import type { DepartmentRules } from '../../../contract/department-rules.ts';
import { automationOf } from '../../../contract/automated-messages.ts';
import { readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { lockConversation, type LockedConversation } from '../../store/conversations.ts';
import { findDepartmentRules, lockDepartment } from '../../store/departments.ts';
import {
  listOverflowing,
  listOverflowingDepartments,
  listWaitingPages,
  markOverflowed,
} from '../../store/overflow.ts';
import { countWaitingIn } from '../../store/routing-places.ts';
import { wordText } from '../automation/word-text.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import { carryOut } from '../conversations/act.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { change, type Change, type Context } from '../context.ts';
import { hoursInForce } from '../hours/in-force.ts';
import { readDepartmentRules } from '../team/department-rules.ts';

// No access check in this file: the clock acts, by what is set for departments.

const minuteMs = 60_000;
/** So many are looked for at once, and of each department so often in one round. */
const mostAtOnce = 100;
const mostLooks = 10;

type Reason = 'full' | 'long-wait';
type Asked = Parameters<typeof listOverflowing>[1];

/**
 * Does what departments set for what is too much for them: sends it to another one, tells the customer, or ends it, once
 * for each wait and within the hours. Nothing is done unless it is set. Safe to run twice at once.
 */
export async function overflow(ctx: Context): Promise<void> {
  for (const { id, rules: stored } of await listOverflowingDepartments(ctx.db)) {
    const rules = readDepartmentRules(stored);
    if (rules.overflow !== 'none') await overflowFrom(ctx, id, rules);
  }
}

async function overflowFrom(ctx: Context, departmentId: string, rules: DepartmentRules): Promise<void> {
  const { waitingLimit: beyond, overflowMinutes } = rules;
  const since =
    overflowMinutes === null ? null : new Date(ctx.clock.now().getTime() - overflowMinutes * minuteMs);
  const exceptPages = await listClosedPages(ctx, departmentId);
  const asked = { departmentId, beyond, since, exceptPages, most: mostAtOnce };
  for (let look = 0; look < mostLooks; look++) {
    const found = await listOverflowing(ctx.db, asked);
    for (const { id: conversationId, because } of found) {
      const done = await change(ctx, (story) =>
        overflowOne(ctx, story, { conversationId, asked, rules, because }),
      );
      if (done === 'no-place') return;
    }
    if (found.length < mostAtOnce) return;
  }
}

/** Pages of which something waits there outside of the hours: whom nobody answers now, nobody sends on. */
async function listClosedPages(ctx: Context, departmentId: string): Promise<string[]> {
  const now = ctx.clock.now();
  return (await listWaitingPages(ctx.db, departmentId))
    .filter((page) => hoursInForce({ page: page.pageHours, department: page.departmentHours }, now).closed)
    .map(({ id }) => id);
}

/** `no-place`: where it would go has no place, for it and for all behind it. */
async function overflowOne(
  ctx: Context,
  story: Change,
  found: { conversationId: string; asked: Asked; rules: DepartmentRules; because: Reason },
): Promise<'looked-at' | 'no-place'> {
  const conversation = await lockConversation(story.tx, found.conversationId);
  const place = conversation && (await readAutomationPlace(story.tx, conversation.id));
  if (!place || conversation.status !== 'open' || conversation.assigneeId !== null) return 'looked-at';
  // Somebody handed it on, or another process was first: on the locked row it is asked once more.
  const again = await listOverflowing(story.tx, { ...found.asked, only: conversation.id });
  if (again.length === 0) return 'looked-at';
  const { overflow: action, overflowDepartmentId } = found.rules;
  if (action === 'department') {
    if (!(await sendOn(ctx, story, conversation, overflowDepartmentId, found.because))) return 'no-place';
  } else {
    // What is said in public is no message: nobody is told of it there.
    if (conversation.kind === 'messenger') await tell(ctx, story, place);
    if (action === 'end') await end(ctx, story, conversation, found.because);
  }
  await markOverflowed(story.tx, conversation.id, ctx.clock.now());
  return 'looked-at';
}

/** @returns false when the other department is full as well: it stays, and is looked at again. */
async function sendOn(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  departmentId: string | null,
  because: Reason,
): Promise<boolean> {
  const to = departmentId === null ? undefined : await lockDepartment(story.tx, departmentId);
  const next = nextStatus(conversation.status, 'transfer');
  if (!to || next === null) return false;
  const { waitingLimit } = readDepartmentRules(await findDepartmentRules(story.tx, to.id));
  const waiting = waitingLimit === null ? 0 : ((await countWaitingIn(story.tx, [to.id])).get(to.id) ?? 0);
  if (waitingLimit !== null && waiting >= waitingLimit) return false;
  await carryOut(ctx, story, conversation, {
    ...{ status: next, assigneeId: null, toDepartmentId: to.id, isByClock: true },
    activity: { type: 'overflowed', because, to: to.name },
  });
  return true;
}

async function tell(ctx: Context, story: Change, place: AutomationPlace): Promise<void> {
  const text = wordText('overflow', place);
  if (text === null) return;
  const key = `overflow:${place.reopenedCount}:${place.waitingSince?.toISOString() ?? ''}`;
  await writeAutomated(ctx, story, place, { automation: automationOf('overflow'), key, text });
}

async function end(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  because: Reason,
): Promise<void> {
  const next = nextStatus(conversation.status, 'time-out');
  if (next === null) return;
  await carryOut(ctx, story, conversation, {
    ...{ status: next, assigneeId: null, isByClock: true, isSilent: true },
    activity: { type: 'overflowed', because, to: null },
  });
}
