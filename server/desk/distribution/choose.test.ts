import { expect, test } from 'vitest';
import { workStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate, Waiting } from './candidate.ts';
import { choose } from './choose.ts';
import { scoreOf } from './score.ts';
import { inSteps } from './steps.ts';

const now = new Date('2026-11-20T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const person = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  name: userId,
  presence: 'available',
  takesChats: true,
  takesTickets: true,
  followsLoad: false,
  most: { ownMost: null, departmentMost: null },
  full: null,
  capacity: 100,
  used: 0,
  inHand: 0,
  inHandOf: new Map(),
  skillIds: new Set(),
  lastGivenAt: null,
  turnAt: null,
  givenCount: 0,
  shareOf: new Map(),
  ...more,
});
const waiting = (more: Partial<Waiting> = {}): Waiting => ({
  id: 'conversation',
  workStreamId: 'stream',
  isTicket: false,
  units: 20,
  requiredSkillIds: [],
  since: ago(1),
  declinedBy: new Map(),
  preferred: null,
  lostBy: null,
  firstOfferedAt: null,
  offeredTo: new Set(),
  ...more,
});
const stream = (settings = {}) => workStreamSettings.parse(settings);
const chosen = (settings: object, people: Candidate[], item = waiting()) =>
  choose(item, stream(settings), people, now);

test('highest capacity: most room, then fewest of this stream, then longest without a new one, then the name (D-T7)', () => {
  const a = person('a', { used: 40, inHand: 1 });
  const b = person('b', { used: 20, inHandOf: new Map([['stream', 1]]), lastGivenAt: ago(60) });
  const c = person('c', { used: 20, lastGivenAt: ago(5) });
  const d = person('d', { used: 20, lastGivenAt: ago(10) });
  const order = (people: Candidate[]) => {
    const { ranked, by } = chosen({}, people);
    return [ranked.map(({ userId }) => userId).join(' '), by];
  };
  expect(order([a, b, c, d])).toEqual(['d c b a', 'longest-without']);
  expect(order([a, b, c])).toEqual(['c b a', 'fewest-of-stream']);
  expect(order([a, b])).toEqual(['b a', 'most-room']);
  expect(order([a])).toEqual(['a', 'only-one']);
  expect(order([person('y'), person('x')])).toEqual(['x y', 'name']);
});

test('load rotation and load balancing give the same four people different turns (D-T8)', () => {
  const people = [
    person('a', { inHand: 3, lastGivenAt: ago(60) }),
    person('b', { inHand: 0, lastGivenAt: ago(1) }),
    person('c', { inHand: 1, lastGivenAt: ago(30) }),
    person('d', { inHand: 0, lastGivenAt: ago(2) }),
  ];
  expect(chosen({ algorithm: 'load-rotation' }, people)).toMatchObject({
    chosen: ['a'],
    by: 'longest-without',
  });
  expect(chosen({ algorithm: 'load-balancing' }, people)).toMatchObject({
    chosen: ['d'],
    by: 'longest-without',
  });
});

test('round robin goes by the turn in this department, fewest given by what was ever given there', () => {
  const people = [
    person('a', { turnAt: ago(1), givenCount: 2, lastGivenAt: null }),
    person('b', { turnAt: ago(9), givenCount: 7, lastGivenAt: ago(0) }),
    person('c', { turnAt: null, givenCount: 5 }),
  ];
  expect(chosen({ algorithm: 'round-robin' }, people).ranked.map((one) => one.userId)).toEqual([
    'c',
    'b',
    'a',
  ]);
  expect(chosen({ algorithm: 'fewest-given' }, people).ranked.map((one) => one.userId)).toEqual([
    'a',
    'c',
    'b',
  ]);
});

test('steps: 5 agents with 0, 1, 1, 2 and 3 chats are asked one step after another (D-T9)', () => {
  const people = [0, 1, 1, 2, 3].map((chats, index) =>
    person(`agent ${index + 1}`, { used: chats * 20, inHand: chats }),
  );
  const settings = { algorithm: 'steps', stepCount: 4, stepSeconds: 6 };
  const asked = new Set<string>();
  const askedAt = (seconds: number) => {
    const offered = people.map((one) =>
      asked.has(one.userId) ? { ...one, used: one.used + 20, inHand: one.inHand + 1 } : one,
    );
    const firstOfferedAt = asked.size === 0 ? null : new Date(now.getTime() - seconds * 1_000);
    const choice = chosen(settings, offered, waiting({ offeredTo: new Set(asked), firstOfferedAt }));
    for (const id of choice.chosen) asked.add(id);
    return choice.chosen;
  };
  expect(askedAt(0)).toEqual(['agent 1']);
  expect(askedAt(5.9)).toEqual([]);
  expect(askedAt(6)).toEqual(['agent 2', 'agent 3']);
  expect(askedAt(12)).toEqual(['agent 4']);
  expect(askedAt(18)).toEqual(['agent 5']);
  const two = stream({ algorithm: 'steps', stepCount: 2 });
  expect(inSteps(people, two, now).map((step) => step.length)).toEqual([3, 2]);
});

