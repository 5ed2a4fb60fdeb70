import { endAbsences } from '../../store/absences.ts';
import { findConversation } from '../../store/conversations.ts';
import { readDepartmentsOf } from '../../store/conversation-views.ts';
import {
  deleteDeadDesks,
  deleteDesk,
  deleteDesksOfProcess,
  insertDesks,
  noteHere,
  noteLeft,
  setViewing,
  type ClosedDesk,
  type OpenDeskRow,
} from '../../store/desk-sockets.ts';
import { canLookInto } from '../access.ts';
import { change, type Change, type Context } from '../context.ts';

type Ground = Pick<Context, 'db' | 'clock' | 'bell'>;

/** A process not heard of for so long has no open desks any more; sooner than its row is removed. */
const DEAD_AFTER_MS = 20_000;

/**
 * Writes open desks down and tells of those whose row was missing: at their opening, and again and again, since
 * a process that was suspended finds its rows cleared by the others.
 */
export async function keepDesks(ground: Ground, desks: readonly OpenDeskRow[]): Promise<void> {
  if (desks.length === 0) return;
  await change(ground, async (story) => {
    const userIds = [...new Set(await insertDesks(story.tx, desks))];
    for (const subjectId of userIds) story.announce({ kind: 'colleague.changed', subjectId });
    await noteHere(story.tx, userIds);
    await endAbsences(story.tx, userIds, ground.clock.now());
  });
}

/** A desk was closed, or its connection lost. */
export async function closeDesk(ground: Ground, id: string): Promise<void> {
  await change(ground, async (story) => {
    const closed = await deleteDesk(story.tx, id);
    if (closed) await announceClosed(story, [closed], ground.clock.now());
  });
}

/** A process stops: its desks are closed, until the browsers find another one. */
export async function closeDesksOfProcess(ground: Ground, processId: string): Promise<void> {
  await change(ground, async (story) =>
    announceClosed(story, await deleteDesksOfProcess(story.tx, processId), ground.clock.now()),
  );
}

/** Closes the desks of processes that died without a word. Every other process may do it; the first one tells. */
export async function clearDeadDesks(ground: Ground, ownProcessId: string): Promise<void> {
  const deadline = new Date(ground.clock.now().getTime() - DEAD_AFTER_MS);
  await change(ground, async (story) =>
    announceClosed(story, await deleteDeadDesks(story.tx, deadline, ownProcessId), ground.clock.now()),
  );
}

/**
 * The desk has this conversation open now, or none. One that its user may not see counts as none.
 * @returns what it counts as having open.
 */
export async function viewConversation(
  ctx: Context,
  deskId: string,
  conversationId: string | null,
): Promise<string | null> {
  return change(ctx, async (story) => {
    const asked = conversationId ? await findConversation(story.tx, conversationId) : undefined;
    const viewed = asked && canLookInto(ctx.actor, asked) ? asked.id : null;
    const had = await setViewing(story.tx, deskId, viewed);
    if (had && had.before !== viewed) await announceViewers(story, [had.before, viewed]);
    return viewed;
  });
}

async function announceClosed(story: Change, closed: readonly ClosedDesk[], at: Date): Promise<void> {
  await noteLeft(
    story.tx,
    closed.map((desk) => desk.userId),
    at,
  );
  for (const userId of new Set(closed.map((desk) => desk.userId))) {
    story.announce({ kind: 'colleague.changed', subjectId: userId });
  }
  await announceViewers(
    story,
    closed.map((desk) => desk.viewing),
  );
}

async function announceViewers(story: Change, viewed: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(viewed.filter((id) => id !== null))];
  for (const { id, departmentId } of await readDepartmentsOf(story.tx, ids)) {
    story.announce({ kind: 'viewers.changed', subjectId: id, departments: [departmentId] });
  }
}
