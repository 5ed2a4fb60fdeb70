import { readStaff } from '../../store/absences.ts';
import { placeInQueue, readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import {
  forgetAlerts,
  listLongWaiting,
  listMovedInQueue,
  listTextsOfPages,
  listWaitedFor,
  noteUnstaffed,
} from '../../store/waiting-customers.ts';
import { listLeadsOf } from '../../store/notices.ts';
import { change, type Change, type Context } from '../context.ts';
import { hoursInForce } from '../hours/in-force.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { tellPeople } from '../notices/tell.ts';
import { positionCause } from './greet.ts';
import { textsOf } from './texts.ts';
import { wordText } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';

// No access check in this file: the clock acts, and rules of the pages speak.

const minuteMs = 60_000;
/** So many of each page in one round. */
const mostAtOnce = 100;
/** A place in the queue is told again at most so often. */
const positionEveryMs = 5 * minuteMs;
/** So long a customer waits before those who lead are told that nobody is there, and so often they are told again. */
const unstaffedAfterMs = minuteMs;
const tellEveryMs = 30 * minuteMs;

/** Looks at what waits: tells customers that nobody accepted in time and where they are in the queue. Safe to run twice. */
export async function watchQueue(ctx: Context): Promise<void> {
  const now = ctx.clock.now().getTime();
  for (const page of await listTextsOfPages(ctx.db)) {
    const { text, options } = textsOf(page);
    if (text('notAccepted').isOn) {
      const since = new Date(now - options.notAcceptedMinutes * minuteMs);
      const ids = await listLongWaiting(ctx.db, { pageId: page.id, since, limit: mostAtOnce });
      for (const id of ids) await sayToWaiting(ctx, id, sayNotAccepted);
    }
    if (text('position').isOn || text('nextInLine').isOn) {
      const notToldSince = new Date(now - positionEveryMs);
      const ids = await listMovedInQueue(ctx.db, { pageId: page.id, notToldSince, limit: mostAtOnce });
      for (const id of ids) await sayToWaiting(ctx, id, sayPosition);
    }
  }
}

/** Says something to a customer who still waits for an agent, within the hours. */
async function sayToWaiting(
  ctx: Context,
  id: string,
  say: (ctx: Context, story: Change, place: AutomationPlace) => Promise<void>,
): Promise<void> {
  await change(ctx, async (story) => {
    await lockConversationRow(story.tx, id);
    const place = await readAutomationPlace(story.tx, id);
    if (!place || place.status !== 'open' || place.assigneeId !== null || place.waitingSince === null) return;
    const hours = { page: place.pageHours, department: place.departmentHours };
    if (hoursInForce(hours, ctx.clock.now()).closed !== null) return;
    await say(ctx, story, place);
  });
}

async function sayNotAccepted(ctx: Context, story: Change, place: AutomationPlace): Promise<void> {
  const text = wordText('notAccepted', place);
  if (text === null) return;
  const key = `not-accepted:${place.reopenedCount}`;
  await writeAutomated(ctx, story, place, { automation: 'not-accepted', key, text });
}

async function sayPosition(ctx: Context, story: Change, place: AutomationPlace): Promise<void> {
  const position = await placeInQueue(story.tx, place);
  const text = wordText(position === 1 ? 'nextInLine' : 'position', place, { position });
  if (text === null) return;
  const automation = position === 1 ? 'next-in-line' : 'position';
  await writeAutomated(ctx, story, place, { automation, key: positionCause(place, position), text });
}

/**
 * Tells those who lead a department, in the app and by e-mail, that customers wait in it, within its hours, and nobody is
 * there: after a minute, and again each half hour until somebody comes. Safe to run twice at once.
 */
export async function tellUnstaffed(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await change(ctx, async (story) => {
    const waited = await listWaitedFor(story.tx, new Date(now.getTime() - unstaffedAfterMs));
    const open = waited.filter(
      ({ pageHours, departmentHours }) =>
        hoursInForce({ page: pageHours, department: departmentHours }, now).isOpen,
    );
    const unstaffed = new Map<string, { name: string; customers: number }>();
    for (const { id, name, customers } of open) {
      if ((await readStaff(story.tx, id)).isStaffed) continue;
      unstaffed.set(id, { name, customers: Number(customers) + (unstaffed.get(id)?.customers ?? 0) });
    }
    await forgetAlerts(story.tx, [...unstaffed.keys()]);
    for (const [departmentId, { name, customers }] of unstaffed) {
      const due = await noteUnstaffed(story.tx, { departmentId, at: now, everyMs: tellEveryMs });
      if (!due) continue;
      const cause = `unstaffed:${departmentId}:${due.beganAt.toISOString()}:${due.times}`;
      const leads = await listLeadsOf(story.tx, departmentId);
      await tellPeople(
        ctx,
        story,
        leads.map((lead) => lead.id),
        { cause, kind: 'customers-wait', departmentId, detail: { waiting: customers } },
      );
      const wait = customers === 1 ? '1 customer waits' : `${customers} customers wait`;
      await enqueueMail(ctx, story, {
        cause,
        to: leads.map(({ email }) => email),
        subject: `Nobody is there for ${name}`,
        paragraphs: [
          `${wait} in ${name}, within its hours, and nobody of the department is available or busy.`,
          'You are told again in half an hour, until somebody is there.',
        ],
        link: { label: 'Look at the inbox', path: '/inbox/unassigned' },
      });
    }
  });
}