test('weights: load, idle time and skills count as much as the stream says, and decide who is asked first (N27)', () => {
  const skills = [crypto.randomUUID(), crypto.randomUUID()];
  const people = [
    person('free', { used: 0, lastGivenAt: ago(0) }),
    person('idle', { used: 60, lastGivenAt: null }),
    person('skilled', { used: 40, lastGivenAt: ago(30), skillIds: new Set(skills) }),
  ];
  const first = (weights: { load: number; idle: number; skills: number }) => {
    const settings = { algorithm: 'weights', weights, preferredSkillIds: skills };
    return chosen(settings, people);
  };
  expect(first({ load: 1, idle: 0, skills: 0 })).toMatchObject({ chosen: ['free'], by: 'best-score' });
  expect(first({ load: 0, idle: 1, skills: 0 }).chosen).toEqual(['idle']);
  expect(first({ load: 0.2, idle: 0, skills: 0.8 }).chosen).toEqual(['skilled']);
  // 0.6 free, half an hour idle, both skills: (0.6 + 0.25 + 0.5) / 2.
  const { ranked } = first({ load: 1, idle: 0.5, skills: 0.5 });
  const settings = stream({ algorithm: 'weights', preferredSkillIds: skills });
  expect(ranked.map((one) => [one.userId, scoreOf(one, settings, now)])).toEqual([
    ['skilled', 0.68],
    ['free', 0.5],
    ['idle', 0.45],
  ]);
});

test('weights: the next best are asked too after each step, and being asked moves nobody between steps (N27)', () => {
  const settings = { algorithm: 'weights', weights: { load: 0, idle: 1, skills: 0 }, stepSeconds: 10 };
  const people = [person('a', { lastGivenAt: ago(50) }), person('b', { lastGivenAt: ago(20) })];
  expect(chosen(settings, people).chosen).toEqual(['a']);
  const asked = [{ ...people[0], used: 20, inHand: 1, lastGivenAt: now } as Candidate, ...people.slice(1)];
  const after = (seconds: number) => {
    const firstOfferedAt = new Date(now.getTime() - seconds * 1_000);
    return chosen(settings, asked, waiting({ offeredTo: new Set(['a']), firstOfferedAt })).chosen;
  };
  expect([after(9), after(10)]).toEqual([[], ['b']]);
});

test('broadcast asks all who can at once', () => {
  const people = [person('a'), person('b', { used: 100 }), person('c', { used: 40 })];
  expect(chosen({ algorithm: 'broadcast' }, people)).toMatchObject({
    chosen: ['a', 'c'],
    by: 'all-at-once',
  });
});

test('each who cannot is left out for the first reason that holds, in the order of the rules (D1)', () => {
  const skill = 'wood';
  const able = { skillIds: new Set([skill]) };
  const people = [
    person('said-no', { used: 100 }),
    person('unskilled', { presence: 'away', used: 100 }),
    person('away', { ...able, presence: 'away', used: 100 }),
    person('inactive', { ...able, presence: 'inactive' }),
    person('full', { ...able, used: 81 }),
    person('had-share', { ...able, shareOf: new Map([['stream', 3]]) }),
    person('fits', { ...able, used: 80, shareOf: new Map([['stream', 2]]) }),
  ];
  const settings = { requiredSkillIds: [], fairShare: { most: 3, minutes: 60 } };
  const choice = choose(
    waiting({ requiredSkillIds: [skill], declinedBy: new Map([['said-no', 'rejected']]) }),
    stream(settings),
    people,
    now,
  );
  expect(choice.chosen).toEqual(['fits']);
  expect(Object.fromEntries(choice.excluded.map((one) => [one.userId, one.because]))).toEqual({
    'said-no': 'rejected',
    unskilled: 'lacks-skill',
    away: 'presence',
    inactive: 'presence',
    full: 'no-room',
    'had-share': 'fair-share',
  });
});

test('capacity: with 100 units and 30 for each, three fit and a fourth does not; without a limit all do (R51)', () => {
  for (const [used, fits] of [
    [60, true],
    [70, true],
    [71, false],
    [90, false],
  ] as const) {
    expect(chosen({}, [person('a', { used })], waiting({ units: 30 })).chosen.length === 1).toBe(fits);
  }
  expect(chosen({}, [person('a', { used: 9_000, capacity: null })]).chosen).toEqual(['a']);
});

test('who has it by affinity comes first, is waited for a while when they cannot, and then it goes on (D-T12)', () => {
  const people = [person('best'), person('theirs', { used: 40 })];
  const item = waiting({ preferred: { userId: 'theirs', because: 'previous' }, since: ago(4) });
  expect(chosen({}, people, item)).toMatchObject({ chosen: ['theirs'], by: 'preferred' });
  const busy = [person('best'), person('theirs', { used: 100 })];
  expect(chosen({ waitsForAgentMinutes: 5 }, busy, item)).toMatchObject({ chosen: [], waitsFor: 'theirs' });
  expect(chosen({ waitsForAgentMinutes: 4 }, busy, item)).toMatchObject({ chosen: ['best'], waitsFor: null });
  const declined = { ...item, declinedBy: new Map([['theirs', 'rejected' as const]]) };
  expect(chosen({ waitsForAgentMinutes: 5 }, busy, declined).chosen).toEqual(['best']);
});

test('more of the wished skills come before more room; who lost it comes after an equal', () => {
  const people = [person('roomy'), person('skilled', { used: 60, skillIds: new Set(['dutch']) })];
  const wished = stream();
  const settings = { ...wished, preferredSkillIds: ['dutch'] as unknown as typeof wished.preferredSkillIds };
  expect(choose(waiting(), settings, people, now)).toMatchObject({ chosen: ['skilled'], by: 'more-skills' });
  const equal = [person('a'), person('b')];
  expect(chosen({}, equal, waiting({ lostBy: 'a' }))).toMatchObject({ chosen: ['b'], by: 'not-lost' });
});
