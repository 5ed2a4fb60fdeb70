import type { Holiday, HoursNow } from '../../../contract/operating-hours.ts';

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

const dayMs = 86_400_000;

/** How hours stand, in a word and with when that changes, by the clock of their own zone. */
export function nowWords({ state, holiday, until }: HoursNow, timeZone: string, nowMs: number): string {
  const when = until === null ? null : momentWords(until, timeZone, nowMs);
  if (state === 'open') return when === null ? 'Open now, always' : `Open now, until ${when}`;
  const what = state === 'holiday' ? `Holiday today (${holiday ?? ''})` : 'Closed now';
  return when === null ? `${what}, for years` : `${what}, opens ${when}`;
}

function momentWords(until: string, timeZone: string, nowMs: number): string {
  const at = new Date(until);
  const isNear = at.getTime() - nowMs < 6 * dayMs;
  const words = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    ...(isNear ? {} : { day: 'numeric', month: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
  });
  return words.format(at);
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `24 Dec 2026 – 26 Dec 2026`, or one day. */
export function daysWords({ from, to }: Pick<Holiday, 'from' | 'to'>): string {
  const words = [...new Set([from, to])].map((day) => dayAndMonth.format(new Date(`${day}T00:00:00Z`)));
  return words.join(' – ');
}

/** The time zone of the reader's own clock. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone there is, the reader's own first. */
export function timeZoneChoices(present: string): string[] {
  return [...new Set([present, ownTimeZone(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}
