import type { Fault, FaultMatch } from './fault-list.ts';

/** A fault by its name: what Meta says, and in plain words what it means. */
export interface FaultPreset {
  id: string;
  title: string;
  help: string;
  /** How many calls it hits unless somebody says otherwise; left out: one. */
  times?: number;
  fault: Omit<Fault, 'id' | 'times' | 'title'>;
}

export interface PresetGroup {
  title: string;
  presets: FaultPreset[];
}

const sends: FaultMatch = { path: '/messages', kind: 'message' };
const comments: FaultMatch = { method: 'POST', path: '/comments' };
const anything: FaultMatch = {};

/** `10/2018278`, or the code alone. */
function coded(code: number, subcode: number | undefined): string {
  return subcode === undefined ? String(code) : `${code}/${subcode}`;
}

function preset(
  match: FaultMatch,
  code: number,
  subcode: number | undefined,
  help: string,
  more: Partial<FaultPreset['fault']> = {},
): FaultPreset {
  const title = coded(code, subcode);
  const fault = { match, code, ...(subcode !== undefined && { subcode }), ...more };
  return { id: title.replace('/', '-'), title, help, fault };
}

/** Every error of Meta's tables that the desk may meet. */
export const presetGroups: readonly PresetGroup[] = [
  {
    title: 'Everyday',
    presets: [
      {
        id: 'rate-limit',
        title: 'Rate limit, 613',
        help: 'For the next five sends',
        times: 5,
        fault: { match: sends, code: 613 },
      },
      {
        id: 'out',
        title: 'Out for a moment, 2',
        help: 'Temporary, for the next two sends',
        times: 2,
        fault: { match: sends, status: 500, code: 2, isTransient: true },
      },
      {
        id: 'window',
        title: 'Outside the window, 10',
        help: 'For the next send',
        fault: { match: sends, code: 10, subcode: 2018278 },
      },
      {
        id: 'unavailable',
        title: 'Person unavailable, 551',
        help: 'For the next send',
        fault: { match: sends, code: 551, subcode: 1545041 },
      },
      {
        id: 'sent-no-answer',
        title: 'Sent, but no answer',
        help: 'The hard case: did it go out?',
        fault: { match: sends, applyThenError: true, dropConnection: true },
      },
      {
        id: 'not-sent-no-answer',
        title: 'Neither sent nor answered',
        help: 'The connection breaks at once',
        fault: { match: sends, dropConnection: true },
      },
      {
        id: 'html',
        title: 'A page of HTML, 502',
        help: 'What a proxy says',
        fault: { match: sends, status: 502, htmlBody: '<html><body>Bad gateway</body></html>' },
      },
      {
        id: 'slow',
        title: 'Twenty seconds late',
        help: 'Answered, but after the desk has given up',
        fault: { match: sends, delayMs: 20_000 },
      },
      {
        id: 'comment-no-answer',
        title: 'Commented, but no answer',
        help: 'The hard case of a public reply',
        fault: { match: comments, applyThenError: true, dropConnection: true },
      },
    ],
  },
  {
    title: 'It passes',
    presets: [
      preset(sends, 1, undefined, 'An unknown error', { status: 500 }),
      preset(sends, 1, 99, 'An unknown error, sometimes a missing permission'),
      preset(sends, 1, 1357046, 'Sent, yet answered with an error: not to be sent again', {
        status: 500,
        applyThenError: true,
      }),
      preset(sends, 2, undefined, 'Out for a moment', { status: 500, isTransient: true }),
      preset(sends, 1200, undefined, 'A temporary failure of the send', { status: 500, isTransient: true }),
      preset(sends, 1200, 2018024, 'The same, in older words', { status: 500, isTransient: true }),
    ],
  },
  {
    title: 'Too much',
    presets: [
      preset(anything, 4, undefined, 'The app calls too often', { retryAfterMinutes: 19 }),
      preset(anything, 17, 2446079, 'The person behind the token calls too often', { retryAfterMinutes: 5 }),
      preset(anything, 32, undefined, 'The page is asked too often', { retryAfterMinutes: 10 }),
      preset(anything, 341, undefined, 'A limit of the app'),
      preset(sends, 613, undefined, 'Calls to this edge come too fast'),
      preset(sends, 613, 2534040, 'Sends to one person come too fast'),
      preset(sends, 613, 1996, 'Calls came in a strange rhythm'),
      preset(sends, 613, 2018338, 'The tag is used too freely'),
      preset(sends, 613, 1893016, 'The person was asked too often to opt in'),
      preset(anything, 80001, undefined, 'The page’s share of calls is used up', { retryAfterMinutes: 23 }),
      preset(sends, 80006, undefined, 'The page’s share of messages is used up', { retryAfterMinutes: 23 }),
      preset(sends, 9, 2018352, 'Too many requests to opt in'),
    ],
  },
  {
    title: 'Windows and rules',
    presets: [
      preset(sends, 10, 2018278, 'Outside the 24 hours'),
      preset(sends, 10, 2018065, 'The same, in older words'),
      preset(sends, 10, 1893063, 'The page may not send for a while'),
      preset(anything, 368, undefined, 'Blocked for breaking a policy'),
      preset(anything, 368, 1390008, 'Blocked for being too fast'),
      preset(anything, 368, 4854002, 'Somebody must prove who they are'),
      preset(anything, 368, 1404082, 'Blocked for saying the same again'),
      preset(sends, 2022, undefined, 'Selling by message was switched off'),
    ],
  },
  {
    title: 'The person',
    presets: [
      preset(sends, 551, 1545041, 'Is not available'),
      preset(sends, 200, 1545041, 'Is not available, said otherwise'),
      preset(sends, 10, 2018108, 'Cannot receive anything now'),
      preset(sends, 100, 2018001, 'Is not known to this page'),
      preset(sends, 200, 2018028, 'Has no role on an app that is not reviewed', { status: 403 }),
      preset({ method: 'GET' }, 100, 2018218, 'Has no profile'),
      preset({ method: 'GET' }, 230, undefined, 'Has not consented to be read', { status: 403 }),
    ],
  },
  {
    title: 'Access',
    presets: [
      preset(anything, 190, undefined, 'The key is not valid'),
      preset(anything, 190, 458, 'The person has removed the app'),
      preset(anything, 190, 459, 'The person must log in at Facebook first'),
      preset(anything, 190, 460, 'The person has changed their password'),
      preset(anything, 190, 463, 'The key has expired'),
      preset(anything, 190, 464, 'The person’s account is not confirmed'),
      preset(anything, 190, 467, 'The session is over'),
      preset(anything, 190, 492, 'The person lost their role on the page'),
      preset(anything, 102, undefined, 'The session is over, in old words'),
      preset(anything, 104, undefined, 'The signature of the call is wrong'),
      preset(anything, 3, undefined, 'The app lacks a capability'),
      preset(anything, 10, undefined, 'A permission is missing', { status: 403 }),
      preset(anything, 200, undefined, 'A permission is missing, of the page', { status: 403 }),
      preset(anything, 283, undefined, 'A permission to read the page is missing', { status: 403 }),
      preset(anything, 2018247, undefined, 'A permission for profiles is missing', { status: 403 }),
      {
        id: 'proof',
        title: '100, proof',
        help: 'The proof of the app’s secret is wrong',
        fault: {
          match: anything,
          code: 100,
          type: 'GraphMethodException',
          message: 'Invalid appsecret_proof provided in the API argument',
        },
      },
      preset(anything, 100, 33, 'What is asked for is gone, or hidden', { type: 'GraphMethodException' }),
      preset({ path: '/subscriptions' }, 2200, undefined, 'The webhook address did not prove itself'),
    ],
  },
  {
    title: 'Attachments',
    presets: [
      preset(sends, 100, 2018008, 'Meta could not fetch the file'),
      preset(sends, 100, 2018047, 'The file is not of the stated kind'),
      preset(sends, 100, 2018074, 'The file kept at Meta is gone'),
      preset(sends, 100, 2018109, 'The file is too large'),
      preset(sends, 100, 2018294, 'The film cannot be played'),
    ],
  },
  {
    title: 'Other apps',
    presets: [
      preset(sends, 2018300, undefined, 'Another app holds the thread'),
      preset(sends, 2018321, undefined, 'An automatic flow holds the thread'),
      preset(sends, 10, 2018300, 'Another app holds it, said otherwise'),
      preset({ path: 'thread_control' }, 100, 2018164, 'The app is not connected to the page'),
    ],
  },
  {
    title: 'Comments',
    presets: [
      preset(sends, 10900, undefined, 'Was answered in private before'),
      preset(sends, 10901, undefined, 'Is too old for a private answer (seen, not documented)'),
      preset(sends, 10902, undefined, 'Cannot be answered in private'),
      preset(sends, 10903, undefined, 'This person cannot be answered in private'),
      preset(sends, 100, 2018292, 'The comment is not known'),
      preset(comments, 506, undefined, 'The same was said before'),
      preset(comments, 1705, undefined, 'The comment was not taken (seen, not documented)'),
    ],
  },
  {
    title: 'Bad calls',
    presets: [
      preset(sends, 100, undefined, 'A parameter is wrong'),
      preset(sends, 100, 2018014, 'Words and typing in one call'),
      preset(sends, 9000001, undefined, 'The message was deleted'),
      preset(anything, 12, undefined, 'The call is of an old version'),
    ],
  },
];

export function findPreset(id: string): FaultPreset | undefined {
  return presetGroups.flatMap(({ presets }) => presets).find((candidate) => candidate.id === id);
}
