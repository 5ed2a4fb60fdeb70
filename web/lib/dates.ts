const locale = 'en-GB';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const clockTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const weekdayLong = new Intl.DateTimeFormat(locale, { weekday: 'long' });
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayAndMonthLong = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const dayMonthYearLong = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const everything = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const stamp = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
const monthAndYear = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });

function midnight(at: Date): number {
  return Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
}

/** Whole days of the calendar between two moments, in the reader's zone. */
function calendarDaysBetween(earlier: Date, later: Date): number {
  return Math.round((midnight(later) - midnight(earlier)) / dayMs);
}

/** When something happened, as short as it stays clear: `14:31`, `Yesterday`, `Wed`, `12 Nov`, `4 Mar 2025`. */
export function shortTime(at: string, nowMs: number): string {
  const then = new Date(at);
  const now = new Date(nowMs);
  const days = calendarDaysBetween(then, now);
  if (days <= 0) return clockTime.format(then);
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(then);
  return then.getFullYear() === now.getFullYear() ? dayAndMonth.format(then) : dayMonthYear.format(then);
}

/** The time of day: `14:31`. */
export function timeOfDay(at: string): string {
  return clockTime.format(new Date(at));
}

/** The short name of a day of the week: `Wed`. */
export function weekdayOf(at: Date): string {
  return weekday.format(at);
}

/** A day to come or past, with its year: `26 Dec 2026`. */
export function dayOf(at: string): string {
  return dayMonthYear.format(new Date(at));
}

/** The head of a day in a timeline: `Today`, `Yesterday`, `Wednesday`, `12 November`, `4 March 2025`. */
export function dayName(at: string, nowMs: number): string {
  const then = new Date(at);
  const now = new Date(nowMs);
  const days = calendarDaysBetween(then, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekdayLong.format(then);
  return then.getFullYear() === now.getFullYear()
    ? dayAndMonthLong.format(then)
    : dayMonthYearLong.format(then);
}

/** Whether two moments are on the same day of the reader's calendar. */
export function isSameDay(one: string, other: string): boolean {
  return calendarDaysBetween(new Date(one), new Date(other)) === 0;
}

/** Everything there is to know about a moment, for a title: `Friday 20 November 2026 at 14:31:00`. */
export function fullTime(at: string): string {
  return everything.format(new Date(at));
}

/** A moment in a log: `20 Nov 2026, 14:31:00`. */
export function stampOf(at: string): string {
  return stamp.format(new Date(at));
}

/** `March 2024`. */
export function monthOf(at: string): string {
  return monthAndYear.format(new Date(at));
}

/** A span in one unit, rounded to what one would say: `40 s`, `38 min`, `4 h`, `5 d`. */
export function spanWords(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.ceil(ms / 1000))} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
}

/** How long ago, for a sentence: `just now`, `4 min ago`, `2 h ago`, `5 d ago`. */
export function agoWords(at: string, nowMs: number): string {
  const ms = nowMs - Date.parse(at);
  return ms < minuteMs ? 'just now' : `${spanWords(ms)} ago`;
}
