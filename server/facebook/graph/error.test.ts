import { describe, expect, test } from 'vitest';
import { classifyGraphError } from './classify-graph-error.ts';
import {
  type GraphErrorClass,
  type GraphErrorKind,
  GraphRefused,
  GraphUnreachable,
  readRefusal,
} from './error.ts';

const plain = {
  status: 400,
  code: null,
  subcode: null,
  type: 'OAuthException',
  metaMessage: null,
  userTitle: null,
  userMessage: null,
  traceId: 'A1',
  isTransient: false,
  retryAfterSeconds: null,
};
const classify = (code: number | null, subcode: number | null = null, more: Partial<GraphRefused> = {}) =>
  classifyGraphError(new GraphRefused({ ...plain, ...more, code, subcode }));

type Told = [
  code: number,
  subcode: number | null,
  kind: GraphErrorKind,
  scope: GraphErrorClass['scope'],
  retry: GraphErrorClass['retry'],
];

// Every row of Meta's tables that concerns a page, as the contract with the platform lists them.
const table: Told[] = [
  [1, null, 'transient', 'message', 'later'],
  [1, 99, 'transient', 'message', 'later'],
  [1, 1357046, 'ambiguous', 'message', 'after-echo'],
  [1, 2018382, 'payload', 'message', 'never'],
  [2, null, 'transient', 'message', 'later'],
  [2, 2018344, 'config', 'page', 'never'],
  [3, null, 'config', 'app', 'never'],
  [4, null, 'rate', 'app', 'later'],
  [4, 2018022, 'rate', 'page', 'later'],
  [4, 2018354, 'rate', 'page', 'later'],
  [9, 2018352, 'rate', 'message', 'never'],
  [10, null, 'permission', 'page', 'never'],
  [10, 2018278, 'window', 'message', 'never'],
  [10, 2018065, 'window', 'message', 'never'],
  [10, 2534022, 'window', 'message', 'never'],
  [10, 2018108, 'person-unavailable', 'message', 'never'],
  [10, 2018336, 'config', 'message', 'never'],
  [10, 1893063, 'page-restricted', 'page', 'never'],
  [10, 1893015, 'person-unavailable', 'message', 'never'],
  [10, 1404170, 'page-restricted', 'message', 'never'],
  [10, 2534077, 'payload', 'message', 'never'],
  [17, null, 'rate', 'app', 'later'],
  [17, 2446079, 'rate', 'app', 'later'],
  [32, null, 'rate', 'page', 'later'],
  [100, null, 'payload', 'message', 'never'],
  [100, 33, 'gone', 'message', 'never'],
  [100, 2018001, 'no-such-person', 'message', 'never'],
  [100, 2018008, 'attachment', 'message', 'never'],
  [100, 2018047, 'attachment', 'message', 'never'],
  [100, 2018074, 'attachment', 'message', 'never'],
  [100, 2018109, 'attachment', 'message', 'never'],
  [100, 2018294, 'attachment', 'message', 'never'],
  [100, 2018014, 'payload', 'message', 'never'],
  [100, 2018164, 'config', 'app', 'never'],
  [100, 2018173, 'payload', 'message', 'never'],
  [100, 2018188, 'payload', 'message', 'never'],
  [100, 2018218, 'gone', 'message', 'never'],
  [100, 2018292, 'gone', 'message', 'never'],
  [100, 2018320, 'payload', 'message', 'never'],
  [100, 2018328, 'payload', 'message', 'never'],
  [100, 36007, 'config', 'app', 'never'],
  [100, 36008, 'config', 'app', 'never'],
  [100, 36009, 'config', 'app', 'never'],
  [102, null, 'token', 'page', 'never'],
  [104, null, 'config', 'app', 'never'],
  ...[null, 458, 459, 460, 463, 464, 467, 492].map((subcode): Told => [
    190,
    subcode,
    'token',
    'page',
    'never',
  ]),
  [200, null, 'permission', 'page', 'never'],
  [200, 1545041, 'person-unavailable', 'message', 'never'],
  [200, 2018028, 'permission', 'message', 'never'],
  [200, 2018021, 'payload', 'message', 'never'],
  [200, 2018027, 'payload', 'message', 'never'],
  [200, 2534041, 'config', 'page', 'never'],
  [230, null, 'permission', 'message', 'never'],
  [283, null, 'permission', 'page', 'never'],
  [299, null, 'permission', 'page', 'never'],
  [341, null, 'rate', 'app', 'later'],
  ...[null, 1390008, 4854002, 1404082].map((subcode): Told => [
    368,
    subcode,
    'page-restricted',
    'page',
    'never',
  ]),
  [506, null, 'payload', 'message', 'never'],
  [551, null, 'person-unavailable', 'message', 'never'],
  [551, 1545041, 'person-unavailable', 'message', 'never'],
  [613, null, 'rate', 'page', 'later'],
  [613, 2534040, 'rate', 'page', 'later'],
  [613, 2018338, 'page-restricted', 'page', 'never'],
  [613, 1893016, 'rate', 'message', 'never'],
  [613, 1996, 'page-restricted', 'page', 'never'],
  [1200, null, 'transient', 'message', 'after-echo'],
  [1200, 2018024, 'transient', 'message', 'after-echo'],
  [1404078, null, 'payload', 'message', 'never'],
  [1609005, null, 'payload', 'message', 'never'],
  [2022, null, 'page-restricted', 'page', 'never'],
  [2200, null, 'config', 'app', 'never'],
  [10303, null, 'payload', 'message', 'never'],
  [10900, null, 'not-replyable', 'message', 'never'],
  [10902, null, 'not-replyable', 'message', 'never'],
  [10903, null, 'not-replyable', 'message', 'never'],
  [36103, null, 'config', 'page', 'never'],
  [80001, null, 'rate', 'page', 'later'],
  [80002, null, 'rate', 'page', 'later'],
  [80006, null, 'rate', 'page', 'later'],
  [2018300, null, 'thread-owned-elsewhere', 'message', 'never'],
  [2018321, null, 'thread-owned-elsewhere', 'message', 'never'],
  [2534037, null, 'thread-owned-elsewhere', 'message', 'never'],
  [10, 2018300, 'thread-owned-elsewhere', 'message', 'never'],
  [2018247, null, 'permission', 'message', 'never'],
  [2018389, null, 'payload', 'message', 'never'],
  [2018396, null, 'payload', 'message', 'never'],
  [9000001, null, 'gone', 'message', 'never'],
];

