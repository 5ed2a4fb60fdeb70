import { expect, test } from 'vitest';
import { snoozeChoices } from './snooze-choices.ts';

const closed = { state: 'closed', endsAt: null, reason: 'never-wrote' } as const;
const on = (day: number, hour: number) => new Date(2026, 10, day, hour, 30);
const monday = (now: Date) =>
  snoozeChoices(now, closed)
    .find(({ words }) => words.includes('Monday'))
    ?.until.getDate();

test('tomorrow morning is nine o’clock of the reader’s next day', () => {
  const tomorrow = snoozeChoices(on(20, 16), closed).find(({ words }) => words.includes('tomorrow'));
  expect(tomorrow?.until).toEqual(new Date(2026, 10, 21, 9));
});

test.each([
  ['a Friday', 20, 23],
  ['a Sunday', 22, 23],
  ['a Monday', 23, 30],
])('from %s, Monday is the next one', (_, day, expected) => {
  expect(monday(on(day, 8))).toBe(expected);
});

test('an hour before the window closes is offered while that is ahead', () => {
  const now = on(20, 16);
  const endsIn = (hours: number) => ({
    state: 'standard' as const,
    endsAt: new Date(now.getTime() + hours * 3_600_000).toISOString(),
    reason: null,
  });
  const last = (hours: number) => snoozeChoices(now, endsIn(hours)).at(-1);
  expect(last(4)?.until).toEqual(new Date(now.getTime() + 3 * 3_600_000));
  expect(last(0.5)?.words).toBe('Until Monday morning');
});

test('nothing that is offered is past', () => {
  for (let hour = 0; hour < 24; hour += 1) {
    const now = on(23, hour);
    for (const { until } of snoozeChoices(now, closed))
      expect(until.getTime()).toBeGreaterThan(now.getTime());
  }
});
