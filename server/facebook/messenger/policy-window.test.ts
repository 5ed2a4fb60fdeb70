import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyWindow, sendGround } from './policy-window.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const wroteAt = new Date('2026-11-20T12:00:00.000Z');
const after = (ms: number) => new Date(wroteAt.getTime() + ms);
const at = (ms: number, humanAgentAllowed: boolean) =>
  policyWindow({ lastCustomerActionAt: wroteAt, now: after(ms), humanAgentAllowed });

describe('policyWindow', () => {
  test('who has never written cannot be written to (behaviour 65)', () => {
    for (const humanAgentAllowed of [true, false]) {
      expect(policyWindow({ lastCustomerActionAt: null, now: wroteAt, humanAgentAllowed })).toEqual({
        open: false,
        reason: 'never-wrote',
      });
    }
  });

  test.each([
    ['at once', 0, 'standard', 'standard'],
    ['a millisecond before 24 hours', DAY_MS - 1, 'standard', 'standard'],
    ['at exactly 24 hours', DAY_MS, 'over-24-hours', 'human-agent'],
    ['after three days', 3 * DAY_MS, 'over-24-hours', 'human-agent'],
    ['a millisecond before 7 days', 7 * DAY_MS - 1, 'over-24-hours', 'human-agent'],
    ['at exactly 7 days', 7 * DAY_MS, 'over-7-days', 'over-7-days'],
    ['after a year', 365 * DAY_MS, 'over-7-days', 'over-7-days'],
  ])('%s (behaviours 60, 61, 63, 66, 70)', (_, ms, without, withHumanAgent) => {
    const told = (humanAgentAllowed: boolean) => {
      const window = at(ms, humanAgentAllowed);
      return window.open ? window.ground : window.reason;
    };
    expect([told(false), told(true)]).toEqual([without, withHumanAgent]);
  });

  test('the ends are told, with the permission and without', () => {
    expect(at(0, false)).toMatchObject({ endsAt: after(DAY_MS), standardEndsAt: after(DAY_MS) });
    expect(at(0, true)).toMatchObject({ endsAt: after(7 * DAY_MS), standardEndsAt: after(DAY_MS) });
    expect(at(2 * DAY_MS, true)).toMatchObject({ endsAt: after(7 * DAY_MS), standardEndsAt: after(DAY_MS) });
  });

  test("a message from Meta's clock ahead of ours opens the window", () => {
    expect(at(-5 * 60_000, false)).toMatchObject({ open: true, ground: 'standard' });
  });

  test('it is open exactly until the end that it tells, and never opens again by waiting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * DAY_MS }), fc.boolean(), (ms, humanAgentAllowed) => {
        const window = at(ms, humanAgentAllowed);
        if (!window.open) {
          expect(at(ms + HOUR_MS, humanAgentAllowed).open).toBe(false);
          return;
        }
        const endMs = window.endsAt.getTime() - wroteAt.getTime();
        expect(ms).toBeLessThan(endMs);
        expect(at(endMs - 1, humanAgentAllowed).open).toBe(true);
        expect(at(endMs, humanAgentAllowed).open).toBe(false);
      }),
    );
  });

  test('a message by way of an ad keeps the standard window open for seven days, and later acts go on from there', () => {
    const told = (ms: number, adMs: number | null, humanAgentAllowed = false) => {
      const adMessageAt = adMs === null ? null : after(adMs);
      const window = policyWindow({
        lastCustomerActionAt: wroteAt,
        adMessageAt,
        now: after(ms),
        humanAgentAllowed,
      });
      return window.open ? window.ground : window.reason;
    };
    expect([told(DAY_MS, null), told(DAY_MS, 0)]).toEqual(['over-24-hours', 'standard']);
    expect([told(7 * DAY_MS - 1, 0), told(7 * DAY_MS, 0)]).toEqual(['standard', 'over-7-days']);
    // The ad was two days before the last word: its window ends two days earlier, and people may go on by hand.
    expect(told(5 * DAY_MS - 1, -2 * DAY_MS)).toBe('standard');
    expect([told(5 * DAY_MS, -2 * DAY_MS), told(5 * DAY_MS, -2 * DAY_MS, true)]).toEqual([
      'over-24-hours',
      'human-agent',
    ]);
    expect(told(0, -30 * DAY_MS)).toBe('standard');
  });

  test('the permission only ever adds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * DAY_MS }), (ms) => {
        if (at(ms, false).open) expect(at(ms, true)).toMatchObject({ open: true, ground: 'standard' });
      }),
    );
  });
});

describe('sendGround', () => {
  test('in the first 24 hours everybody answers without a tag (behaviour 60)', () => {
    for (const authorKind of ['person', 'automated'] as const) {
      expect(sendGround(at(0, true), { authorKind })).toEqual({ messagingType: 'RESPONSE' });
    }
  });

  test("after that a person's answer goes under the tag, an automated one not at all (behaviours 61, 62)", () => {
    const window = at(2 * DAY_MS, true);
    expect(sendGround(window, { authorKind: 'person' })).toEqual({
      messagingType: 'MESSAGE_TAG',
      tag: 'HUMAN_AGENT',
    });
    expect(sendGround(window, { authorKind: 'automated' })).toBeNull();
  });

  test('a shut window gives no ground (behaviour 63)', () => {
    expect(sendGround(at(8 * DAY_MS, true), { authorKind: 'person' })).toBeNull();
    expect(sendGround(at(2 * DAY_MS, false), { authorKind: 'person' })).toBeNull();
  });

  test('what is automated never bears a tag', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAY_MS, max: 9 * DAY_MS }), fc.boolean(), (ms, allowed) => {
        expect(sendGround(at(ms, allowed), { authorKind: 'automated' }) ?? {}).not.toHaveProperty('tag');
      }),
    );
  });
});
