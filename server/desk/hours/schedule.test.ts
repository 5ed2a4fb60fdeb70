import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOperatingHours, minutesOf, type HoursRules } from '../../../contract/operating-hours.ts';
import { afterOpenMs, isOpenAt, openMsBetween, opensAt, readHours, toSchedule } from './schedule.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const berlin = (more: Partial<HoursRules> = {}): HoursRules => ({
  timeZone: 'Europe/Berlin',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
  ...more,
});
const at = (text: string) => new Date(text);
const isOpen = (rules: HoursRules, text: string) => isOpenAt(toSchedule(rules), at(text));
const opens = (rules: HoursRules, text: string) =>
  opensAt(toSchedule(rules), at(text))?.toISOString() ?? null;

test('it is open from its first minute to before its last, by the clock of its own time zone (N14, K8)', () => {
  expect(isOpen(berlin(), '2026-11-26T08:00:00Z')).toBe(true);
  expect(isOpen(berlin(), '2026-11-26T07:59:59.999Z')).toBe(false);
  expect(isOpen(berlin(), '2026-11-26T15:59:59.999Z')).toBe(true);
  expect(isOpen(berlin(), '2026-11-26T16:00:00Z')).toBe(false);
  // In July the same hours are an hour earlier.
  expect(isOpen(berlin(), '2026-07-02T07:00:00Z')).toBe(true);
});

test('several times of a day, and one over midnight into Monday, are open (N14)', () => {
  const rules = berlin({
    weekly: [
      { day: 4, from: '08:00', to: '12:00' },
      { day: 4, from: '13:30', to: '18:00' },
      { day: 7, from: '22:00', to: '06:00' },
    ],
  });
  expect(isOpen(rules, '2026-11-26T11:30:00Z')).toBe(false);
  expect(isOpen(rules, '2026-11-26T12:30:00Z')).toBe(true);
  expect(isOpen(rules, '2026-11-30T04:59:00Z')).toBe(true);
  expect(isOpen(rules, '2026-11-30T05:00:00Z')).toBe(false);
  expect(opens(rules, '2026-11-26T17:00:00Z')).toBe('2026-11-29T21:00:00.000Z');
});

test('a holiday closes the day, ends what began the evening before, and may have hours of its own', () => {
  const rules = berlin({
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '20:00', to: '02:00' })),
    holidays: [
      { name: 'Christmas', from: '2026-12-24', to: '2026-12-26', hours: [] },
      {
        name: 'New Year’s Eve',
        from: '2026-12-31',
        to: '2026-12-31',
        hours: [{ from: '10:00', to: '12:00' }],
      },
    ],
  });
  const read = (text: string) => readHours(toSchedule(rules), at(text));
  expect(read('2026-12-23T22:59:00Z')).toMatchObject({
    state: 'open',
    holiday: null,
    until: at('2026-12-23T23:00:00Z'),
  });
  expect(read('2026-12-25T12:00:00Z')).toEqual({
    state: 'holiday',
    holiday: 'Christmas',
    since: at('2026-12-23T23:00:00Z'),
    until: at('2026-12-27T19:00:00Z'),
  });
  // The night after the holiday did not begin on it.
  expect(isOpen(rules, '2026-12-27T00:30:00Z')).toBe(false);
  expect(read('2026-12-31T09:30:00Z')).toMatchObject({ state: 'open', holiday: 'New Year’s Eve' });
  expect(read('2026-12-31T19:30:00Z')).toMatchObject({ state: 'holiday' });
  expect(read('2026-12-30T12:00:00Z')).toMatchObject({ state: 'closed', holiday: null });
});

test('a week that is open without a break never closes, and a holiday of its own breaks it', () => {
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
  const always = toSchedule(berlin({ weekly }));
  expect(readHours(always, at('2026-11-26T08:00:00Z'))).toEqual({
    state: 'open',
    holiday: null,
    since: null,
    until: null,
  });
  const holidays = [{ name: 'Inventory', from: '2026-11-30', to: '2026-11-30', hours: [] }];
  expect(readHours(toSchedule(berlin({ weekly, holidays })), at('2026-11-26T08:00:00Z')).until).toEqual(
    at('2026-11-29T23:00:00Z'),
  );
});

