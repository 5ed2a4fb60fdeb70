import { eventWords, timedEvents, type Trigger } from '../../../contract/triggers.ts';
import { isGroup, type ConditionGroup } from '../../../contract/conditions.ts';

/** How long, as people say it. */
export function minutesWords(minutes: number): string {
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, 'day');
  if (minutes % 60 === 0) return plural(minutes / 60, 'hour');
  return plural(minutes, 'minute');
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `When the customer has waited for us for 30 minutes`. */
export function whenWords({ event, minutes }: Trigger['when']): string {
  const words = eventWords[event];
  if (minutes === null || !(event in timedEvents)) return `When ${words}`;
  return `When ${words} ${timedEvents[event as keyof typeof timedEvents].words} ${minutesWords(minutes)}`;
}

export function countConditions(group: ConditionGroup): number {
  return group.items.reduce((sum, item) => sum + (isGroup(item) ? countConditions(item) : 1), 0);
}
