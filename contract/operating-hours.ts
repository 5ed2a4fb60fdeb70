import { z } from 'zod';
import { departmentId, operatingHoursId, pageId } from './ids.ts';
import { instant } from './instant.ts';
import { timeZone } from './time-zone.ts';

/** `08:30`, and as an end also `24:00`. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 08:30.');
const endTime = z.union([clockTime, z.literal('24:00')], 'Write a time as 17:30, or 24:00.');

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const minutesPerDay = 1440;
const minutesPerWeek = 7 * minutesPerDay;

/** A time of the week in which somebody works. An end that is not after the beginning is on the next day. */
export const weeklyHours = z.strictObject({
  /** 1 is Monday, 7 Sunday: the day on which it begins. */
  day: z.int().min(1).max(7),
  from: clockTime,
  to: endTime,
});
export type WeeklyHours = z.infer<typeof weeklyHours>;

/** Hours of one day; they end on it. */
const dayHours = z.strictObject({ from: clockTime, to: endTime });
export type DayHours = z.infer<typeof dayHours>;

const calendarDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Write a day as 2026-12-24.')
  .refine((day) => isCalendarDay(day), 'There is no such day.');

function isCalendarDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** Days that are not like others. What is open on them is told by `hours` alone; none: closed the whole day. */
export const holiday = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  from: calendarDay,
  /** The last day; the first one when it is a single day. */
  to: calendarDay,
  hours: z.array(dayHours).max(10).default([]),
});
export type Holiday = z.infer<typeof holiday>;

const rules = z.strictObject({
  /** IANA name: `Europe/Berlin`. */
  timeZone,
  weekly: z.array(weeklyHours).min(1, 'Give at least one time of the week.').max(70),
  holidays: z.array(holiday).max(300).default([]),
});
/** When somebody works, by the clock on the wall of a time zone. */
export type HoursRules = z.infer<typeof rules>;

const name = z.string().trim().min(1, 'Give it a name.').max(80);

/** @throws nothing: each fault is an issue that names the time or holiday at fault. */
function judge({ weekly, holidays }: Partial<HoursRules>, context: z.RefinementCtx): void {
  for (const fault of [...weeklyFaults(weekly ?? []), ...holidayFaults(holidays ?? [])]) {
    context.addIssue({ code: 'custom', path: fault.path, message: fault.message });
  }
}

export const previewHours = rules.superRefine(judge);
export const createOperatingHours = rules.extend({ name }).superRefine(judge);
export type CreateOperatingHours = z.input<typeof createOperatingHours>;

export const changeOperatingHours = z
  .strictObject({
    name: name.optional(),
    timeZone: timeZone.optional(),
    weekly: rules.shape.weekly.optional(),
    holidays: z.array(holiday).max(300).optional(),
  })
  .superRefine((change, context) =>
    judge(
      {
        ...(change.weekly ? { weekly: change.weekly } : {}),
        ...(change.holidays ? { holidays: change.holidays } : {}),
      },
      context,
    ),
  );
export type ChangeOperatingHours = z.input<typeof changeOperatingHours>;

interface Fault {
  path: (string | number)[];
  message: string;
}

/** Times of the week that are none, or that meet another one; around the end of the week as well. */
export function weeklyFaults(weekly: readonly WeeklyHours[]): Fault[] {
  const faults: Fault[] = [];
  const spans = weekly.map(({ day, from, to }, index) => {
    const start = (day - 1) * minutesPerDay + minutesOf(from);
    const minutes = minutesOf(to) - minutesOf(from);
    if (minutes === 0) {
      faults.push({
        path: ['weekly', index],
        message: 'It ends when it begins. A whole day is 00:00 to 24:00.',
      });
    }
    return { index, start, end: start + (minutes > 0 ? minutes : minutes + minutesPerDay) };
  });
  for (const one of spans) {
    const meets = spans.some(
      (other) =>
        other.index < one.index &&
        [-minutesPerWeek, 0, minutesPerWeek].some(
          (shift) => one.start < other.end + shift && other.start + shift < one.end,
        ),
    );
    if (meets)
      faults.push({ path: ['weekly', one.index], message: 'It overlaps with another time of the week.' });
  }
  return faults;
}

function holidayFaults(holidays: readonly Holiday[]): Fault[] {
  return holidays.flatMap((one, index) => {
    const path = ['holidays', index];
    const faults: Fault[] = [];
    if (one.to < one.from) faults.push({ path: [...path, 'to'], message: 'It ends before it begins.' });
    else if (Date.parse(one.to) - Date.parse(one.from) > 366 * 86_400_000) {
      faults.push({ path: [...path, 'to'], message: 'At most a year.' });
    }
    const meets = holidays.some((other, at) => at < index && one.from <= other.to && other.from <= one.to);
    if (meets) faults.push({ path, message: 'It overlaps with another holiday.' });
    one.hours.forEach((hours, at) => {
      const start = minutesOf(hours.from);
      const end = minutesOf(hours.to);
      if (end <= start) {
        const message = 'Hours of a holiday end on the same day, at the latest at 24:00.';
        faults.push({ path: [...path, 'hours', at], message });
      }
      const overlaps = one.hours.some(
        (other, before) => before < at && start < minutesOf(other.to) && minutesOf(other.from) < end,
      );
      if (overlaps) faults.push({ path: [...path, 'hours', at], message: 'These hours overlap.' });
    });
    return faults;
  });
}

/** How it stands now. */
export const hoursNow = z.object({
  state: z.enum(['open', 'closed', 'holiday']),
  /** The holiday that today is, also while it is open by its own hours. */
  holiday: z.string().nullable(),
  /** When it opens or closes next; null: not within three years. */
  until: instant.nullable(),
});
export type HoursNow = z.infer<typeof hoursNow>;

/** A record of operating hours. Pages and departments that have none are always open. */
export const operatingHours = rules.extend({
  id: operatingHoursId,
  name: z.string(),
  now: hoursNow,
  /** What goes by it. */
  pages: z.array(z.object({ id: pageId, name: z.string() })),
  departments: z.array(z.object({ id: departmentId, name: z.string() })),
});
export type OperatingHours = z.infer<typeof operatingHours>;

/** Whether what goes by it is let go, and always open from then on. Without it, `conflict` says what that is. */
export const deleteOperatingHours = z.strictObject({
  release: z.enum(['true', 'false']).default('false'),
});
