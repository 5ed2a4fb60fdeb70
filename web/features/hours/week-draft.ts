import { minutesOf, type WeeklyHours } from '../../../contract/operating-hours.ts';

const minutesPerDay = 1440;

/** What is seen of a day, in minutes since its midnight. */
export interface DayBlock {
  from: number;
  to: number;
  /** Which of the week's times it belongs to. */
  index: number;
  /** It began the evening before. */
  isSpill: boolean;
}

/** The open times of a day as they are drawn: its own, and what is still open from the evening before. */
export function blocksOf(weekly: readonly WeeklyHours[], day: number): DayBlock[] {
  const before = day === 1 ? 7 : day - 1;
  return weekly
    .flatMap((hours, index): DayBlock[] => {
      const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
      const isOver = to <= from;
      if (hours.day === day) return [{ from, to: isOver ? minutesPerDay : to, index, isSpill: false }];
      return hours.day === before && isOver && to > 0 ? [{ from: 0, to, index, isSpill: true }] : [];
    })
    .toSorted((a, b) => a.from - b.from);
}

/** `08:30`; the end of a day is `24:00`. */
export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const snapMinutes = 15;

/** Where a pointer is on a day's line, in minutes, to the quarter of an hour. */
export function minutesAt(share: number): number {
  const minutes = Math.round((share * minutesPerDay) / snapMinutes) * snapMinutes;
  return Math.min(minutesPerDay, Math.max(0, minutes));
}

/** Adds what was drawn on a day, and makes one of it and of the times of that day which it meets. */
export function drawTime(
  weekly: readonly WeeklyHours[],
  day: number,
  [start, end]: readonly [number, number],
): WeeklyHours[] {
  const drawn = { from: Math.min(start, end), to: Math.max(start, end) };
  if (drawn.to - drawn.from < snapMinutes) return [...weekly];
  const met = new Set<number>();
  for (const block of blocksOf(weekly, day)) {
    if (block.from > drawn.to || block.to < drawn.from) continue;
    // What began the evening before stays as it is, and the drawn one begins behind it.
    if (block.isSpill) drawn.from = Math.max(drawn.from, block.to);
    else {
      met.add(block.index);
      drawn.from = Math.min(drawn.from, block.from);
      drawn.to = Math.max(drawn.to, block.to);
    }
  }
  if (drawn.to <= drawn.from) return [...weekly];
  const over = [...met]
    .map((index) => weekly[index])
    .find((hours) => hours && minutesOf(hours.to) <= minutesOf(hours.from));
  const to = over && drawn.to === minutesPerDay ? over.to : clockOf(drawn.to);
  return inOrder([...weekly.filter((_, index) => !met.has(index)), { day, from: clockOf(drawn.from), to }]);
}

/** Gives other days the times of one day, in place of their own. */
export function copyDay(
  weekly: readonly WeeklyHours[],
  day: number,
  others: readonly number[],
): WeeklyHours[] {
  const own = weekly.filter((hours) => hours.day === day);
  const rest = weekly.filter((hours) => !others.includes(hours.day));
  return inOrder([...rest, ...others.flatMap((other) => own.map((hours) => ({ ...hours, day: other })))]);
}

/** A time to begin with, behind what the day has. */
export function addTime(weekly: readonly WeeklyHours[], day: number): WeeklyHours[] {
  const last = blocksOf(weekly, day).at(-1);
  if (!last) return inOrder([...weekly, { day, from: '09:00', to: '17:00' }]);
  const from = Math.min(last.to + 60, minutesPerDay - 60);
  if (from < last.to) return [...weekly];
  return inOrder([...weekly, { day, from: clockOf(from), to: clockOf(Math.min(from + 120, minutesPerDay)) }]);
}

function inOrder(weekly: readonly WeeklyHours[]): WeeklyHours[] {
  return weekly.toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from));
}