describe('daylight saving (E4.13)', () => {
  const nights = berlin({ weekly: [{ day: 7, from: '01:00', to: '04:00' }] });
  const schedule = toSchedule(nights);

  test('the hour that is left out in spring counts nothing', () => {
    const day = [at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z')] as const;
    expect(openMsBetween(schedule, ...day)).toBe(2 * hourMs);
    expect(readHours(schedule, at('2026-03-29T00:30:00Z')).until).toEqual(at('2026-03-29T02:00:00Z'));
  });

  test('the hour that comes twice in autumn counts twice', () => {
    const day = [at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')] as const;
    expect(openMsBetween(schedule, ...day)).toBe(4 * hourMs);
    expect(readHours(schedule, at('2026-10-24T23:30:00Z')).until).toEqual(at('2026-10-25T03:00:00Z'));
  });

  test('what opens within the hour that is left out opens when it is over', () => {
    const within = berlin({ weekly: [{ day: 7, from: '02:15', to: '04:00' }] });
    expect(opens(within, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });
});

test('ten years of open time are told at once, and are what day by day adds up to', () => {
  const rules = berlin({
    holidays: [2020, 2021, 2024, 2029].map((year) => ({
      name: 'Long leave',
      from: `${year}-07-01`,
      to: `${year}-08-15`,
      hours: [],
    })),
  });
  const schedule = toSchedule(rules);
  let sum = 0;
  for (let day = Date.UTC(2020, 0, 1); day < Date.UTC(2030, 0, 1); day += 24 * hourMs) {
    sum += openMsBetween(schedule, new Date(day), new Date(day + 24 * hourMs));
  }
  expect(openMsBetween(schedule, at('2020-01-01T00:00:00Z'), at('2030-01-01T00:00:00Z'))).toBe(sum);
  expect(openMsBetween(schedule, at('2030-01-01T00:00:00Z'), at('2020-01-01T00:00:00Z'))).toBe(0);
});

/** Looks at the clock on the wall minute by minute, by the rules as they are written. */
function naive(rules: HoursRules) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: rules.timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (ms: number): boolean => {
    const shown = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const today = `${shown['year']}-${shown['month']}-${shown['day']}`;
    const noon = new Date(`${today}T12:00:00Z`);
    const yesterday = new Date(noon.getTime() - 24 * hourMs).toISOString().slice(0, 10);
    const weekday = noon.getUTCDay() === 0 ? 7 : noon.getUTCDay();
    const minute = minutesOf(`${shown['hour']}:${shown['minute']}`);
    const holidayOn = (day: string) => rules.holidays.find(({ from, to }) => from <= day && day <= to);
    const within = (from: string, to: number) => minutesOf(from) <= minute && minute < to;
    const holiday = holidayOn(today);
    if (holiday) return holiday.hours.some(({ from, to }) => within(from, minutesOf(to)));
    return rules.weekly.some(({ day, from, to }) => {
      const isOver = minutesOf(to) <= minutesOf(from);
      if (day === weekday && within(from, isOver ? 1440 : minutesOf(to))) return true;
      const isDayAfter = day === (weekday === 1 ? 7 : weekday - 1);
      return isOver && isDayAfter && minute < minutesOf(to) && !holidayOn(yesterday);
    });
  };
}

const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const time = fc.integer({ min: 0, max: 95 }).map((quarter) => clockOf(quarter * 15));
/** Days on which these zones change their clocks, in both directions, by whole and half hours, once by a whole day. */
const changes = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Africa/Cairo', '2026-04-24'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kathmandu', '2026-03-01'],
] as const;

const rulesAround = fc.constantFrom(...changes).chain(([timeZone, day]) => {
  const dayNear = fc
    .integer({ min: -1, max: 2 })
    .map((days) => new Date(Date.parse(day) + days * 24 * hourMs).toISOString().slice(0, 10));
  return fc.record({
    around: fc.constant(Date.parse(day)),
    rules: fc
      .record({
        timeZone: fc.constant<string>(timeZone),
        weekly: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), from: time, to: time }), {
          minLength: 1,
          maxLength: 9,
        }),
        holidays: fc.array(
          dayNear.chain((from) =>
            fc.record({
              name: fc.constant('Holiday'),
              from: fc.constant(from),
              to: fc.constant(from),
              hours: fc.array(fc.record({ from: time, to: time }), { maxLength: 2 }),
            }),
          ),
          { maxLength: 2 },
        ),
      })
      .filter((rules) => createOperatingHours.safeParse({ name: 'Any', ...rules }).success),
  });
});

