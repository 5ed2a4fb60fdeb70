import { expect, test } from 'vitest';
import { toSchedule } from '../../hours/schedule.ts';
import { judgePage, type PageFacts } from './judge-page.ts';

const now = new Date('2026-11-20T12:00:00.000Z');
const inHours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const atEase: PageFacts = {
  isUnsubscribed: false,
  hasToken: true,
  tokenFault: null,
  permissionFault: null,
  restriction: null,
  appFault: null,
  scopes: ['pages_messaging', 'pages_manage_metadata'],
  tokenExpiresAt: null,
  dataAccessExpiresAt: inHours(60 * 24),
  appSubscription: 'ours',
  pageSubscription: 'whole',
  appAccess: 'live',
  heardAt: now,
  silentAfterHours: null,
  hours: null,
};

const cases: [string, Partial<PageFacts>, string, RegExp | null][] = [
  ['nothing is wrong', {}, 'connected', null],
  [
    'nothing is known',
    {
      scopes: null,
      appSubscription: null,
      pageSubscription: null,
      appAccess: null,
      dataAccessExpiresAt: null,
    },
    'connected',
    null,
  ],
  [
    'it was unsubscribed',
    { isUnsubscribed: true, tokenFault: 'Dead.\nMend.' },
    'unsubscribed',
    /unsubscribed/,
  ],
  ['it has no token', { hasToken: false }, 'expired', /no access key/],
  [
    'Facebook refused the token',
    { tokenFault: 'The password was changed.\nAsk Ada.' },
    'expired',
    /^The password was changed\.$/,
  ],
  ['the token’s day has come', { tokenExpiresAt: now }, 'expired', /ended on 20 November 2026/],
  ['the token ends in a second', { tokenExpiresAt: new Date(now.getTime() + 1000) }, 'expiring', /ends on/],
  [
    'the token ends in exactly 14 days',
    { tokenExpiresAt: inHours(14 * 24) },
    'expiring',
    /ends on 4 December 2026/,
  ],
  [
    'the token ends in more than 14 days',
    { tokenExpiresAt: new Date(inHours(14 * 24).getTime() + 1) },
    'connected',
    null,
  ],
  [
    'the leave to read data ends soon',
    { dataAccessExpiresAt: inHours(24) },
    'expiring',
    /leave to read people’s data ends/,
  ],
  [
    'the leave to read data has ended',
    { dataAccessExpiresAt: inHours(-1) },
    'expiring',
    /no names and pictures since/,
  ],
  [
    'the app’s secret is wrong',
    { appFault: 'Wrong secret.\nEnter it.' },
    'permission-missing',
    /Wrong secret/,
  ],
  [
    'Facebook refused for a permission',
    { permissionFault: 'It lacks one.\nGrant it.' },
    'permission-missing',
    /It lacks one/,
  ],
  [
    'the scope for messages is missing',
    { scopes: ['pages_manage_metadata'] },
    'permission-missing',
    /pages_messaging/,
  ],
  [
    'it is deaf and may not subscribe: what can be sent still goes out',
    { scopes: ['pages_messaging'], pageSubscription: 'none' },
    'subscription-lost',
    /pages_manage_metadata/,
  ],
  ['it may not subscribe but hears', { scopes: ['pages_messaging'] }, 'connected', null],
  ['Facebook restricted it', { restriction: 'Restricted.\nSee Page Quality.' }, 'restricted', /Restricted/],
  ['the page delivers nothing', { pageSubscription: 'none' }, 'subscription-lost', /no longer delivers/],
  ['some fields are missing', { pageSubscription: 'partly' }, 'connected', null],
  ['the app has no webhook', { appSubscription: 'none' }, 'subscription-lost', /no webhook/],
  ['the app’s webhook is off', { appSubscription: 'inactive' }, 'subscription-lost', /switched .* off/],
  ['the app delivers elsewhere', { appSubscription: 'elsewhere' }, 'subscription-lost', /another address/],
  ['the app is not public', { appAccess: 'roles-only' }, 'in-development', /role/],
  [
    'nothing came for too long',
    { silentAfterHours: 4, heardAt: inHours(-4.001) },
    'silent',
    /more than 4 hours/,
  ],
  ['nothing came for just so long', { silentAfterHours: 4, heardAt: inHours(-4) }, 'connected', null],
  ['silence is nobody’s business', { heardAt: inHours(-9_000) }, 'connected', null],
];

test('hours in which the page is closed are no silence (N26)', () => {
  const hours = toSchedule({
    timeZone: 'Europe/Berlin',
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
    holidays: [],
  });
  // A Friday at four, by the clock of Berlin.
  const heardAt = new Date('2026-11-20T15:00:00.000Z');
  const stateAt = (at: string) =>
    judgePage({ ...atEase, hours, heardAt, silentAfterHours: 3, dataAccessExpiresAt: null }, new Date(at));
  expect(stateAt('2026-11-22T20:00:00.000Z').state).toBe('connected');
  expect(stateAt('2026-11-23T10:00:00.000Z').state).toBe('connected');
  expect(stateAt('2026-11-23T10:00:01.000Z')).toMatchObject({
    state: 'silent',
    sentence: 'Nothing has come from Facebook for more than 3 hours of its operating hours.',
  });
});

test.each(cases)('%s', (_, facts, state, sentence) => {
  const judged = judgePage({ ...atEase, ...facts }, now);
  expect(judged.state).toBe(state);
  if (sentence === null) expect(judged).toMatchObject({ sentence: null, advice: null });
  else {
    expect(judged.sentence).toMatch(sentence);
    expect(judged.advice).toMatch(/\.$/);
  }
});

test('of several faults the one is told that must be mended first: sending, then receiving, then threats', () => {
  const all: Partial<PageFacts> = {
    tokenFault: 'Dead.\nMend.',
    permissionFault: 'Lacks.\nGrant.',
    restriction: 'Restricted.\nWait.',
    pageSubscription: 'none',
    appAccess: 'roles-only',
    silentAfterHours: 1,
    heardAt: inHours(-9),
    tokenExpiresAt: inHours(24),
  };
  const order = [
    ['expired', 'tokenFault'],
    ['permission-missing', 'permissionFault'],
    ['restricted', 'restriction'],
    ['subscription-lost', 'pageSubscription'],
    ['in-development', 'appAccess'],
    ['silent', 'silentAfterHours'],
    ['expiring', 'tokenExpiresAt'],
  ] as const;
  let left = { ...atEase, ...all };
  for (const [state, mended] of order) {
    expect(judgePage(left, now).state).toBe(state);
    left = { ...left, [mended]: atEase[mended] };
  }
  expect(judgePage(left, now).state).toBe('connected');
});
