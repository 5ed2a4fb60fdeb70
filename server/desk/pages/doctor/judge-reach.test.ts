import { expect, test } from 'vitest';
import type { DoctorFacts } from './gather-facts.ts';
import { isLocalHost } from './gather-facts.ts';
import { judgeAddress, judgeCertificate, judgeClock, judgeLastHeard } from './judge-reach.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const inDays = (count: number) => new Date(now.getTime() + count * 86_400_000);
const answered = {
  answered: true,
  status: 200,
  body: 'nonce',
  ms: 86,
  date: now,
  certificateEndsAt: inDays(60),
} as const;

const facts = (change: Partial<DoctorFacts> & { heardAgoMs?: number | null } = {}): DoctorFacts => {
  const { heardAgoMs = null, ...rest } = change;
  const row = { lastWebhookAt: heardAgoMs === null ? null : new Date(now.getTime() - heardAgoMs) };
  return {
    now,
    callbackUrl: 'https://desk.example.com/webhooks/facebook/key',
    address: answered,
    isEchoed: true,
    clockAheadMs: 300,
    isStandIn: false,
    answers: {},
    wrongSignatures: 0,
    heldReplies: 0,
    heldElsewhere: 0,
    team: { name: 'Sales', people: 1 },
    // Of the page, these judges look at nothing but when it was last heard.
    row: row as DoctorFacts['row'],
    ...rest,
  };
};

test('R16: an address of this machine fails with the reason; one that echoes the word passes', () => {
  const local = judgeAddress(facts({ callbackUrl: 'http://localhost:3000/webhooks/facebook/key' }));
  expect(local).toMatchObject({
    verdict: 'failed',
    explanation: expect.stringContaining('Facebook cannot reach it'),
  });
  expect(judgeAddress(facts())).toMatchObject({ verdict: 'passed', fact: '86 ms' });
});

test('R16: an address without encryption fails, however well it answers', () => {
  const plain = judgeAddress(facts({ callbackUrl: 'http://desk.example.com/webhooks/facebook/key' }));
  expect(plain).toMatchObject({ verdict: 'failed', explanation: expect.stringContaining('not encrypted') });
});

test('an address that does not answer as it should is named with what it did', () => {
  const other = { ...answered, status: 502 };
  expect(judgeAddress(facts({ address: other, isEchoed: false })).explanation).toContain('(502)');
  const silent = { answered: false, reason: 'ENOTFOUND' } as const;
  expect(judgeAddress(facts({ address: silent, isEchoed: false })).explanation).toContain('ENOTFOUND');
});

test('what Facebook proves by delivering is not denied by our own look', () => {
  const silent = { answered: false, reason: 'timeout' } as const;
  const heard = judgeAddress(facts({ address: silent, isEchoed: false, heardAgoMs: 60_000 }));
  expect(heard.verdict).toBe('warning');
});

test('R16: a certificate that has ended, ends soon or is trusted by nobody is told', () => {
  const until = (certificateEndsAt: Date) =>
    judgeCertificate(facts({ address: { ...answered, certificateEndsAt } }));
  expect(until(inDays(60)).verdict).toBe('passed');
  expect(until(inDays(13)).verdict).toBe('warning');
  expect(until(inDays(-1)).verdict).toBe('failed');
  const selfSigned = { answered: false, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } as const;
  expect(judgeCertificate(facts({ address: selfSigned })).verdict).toBe('failed');
});

test.each([
  [0, 'passed'],
  [30_999, 'passed'],
  [31_000, 'warning'],
  [-31_000, 'warning'],
  [301_000, 'failed'],
  [null, 'skipped'],
])('a clock that is %s ms ahead: %s', (clockAheadMs, verdict) => {
  expect(judgeClock(facts({ clockAheadMs })).verdict).toBe(verdict);
});

test('J19: when little is heard, a restriction by country on Facebook is named as what may be behind it', () => {
  for (const heardAgoMs of [null, 4 * 86_400_000]) {
    const check = judgeLastHeard(facts({ heardAgoMs }));
    expect([check.verdict, check.advice]).toEqual([
      'warning',
      expect.stringContaining('restriction by country'),
    ]);
  }
  expect(judgeLastHeard(facts({ heardAgoMs: 1_000 }))).toMatchObject({ verdict: 'passed', advice: null });
});

test('addresses of this machine and of its network are known as such', () => {
  for (const host of [
    'localhost',
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.9',
    '172.20.0.2',
    '[::1]',
    'desk.local',
    '[fd00::1]',
  ])
    expect([host, isLocalHost(host)]).toEqual([host, true]);
  for (const host of ['desk.example.com', '172.32.0.1', '8.8.8.8', 'localhost.example.com'])
    expect([host, isLocalHost(host)]).toEqual([host, false]);
});