test('minute by minute it is what the clock on the wall says, whatever the zone does to its clocks (N14)', () => {
  fc.assert(
    fc.property(rulesAround, ({ around, rules }) => {
      const schedule = toSchedule(rules);
      const says = naive(rules);
      const from = around - 30 * hourMs;
      const to = around + 54 * hourMs;
      let openMinutes = 0;
      let firstOpen: number | null = null;
      for (let ms = from; ms < to; ms += minuteMs) {
        const isOpenThen = says(ms);
        if (isOpenAt(schedule, new Date(ms)) !== isOpenThen) throw new Error(new Date(ms).toISOString());
        if (isOpenThen) openMinutes++;
        if (isOpenThen) firstOpen ??= ms;
      }
      const [start, end] = [new Date(from), new Date(to)];
      expect(openMsBetween(schedule, start, end)).toBe(openMinutes * minuteMs);
      if (firstOpen === null) return;
      expect(opensAt(schedule, start)).toEqual(new Date(firstOpen));
      const half = Math.floor(openMinutes / 2) * minuteMs + 1;
      const reached = afterOpenMs(schedule, start, half);
      if (reached === null) throw new Error('There was more open time than this.');
      expect(openMsBetween(schedule, start, reached)).toBe(half);
      const { since, until } = readHours(schedule, new Date(firstOpen));
      expect(says((until?.getTime() ?? 0) - minuteMs)).toBe(true);
      expect(says(until?.getTime() ?? 0)).toBe(false);
      expect(says(since?.getTime() ?? 0)).toBe(true);
      expect(says((since?.getTime() ?? 0) - minuteMs)).toBe(false);
    }),
    { numRuns: 40 },
  );
});

describe('what is refused', () => {
  const faultsOf = (rules: object) => {
    const parsed = createOperatingHours.safeParse({ name: 'Desk', ...berlin(), ...rules });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };

  test('times of the week that overlap, also around the end of the week; touching is allowed (E4.13)', () => {
    const weekly = (...spans: [day: number, from: string, to: string][]) => ({
      weekly: spans.map(([day, from, to]) => ({ day, from, to })),
    });
    expect(faultsOf(weekly([1, '09:00', '12:00'], [1, '12:00', '13:00']))).toEqual([]);
    expect(faultsOf(weekly([1, '09:00', '12:00'], [1, '11:59', '13:00']))).toEqual(['weekly.1']);
    expect(faultsOf(weekly([1, '22:00', '06:00'], [2, '05:00', '07:00']))).toEqual(['weekly.1']);
    expect(faultsOf(weekly([1, '05:00', '07:00'], [7, '22:00', '06:00']))).toEqual(['weekly.1']);
    expect(faultsOf(weekly([1, '09:00', '09:00']))).toEqual(['weekly.0']);
  });

  test('holidays that overlap or end before they begin, days and zones that there are not', () => {
    const holiday = (from: string, to: string, hours: object[] = []) => ({ name: 'H', from, to, hours });
    const first = holiday('2026-12-24', '2026-12-26');
    expect(faultsOf({ holidays: [first, holiday('2026-12-26', '2026-12-27')] })).toEqual(['holidays.1']);
    expect(faultsOf({ holidays: [holiday('2026-12-26', '2026-12-24')] })).toEqual(['holidays.0.to']);
    expect(faultsOf({ holidays: [holiday('2026-02-30', '2026-03-01')] })).toEqual(['holidays.0.from']);
    expect(
      faultsOf({ holidays: [holiday('2026-12-31', '2026-12-31', [{ from: '22:00', to: '02:00' }])] }),
    ).toEqual(['holidays.0.hours.0']);
    expect(faultsOf({ timeZone: 'Europe/Atlantis' })).toEqual(['timeZone']);
  });
});
