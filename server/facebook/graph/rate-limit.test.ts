import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../kit/clock.ts';
import { createRateLimit, readRetryAfterSeconds, readUsage } from './rate-limit.ts';

const PAGE = '700100200300401';
const usage = (percent: number, minutes = 0) => ({
  'x-business-use-case-usage': JSON.stringify({
    [PAGE]: [
      {
        type: 'messenger',
        call_count: percent,
        total_cputime: 1,
        total_time: 2,
        estimated_time_to_regain_access: minutes,
      },
    ],
  }),
});

function world() {
  const clock = new FakeClock();
  const limit = createRateLimit(clock);
  const waitMs = (weight: 'text' | 'media' | 'other' = 'text', page = PAGE) =>
    limit.nextAllowedAt(page, weight).getTime() - clock.now().getTime();
  return { clock, limit, waitMs };
}

describe('createRateLimit', () => {
  test('a page that nothing is known of may call at once', () => {
    expect(world().waitMs()).toBe(0);
  });

  test('below 80 % nothing is slowed; from there the space grows', () => {
    const { limit, waitMs } = world();
    const waits = [10, 79, 80, 85, 90, 99].map((percent) => {
      limit.learn(usage(percent), PAGE);
      limit.spend(PAGE, 'other');
      return waitMs('other');
    });
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    expect(waits.slice(3)).toEqual([1250, 2500, 4750]);
  });

  test('at 100 % the page stops for as long as Meta says, and for that page alone', () => {
    const { clock, limit, waitMs } = world();
    limit.learn(usage(100, 19), PAGE);
    expect(waitMs('other')).toBe(19 * 60_000);
    expect(waitMs('other', '701')).toBe(0);
    clock.advance(19 * 60_000);
    expect(waitMs('other')).toBe(0);
  });

  test('at 100 % without a word of how long, it asks again after five minutes', () => {
    const { clock, limit, waitMs } = world();
    limit.learn(usage(100), PAGE);
    expect(waitMs('other')).toBe(5 * 60_000);
    clock.advance(5 * 60_000);
    expect(waitMs('other')).toBe(0);
  });

  test('a clock that is put back keeps nobody waiting for longer than before', () => {
    const { clock, limit, waitMs } = world();
    for (const weight of ['text', 'media', 'other'] as const) limit.spend(PAGE, weight);
    clock.advance(-25 * 3_600_000);
    expect(waitMs('text')).toBe(0);
    limit.learn(usage(100, 19), PAGE);
    clock.advance(-25 * 3_600_000);
    expect(waitMs('other')).toBe(19 * 60_000);
  });

  test('a time to regain access stops the page also below 100 %', () => {
    const { limit, waitMs } = world();
    limit.learn(usage(40, 3), PAGE);
    expect(waitMs()).toBe(3 * 60_000);
  });

  test('what the app has used up stops every page', () => {
    const { limit, waitMs } = world();
    limit.learn({ 'x-app-usage': '{"call_count":100,"total_time":25,"total_cputime":25}' }, PAGE);
    expect([waitMs(), waitMs('text', '701')]).toEqual([300_000, 300_000]);
  });

  test('old news is forgotten', () => {
    const { clock, limit, waitMs } = world();
    limit.learn(usage(99), PAGE);
    clock.advance(10 * 60_000);
    limit.spend(PAGE, 'other');
    expect(waitMs('other')).toBe(0);
  });

  test('a refusal for rate pauses the page, or the whole app', () => {
    const { limit, waitMs } = world();
    limit.pause(PAGE, 30);
    expect([waitMs(), waitMs('text', '701')]).toEqual([30_000, 0]);
    limit.pause(null, 60);
    expect([waitMs(), waitMs('text', '701')]).toEqual([60_000, 60_000]);
    limit.pause(PAGE, 1);
    expect(waitMs()).toBe(60_000);
  });

  test('a page sends at most 300 texts and 10 audios or videos in a second', () => {
    const { clock, limit, waitMs } = world();
    for (let i = 0; i < 300; i++) limit.spend(PAGE, 'text');
    expect(waitMs('text')).toBeGreaterThan(0);
    expect(waitMs('other')).toBe(0);
    expect(waitMs('media')).toBe(0);
    for (let i = 0; i < 10; i++) limit.spend(PAGE, 'media');
    expect(waitMs('media')).toBe(100);
    clock.advance(100);
    expect([waitMs('text'), waitMs('media')]).toEqual([0, 0]);
  });

  test('whoever waits as told never sends more than the limit in any second, after a first full bucket', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 }), (pauses) => {
        const { clock, limit, waitMs } = world();
        const sentAt: number[] = [];
        for (const pause of pauses) {
          clock.advance(pause);
          clock.advance(waitMs('media'));
          limit.spend(PAGE, 'media');
          sentAt.push(clock.now().getTime());
        }
        for (const from of sentAt) {
          expect(sentAt.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(20);
        }
        const spanMs = (sentAt.at(-1) ?? 0) - (sentAt[0] ?? 0);
        expect(sentAt.length).toBeLessThanOrEqual(10 + 1 + spanMs / 100);
      }),
    );
  });
});

describe('the usage headers', () => {
  test('the highest percentage and the longest wait of a page count', () => {
    const header = JSON.stringify({
      [PAGE]: [
        {
          type: 'messenger',
          call_count: 28,
          total_cputime: 3,
          total_time: 95,
          estimated_time_to_regain_access: 0,
        },
        { type: 'pages', call_count: 1, estimated_time_to_regain_access: 19 },
      ],
      '701': [],
    });
    expect(readUsage({ 'x-business-use-case-usage': header }, null)).toEqual([
      { subject: PAGE, percent: 95, regainSeconds: 1140 },
    ]);
  });

  test('X-Page-Usage is of the page that the call was for', () => {
    const headers = { 'x-page-usage': '{"call_count":81,"total_time":2,"total_cputime":3}' };
    expect(readUsage(headers, PAGE)).toEqual([{ subject: PAGE, percent: 81, regainSeconds: null }]);
    expect(readUsage(headers, null)).toEqual([]);
  });

  test('what is malformed tells nothing', () => {
    for (const text of ['', 'x', '[]', '{}', 'null', '{"a":1}', '{"a":[1,null]}', '{"call_count":"many"}']) {
      expect(
        readUsage({ 'x-app-usage': text, 'x-page-usage': text, 'x-business-use-case-usage': text }, PAGE),
      ).toEqual([]);
    }
  });

  test('a refusal tells how long to wait by Retry-After or by the usage', () => {
    expect(readRetryAfterSeconds({})).toBeNull();
    expect(readRetryAfterSeconds({ 'retry-after': '17' })).toBe(17);
    expect(readRetryAfterSeconds({ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })).toBeNull();
    expect(readRetryAfterSeconds({ 'retry-after': '17', ...usage(100, 19) })).toBe(1140);
  });
});
