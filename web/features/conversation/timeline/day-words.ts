import { dayName } from '../../../lib/dates.ts';

const sameYear = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The head of a day: `Today`, `Yesterday`, `Thursday 19 November`, `4 March 2025`. */
export function dayWords(at: string, nowMs: number): string {
  const name = dayName(at, nowMs);
  if (name === 'Today' || name === 'Yesterday') return name;
  const then = new Date(at);
  const isThisYear = then.getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? sameYear : otherYear).format(then);
}
