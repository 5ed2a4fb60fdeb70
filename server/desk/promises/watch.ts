import { createHash } from 'node:crypto';
import { endGaps, insertAlert, readStaffing } from '../../store/alerts.ts';
import { listDepartments } from '../../store/departments.ts';
import { readDeclined } from '../../store/floor.ts';
import { listLeadsOf } from '../../store/notices.ts';
import { listOperatingHours } from '../../store/operating-hours.ts';
import {
  listPromises,
  lockUnreckoned,
  setDueTimes,
  takeBroken,
  type PromiseRow,
  type Stamp,
  type UnreckonedRow,
} from '../../store/promises.ts';
import { change, type Change, type Context } from '../context.ts';
import { leastDeclined } from '../floor/read-floor.ts';
import { scheduleOf } from '../hours/read-rules.ts';
import { tellPeople, type Telling } from '../notices/tell.ts';
import { afterOpenMs, isOpenAt, type Schedule } from '../hours/schedule.ts';

// No access check in this file: the clock acts.

const mostAtOnce = 200;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What was late for so long before it was reckoned stands on the floor, and is not told. */
const longLateMs = 10 * minuteMs;

/**
 * Reckons until when conversations are to be answered and done, tells those who lead what was missed, what nobody took,
 * and which department has nobody any more. Safe to run twice at once: rows that somebody holds come next time.
 *
 * @returns whether there may be more.
 */
export async function keepWatch(ctx: Context): Promise<boolean> {
  const isFull = await reckon(ctx);
  await tellBroken(ctx);
  await tellGaps(ctx);
  await tellDeclined(ctx);
  return isFull;
}

/** A promise as it applies somewhere: by whose hours, and a name for all of that which changes when any of it does. */
interface Applied {
  promise: PromiseRow;
  /** Null: around the clock. */
  schedule: Schedule | null;
  stamp: string;
}

async function reckon(ctx: Context): Promise<boolean> {
  const promises = await listPromises(ctx.db);
  const inUse = promises.filter(
    ({ departments, workStreams }) => departments.length + workStreams.length > 0,
  );
  if (promises.length === 0) return false;
  const [departments, hours] = await Promise.all([listDepartments(ctx.db), listOperatingHours(ctx.db)]);
  const rulesOf = new Map(hours.map((row) => [row.id, row]));
  const ownHours = new Map(departments.map((row) => [row.id, row.operatingHoursId]));
  const schedules = new Map<string, Schedule>();

  const apply = (promise: PromiseRow, departmentId: string): Applied => {
    const hoursId = promise.operatingHoursId ?? ownHours.get(departmentId) ?? null;
    const rules = hoursId === null ? undefined : rulesOf.get(hoursId);
    if (rules && !schedules.has(rules.id)) schedules.set(rules.id, scheduleOf(rules));
    const facts = JSON.stringify([promise.respondMinutes, promise.resolveMinutes, rules ?? null]);
    const stamp = `${promise.id}:${createHash('sha256').update(facts).digest('hex').slice(0, 16)}`;
    return { promise, schedule: rules ? (schedules.get(rules.id) ?? null) : null, stamp };
  };

  const byPlace = new Map<string, Applied>();
  const stamps: Stamp[] = [];
  for (const { id: departmentId } of departments) {
    for (const promise of inUse) {
      const streams = promise.workStreams.map(({ id, isDefault }) => ({ streamId: id, isDefault }));
      const isOwn = promise.departments.some(({ id }) => id === departmentId);
      const applied = apply(promise, departmentId);
      if (isOwn) stamps.push({ departmentId, streamId: null, isDefault: false, stamp: applied.stamp });
      for (const stream of streams) stamps.push({ departmentId, ...stream, stamp: applied.stamp });
      if (isOwn || streams.length > 0) byPlace.set(`${departmentId} ${applied.stamp}`, applied);
    }
  }
  const count = await change(ctx, async (story) => {
    const rows = await lockUnreckoned(story.tx, stamps, mostAtOnce);
    await setDueTimes(
      story.tx,
      rows.map((row) => ({
        id: row.id,
        stamp: row.fullStamp,
        ...dueTimes(row, byPlace.get(`${row.departmentId} ${row.stamp}`)),
      })),
      new Date(ctx.clock.now().getTime() - longLateMs),
    );
    for (const { id: subjectId, departmentId } of rows) {
      story.announce({ kind: 'conversation.changed', subjectId, departments: [departmentId] });
    }
    return rows.length;
  });
  return count === mostAtOnce;
}

