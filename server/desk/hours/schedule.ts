import {
  minutesOf,
  type DayHours,
  type Holiday,
  type HoursRules,
} from '../../../contract/operating-hours.ts';
import { zoneOf, type Zone } from './zone.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** How far ahead, and back, is looked for a change. */
const horizonMs = 3 * 366 * dayMs;

/** Part of a day, in milliseconds since its midnight by the clock on the wall. */
interface Part {
  from: number;
  to: number;
}

/**
 * Operating hours, made ready to be asked. A moment is open when the clock on the wall shows an open time then: of
 * the hour that comes twice in autumn both are open, and of the one that is left out in spring none is.
 *
 * A holiday's hours stand in place of the week's. What began the evening before ends at its midnight.
 */
export interface Schedule {
  zone: Zone;
  /** What is open on a day, by its number since 1970 on the zone's calendar. */
  partsOf(day: number): readonly Part[];
  holidayOf(day: number): Holiday | null;
  /** Open time of all days before this one, since 1970; of two days the difference is what lies between. */
  openMsBefore(day: number): number;
}

/** Makes hours ready. Do it once for many questions: the holidays are sorted for it. */
export function toSchedule(rules: HoursRules): Schedule {
  const week = Array.from({ length: 7 }, (_, day) => ownParts(rules, day + 1));
  const whole = week.map((own, day) => [...spill(rules, day === 0 ? 7 : day), ...own]);
  const holidays = rules.holidays
    .map((holiday) => ({
      holiday,
      first: dayOf(holiday.from),
      last: dayOf(holiday.to),
      parts: inOrder(holiday.hours.map(toPart)),
    }))
    .toSorted((a, b) => a.first - b.first);
  const findHoliday = (day: number) => {
    // Sorted and apart from one another: the last that begins by then is the only one that can hold it.
    let [low, high] = [0, holidays.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((holidays[middle]?.first ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    const found = holidays[low - 1];
    return found && day <= found.last ? found : null;
  };
  const partsOf = (day: number): readonly Part[] => {
    const holiday = findHoliday(day);
    if (holiday) return holiday.parts;
    return (findHoliday(day - 1) ? week : whole)[weekdayOf(day)] ?? [];
  };
  return {
    zone: zoneOf(rules.timeZone),
    partsOf,
    holidayOf: (day) => findHoliday(day)?.holiday ?? null,
    openMsBefore: sumDays(whole.map(lengthOf), affectedDays(holidays), (day) => lengthOf(partsOf(day))),
  };
}

/** Counts by whole weeks, and sets right the days on and after a holiday: no walk from day to day. */
function sumDays(
  week: readonly number[],
  affected: readonly number[],
  lengthOfDay: (day: number) => number,
): (day: number) => number {
  const perWeek = week.reduce((sum, each) => sum + each, 0);
  // Day 0 is a Thursday: from the Monday before it.
  const before = (day: number) => {
    const days = day + 3;
    const weeks = Math.floor(days / 7);
    const rest = week.slice(0, days - weeks * 7).reduce((sum, each) => sum + each, 0);
    return weeks * perWeek + rest;
  };
  const corrections: number[] = [0];
  for (const day of affected) {
    const usual = week[weekdayOf(day)] ?? 0;
    corrections.push((corrections.at(-1) ?? 0) + lengthOfDay(day) - usual);
  }
  return (day) => {
    let [low, high] = [0, affected.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((affected[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return before(day) + (corrections[low] ?? 0);
  };
}

function affectedDays(holidays: readonly { first: number; last: number }[]): number[] {
  const days = new Set<number>();
  for (const { first, last } of holidays) for (let day = first; day <= last + 1; day++) days.add(day);
  return [...days].toSorted((a, b) => a - b);
}

/** Whether it is open at a moment. */
export function isOpenAt(schedule: Schedule, at: Date): boolean {
  const { day, time } = wallClock(schedule, at.getTime());
  return schedule.partsOf(day).some((part) => part.from <= time && time < part.to);
}

/** How it stands at a moment. */
export interface HoursState {
  /** `holiday`: closed on a day that a holiday is; `closed`: merely closed. */
  state: 'open' | 'closed' | 'holiday';
  /** The day's holiday, open by its own hours or not. */
  holiday: string | null;
  /** Since when it is open, or closed; null: for longer than three years. */
  since: Date | null;
  /** When it closes, or opens; null: not within three years. */
  until: Date | null;
}

export function readHours(schedule: Schedule, at: Date): HoursState {
  const ms = at.getTime();
  const holiday = schedule.holidayOf(wallClock(schedule, ms).day)?.name ?? null;
  const isOpen = isOpenAt(schedule, at);
  const state = isOpen ? 'open' : holiday === null ? 'closed' : 'holiday';
  return {
    state,
    holiday,
    since: changeBefore(schedule, ms, isOpen),
    until: changeAfter(schedule, ms, isOpen),
  };
}

/** When it opens next; the moment itself while it is open; null: not within three years. */
export function opensAt(schedule: Schedule, at: Date): Date | null {
  return isOpenAt(schedule, at) ? at : changeAfter(schedule, at.getTime(), false);
}

/** Open time between two moments, in milliseconds; 0 when the second is not after the first. */
export function openMsBetween(schedule: Schedule, from: Date, to: Date): number {
  let sum = 0;
  for (let at = from.getTime(); at < to.getTime();) {
    const { toMs, offsetMs } = schedule.zone.spanAt(at);
    const end = Math.min(toMs, to.getTime());
    sum += openMsUntil(schedule, end + offsetMs) - openMsUntil(schedule, at + offsetMs);
    at = end;
  }
  return sum;
}

/** The moment at which so much open time has passed; null: not within three years. */
export function afterOpenMs(schedule: Schedule, from: Date, openMs: number): Date | null {
  if (openMs <= 0) return from;
  let left = openMs;
  for (const piece of piecesAfter(schedule, from.getTime())) {
    if (left <= piece.to - piece.from) return new Date(piece.from + left);
    left -= piece.to - piece.from;
  }
  return null;
}

function openMsUntil(schedule: Schedule, wallMs: number): number {
  const day = Math.floor(wallMs / dayMs);
  const time = wallMs - day * dayMs;
  const today = schedule
    .partsOf(day)
    .reduce((sum, { from, to }) => sum + Math.max(0, Math.min(time, to) - from), 0);
  return schedule.openMsBefore(day) + today;
}

function changeAfter(schedule: Schedule, ms: number, isOpen: boolean): Date | null {
  let reached = ms;
  for (const { from, to } of piecesAfter(schedule, ms)) {
    if (!isOpen) return new Date(from);
    if (from > reached) return new Date(reached);
    reached = to;
  }
  // Nothing more is open within the horizon, or all of it is.
  return isOpen && reached < ms + horizonMs ? new Date(reached) : null;
}

function changeBefore(schedule: Schedule, ms: number, isOpen: boolean): Date | null {
  let reached = ms;
  for (const { from, to } of piecesBefore(schedule, ms)) {
    if (!isOpen) return new Date(to);
    if (to < reached) return new Date(reached);
    reached = from;
  }
  return isOpen && reached > ms - horizonMs ? new Date(reached) : null;
}

/** What is open from a moment on, in moments; pieces may touch, where a day or a span of the zone ends. */
function* piecesAfter(schedule: Schedule, ms: number): Generator<Part> {
  const horizon = ms + horizonMs;
  for (let at = ms; at < horizon;) {
    const { toMs, offsetMs } = schedule.zone.spanAt(at);
    const day = Math.floor((at + offsetMs) / dayMs);
    const start = day * dayMs - offsetMs;
    const end = Math.min(toMs, start + dayMs, horizon);
    for (const part of schedule.partsOf(day)) {
      const piece = { from: Math.max(start + part.from, at), to: Math.min(start + part.to, end) };
      if (piece.from < piece.to) yield piece;
    }
    at = end;
  }
}

/** The same backwards, from just before a moment. */
function* piecesBefore(schedule: Schedule, ms: number): Generator<Part> {
  const horizon = ms - horizonMs;
  for (let at = ms; at > horizon;) {
    const { fromMs, offsetMs } = schedule.zone.spanAt(at - 1);
    const day = Math.floor((at - 1 + offsetMs) / dayMs);
    const start = day * dayMs - offsetMs;
    const end = Math.max(fromMs, start, horizon);
    for (const part of schedule.partsOf(day).toReversed()) {
      const piece = { from: Math.max(start + part.from, end), to: Math.min(start + part.to, at) };
      if (piece.from < piece.to) yield piece;
    }
    at = end;
  }
}

function wallClock({ zone }: Schedule, ms: number): { day: number; time: number } {
  const wallMs = ms + zone.spanAt(ms).offsetMs;
  const day = Math.floor(wallMs / dayMs);
  return { day, time: wallMs - day * dayMs };
}

/** What begins on a weekday and is open on it. */
function ownParts({ weekly }: HoursRules, weekday: number): Part[] {
  const own = weekly.filter(({ day }) => day === weekday);
  return inOrder(
    own.map(({ from, to }) => toPart({ from, to: minutesOf(to) > minutesOf(from) ? to : '24:00' })),
  );
}

/** What is still open on the day after a weekday. */
function spill({ weekly }: HoursRules, weekday: number): Part[] {
  return weekly
    .filter(({ day, from, to }) => day === weekday && minutesOf(to) <= minutesOf(from) && minutesOf(to) > 0)
    .map(({ to }) => toPart({ from: '00:00', to }));
}

function toPart({ from, to }: DayHours): Part {
  return { from: minutesOf(from) * minuteMs, to: minutesOf(to) * minuteMs };
}

function inOrder(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => a.from - b.from);
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** 0 is Monday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function dayOf(calendarDay: string): number {
  return Date.parse(`${calendarDay}T00:00:00Z`) / dayMs;
}