describe('classifyGraphError', () => {
  test.each(table)(
    '%d/%s is %s of the %s, repeated: %s (behaviours 57, 120)',
    (code, subcode, kind, scope, retry) => {
      const told = classify(code, subcode);
      expect(told).toMatchObject({ kind, scope, retry });
      expect(told.explanation).toMatch(/^[A-Z].{15,}\.$/);
      expect(told.advice).toMatch(/^[A-Z].{8,}\.$/);
      expect('retryAfterSeconds' in told).toBe(retry !== 'never' && kind === 'rate');
    },
  );

  test('the http status does not matter for a code that is known', () => {
    for (const status of [200, 400, 401, 403, 500]) {
      expect(classify(190, 460, { status }).kind).toBe('token');
      expect(classify(10, 2018278, { status }).kind).toBe('window');
      expect(classify(613, null, { status }).kind).toBe('rate');
    }
  });

  test('a wrong proof is told from a wrong parameter', () => {
    expect(classify(100, null, { type: 'GraphMethodException' }).kind).toBe('config');
    expect(classify(100, 33, { type: 'GraphMethodException' }).kind).toBe('gone');
  });

  test('a code that nobody knows is not repeated unless Meta says that it passes', () => {
    expect(classify(424242)).toMatchObject({ kind: 'unknown', retry: 'never' });
    expect(classify(424242, 5, { isTransient: true })).toMatchObject({ kind: 'transient', retry: 'later' });
    expect(classify(424242, null, { status: 503 })).toMatchObject({ kind: 'transient', retry: 'later' });
  });

  test("a fault that passes, a rate limit and a person's fault do not flag the page (behaviour 56)", () => {
    for (const code of [1, 2, 1200, 613, 551]) expect(classify(code).kind).not.toBe('token');
  });

  test('how long to wait is what Meta tells, else a minute for rates', () => {
    expect(classify(80006, null, { retryAfterSeconds: 1140 }).retryAfterSeconds).toBe(1140);
    expect(classify(80006).retryAfterSeconds).toBe(60);
    expect(classify(2, null, { retryAfterSeconds: 7 }).retryAfterSeconds).toBe(7);
    expect(classify(551, null, { retryAfterSeconds: 7 })).not.toHaveProperty('retryAfterSeconds');
  });

  test('a refusal without a code is told by its status', () => {
    expect(classify(null, null, { status: 429 })).toMatchObject({ kind: 'rate', retry: 'later' });
    expect(classify(null, null, { status: 413 }).kind).toBe('attachment');
    expect(classify(null, null, { status: 302 }).kind).toBe('config');
    expect(classify(null, null, { status: 404 })).toMatchObject({ kind: 'unknown', retry: 'never' });
  });

  test('no answer: repeated when surely not done, else only after the echo (behaviour 54)', () => {
    expect(
      classifyGraphError(new GraphUnreachable({ phase: 'before-send', reason: 'ECONNREFUSED' })),
    ).toMatchObject({
      kind: 'transient',
      retry: 'later',
    });
    expect(
      classifyGraphError(new GraphUnreachable({ phase: 'after-send', reason: 'timeout' })),
    ).toMatchObject({
      kind: 'ambiguous',
      retry: 'after-echo',
    });
  });
});

describe('readRefusal', () => {
  const blank = (text: string) => text.replaceAll('hush', '[hidden]');

  test("reads Meta's envelope, secrets blanked", () => {
    const body = {
      error: {
        message: '(#10) hush',
        type: 'OAuthException',
        code: 10,
        error_subcode: 2018278,
        is_transient: false,
        error_user_title: 'Too late',
        error_user_msg: 'It is hush too late.',
        error_data: {},
        fbtrace_id: 'AbC',
      },
    };
    const refusal = readRefusal(body, 400, 9, blank);
    expect(refusal).toMatchObject({
      status: 400,
      code: 10,
      subcode: 2018278,
      type: 'OAuthException',
      metaMessage: '(#10) [hidden]',
      userTitle: 'Too late',
      userMessage: 'It is [hidden] too late.',
      traceId: 'AbC',
      isTransient: false,
      retryAfterSeconds: 9,
    });
    expect(refusal?.message).toBe('Graph refused: 10/2018278, HTTP 400, trace AbC.');
  });

  test('every part may be missing or wrong', () => {
    expect(readRefusal({ error: {} }, 500, null, blank)).toMatchObject({
      code: null,
      subcode: null,
      type: null,
      traceId: null,
    });
    expect(
      readRefusal({ error: { code: '190', error_subcode: '460', is_transient: 'yes' } }, 400, null, blank),
    ).toMatchObject({
      code: 190,
      subcode: 460,
      isTransient: false,
    });
    for (const body of [null, [], {}, { error: 'x' }, { error: null }, { success: true }]) {
      expect(readRefusal(body, 400, null, blank)).toBeNull();
    }
  });
});