/** Until when; null: not promised, or nobody asked anything yet. */
export function dueTimes(
  { begunAt, askedAt }: Pick<UnreckonedRow, 'begunAt' | 'askedAt'>,
  applied: Pick<Applied, 'promise' | 'schedule'> | undefined,
): { respondDueAt: Date | null; resolveDueAt: Date | null } {
  if (!applied) return { respondDueAt: null, resolveDueAt: null };
  const { promise, schedule } = applied;
  const after = (from: Date | null, minutes: number | null) => {
    if (from === null || minutes === null) return null;
    const ms = minutes * minuteMs;
    return schedule ? afterOpenMs(schedule, from, ms) : new Date(from.getTime() + ms);
  };
  return {
    respondDueAt: after(askedAt, promise.respondMinutes),
    resolveDueAt: after(begunAt, promise.resolveMinutes),
  };
}

/** What nobody who was asked took is told once, until somebody has it and it comes back again. */
async function tellDeclined(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const declined = await readDeclined(
    ctx.db,
    { sight: 'all', departmentId: null, pageId: null },
    now,
    leastDeclined,
  );
  if (declined.length === 0) return;
  await change(ctx, async (story) => {
    for (const { id, departmentId, times, since } of declined) {
      await tellLeads(ctx, story, departmentId, {
        cause: `declined:${id}:${since.toISOString()}`,
        kind: 'declined',
        conversationId: id,
        detail: { times },
      });
    }
  });
}

async function tellLeads(ctx: Context, story: Change, departmentId: string, telling: Telling): Promise<void> {
  const leads = await listLeadsOf(story.tx, departmentId);
  await tellPeople(
    ctx,
    story,
    leads.map((lead) => lead.id),
    telling,
  );
}

async function tellBroken(ctx: Context): Promise<void> {
  await change(ctx, async (story) => {
    const at = ctx.clock.now();
    for (const { id, departmentId, promise } of await takeBroken(story.tx, at, mostAtOnce)) {
      const alertId = ctx.newId();
      await insertAlert(story.tx, {
        id: alertId,
        kind: 'promise-broken',
        subjectId: id,
        departmentId,
        promise,
        at,
      });
      story.announce({ kind: 'alert.raised', subjectId: alertId });
      await tellLeads(ctx, story, departmentId, {
        cause: `alert:${alertId}`,
        kind: 'promise-broken',
        conversationId: id,
        detail: { promise: promise ?? 'respond' },
      });
    }
  });
}

/** A department had somebody within a day, has nobody now, and is open: those who lead are told once, until somebody is there. */
async function tellGaps(ctx: Context): Promise<void> {
  const at = ctx.clock.now();
  const [staffing, hours] = await Promise.all([
    readStaffing(ctx.db, new Date(at.getTime() - dayMs)),
    listOperatingHours(ctx.db),
  ]);
  const rulesOf = new Map(hours.map((row) => [row.id, row]));
  const isOpen = (hoursId: string | null) => {
    const rules = hoursId === null ? undefined : rulesOf.get(hoursId);
    return rules === undefined || isOpenAt(scheduleOf(rules), at);
  };
  const gaps = staffing.filter((each) => !each.isStaffed && each.wasStaffed && isOpen(each.operatingHoursId));
  const covered = staffing.filter((each) => each.isStaffed || !isOpen(each.operatingHoursId));
  await change(ctx, async (story) => {
    await endGaps(
      story.tx,
      covered.map(({ id }) => id),
      at,
    );
    for (const { id: departmentId } of gaps) {
      const id = ctx.newId();
      const alert = {
        id,
        kind: 'nobody-there' as const,
        subjectId: departmentId,
        departmentId,
        promise: null,
        at,
      };
      if (!(await insertAlert(story.tx, alert))) continue;
      story.announce({ kind: 'alert.raised', subjectId: id });
      await tellLeads(ctx, story, departmentId, { cause: `alert:${id}`, kind: 'nobody-there', departmentId });
    }
  });
}
