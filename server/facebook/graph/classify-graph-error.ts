import { type GraphErrorClass, type GraphErrorKind, GraphRefused, type GraphUnreachable } from './error.ts';

type Row = Partial<Omit<GraphErrorClass, 'kind'>> & { kind: GraphErrorKind };

const KINDS: Record<GraphErrorKind, Omit<GraphErrorClass, 'kind'>> = {
  token: {
    scope: 'page',
    retry: 'never',
    explanation: "Not sent. Facebook no longer accepts this page's connection.",
    advice: 'Ask an administrator to reconnect the page, then send again.',
  },
  permission: {
    scope: 'page',
    retry: 'never',
    explanation: "Not sent. Pagedesk's Facebook app lacks a permission that this needs.",
    advice: 'Ask an administrator to reconnect the page and to grant every permission asked for.',
  },
  window: {
    scope: 'message',
    retry: 'never',
    explanation:
      "Not sent. Too much time has passed since the customer's last message, so Facebook does not allow a reply.",
    advice: 'Wait until the customer writes again, or reach them another way.',
  },
  'person-unavailable': {
    scope: 'message',
    retry: 'never',
    explanation:
      'Not sent. The customer cannot receive messages from this page: they may have blocked it or left Messenger.',
    advice: 'You can answer as soon as they write again.',
  },
  'no-such-person': {
    scope: 'message',
    retry: 'never',
    explanation:
      'Not sent. Facebook does not know this customer for this page; the account may have been deleted.',
    advice: 'Reach the customer another way.',
  },
  rate: {
    scope: 'page',
    retry: 'later',
    retryAfterSeconds: 60,
    explanation: 'Not sent yet. Facebook limits how much this page may send at a time.',
    advice: 'Nothing to do: it is sent as soon as Facebook allows it.',
  },
  'page-restricted': {
    scope: 'page',
    retry: 'never',
    explanation: 'Not sent. Facebook has stopped this page from sending messages for now.',
    advice: "Ask an administrator to look at the page's Support Inbox and Page Quality on Facebook.",
  },
  payload: {
    scope: 'message',
    retry: 'never',
    explanation: 'Not sent. Facebook did not accept the message in this form.',
    advice: 'Change the message and send it again. If it fails again, show an administrator the details.',
  },
  attachment: {
    scope: 'message',
    retry: 'never',
    explanation: 'Not sent. Facebook could not take the file.',
    advice: 'Send the file again, smaller or in a common format.',
  },
  transient: {
    scope: 'message',
    retry: 'later',
    explanation: 'Not sent yet. Facebook has a fault at the moment.',
    advice: 'Nothing to do: it is tried again by itself.',
  },
  'thread-owned-elsewhere': {
    scope: 'message',
    retry: 'never',
    explanation: 'Not sent. Another app or automation is holding this conversation on Facebook.',
    advice: 'Take the conversation over in the Meta inbox, or wait until it is handed back.',
  },
  ambiguous: {
    scope: 'message',
    retry: 'after-echo',
    explanation: 'Facebook gave no clear answer. The message may have been sent, or not.',
    advice: 'Look into Messenger before you send it again.',
  },
  gone: {
    scope: 'message',
    retry: 'never',
    explanation: 'Not done. What this is about no longer exists on Facebook.',
    advice: 'Nothing more can be done here.',
  },
  'not-replyable': {
    scope: 'message',
    retry: 'never',
    explanation:
      'Not sent. Facebook allows one private reply to a comment, within seven days, and not to everybody.',
    advice: 'Answer in public, or go on in Messenger once the customer writes there.',
  },
  config: {
    scope: 'app',
    retry: 'never',
    explanation: "Not done. Something about Pagedesk's Facebook app or its settings is wrong.",
    advice: 'Show an administrator the details.',
  },
  unknown: {
    scope: 'message',
    retry: 'never',
    explanation: 'Not sent. Facebook refused with an error that Pagedesk does not know.',
    advice: 'Show an administrator the details.',
  },
};

const reLogin =
  'Ask the person who connected the page to sign in at facebook.com and to follow what Facebook asks there; then reconnect.';

// Meta, "Common error codes" (25 June 2026) and "Handle errors" (v26.0), read 2026-11-20; the family of 10900
// and 36009 from other integrators. A subcode's row wins over its code's.
const ROWS: { [code: string]: Row } = {
  '1': { kind: 'transient' },
  '1/99': { kind: 'transient' },
  '1/1357046': { kind: 'ambiguous' },
  '1/2018382': { kind: 'payload' },
  '2': { kind: 'transient' },
  '2/2018344': {
    kind: 'config',
    scope: 'page',
    advice: "An administrator must accept Facebook's terms for labels.",
  },
  '3': { kind: 'config' },
  '4': { kind: 'rate', scope: 'app' },
  '4/2018022': { kind: 'rate' },
  '4/2018354': { kind: 'rate' },
  '9': { kind: 'rate' },
  '9/2018352': {
    kind: 'rate',
    retry: 'never',
    scope: 'message',
    advice: 'Do not ask this customer again for now.',
  },
  '10': { kind: 'permission' },
  '10/2018278': { kind: 'window' },
  '10/2018065': { kind: 'window' },
  '10/2534022': { kind: 'window' },
  '10/2018108': { kind: 'person-unavailable' },
  '10/2018336': { kind: 'config', scope: 'message' },
  '10/1893063': { kind: 'page-restricted' },
  '10/1893015': {
    kind: 'person-unavailable',
    explanation: 'Not sent. The customer has stopped messages of this kind.',
  },
  '10/1404170': { kind: 'page-restricted', scope: 'message' },
  '10/2534077': { kind: 'payload' },
  '12': { kind: 'config' },
  '17': { kind: 'rate', scope: 'app' },
  '32': { kind: 'rate' },
  '100': { kind: 'payload' },
  '100/33': { kind: 'gone' },
  '100/2018001': { kind: 'no-such-person' },
  '100/2018008': { kind: 'attachment', explanation: 'Not sent. Facebook could not fetch the file.' },
  '100/2018014': { kind: 'payload' },
  '100/2018047': {
    kind: 'attachment',
    explanation: 'Not sent. The file is not of the kind that its name says.',
  },
  '100/2018074': { kind: 'attachment', explanation: 'Not sent. Facebook no longer has the file.' },
  '100/2018109': {
    kind: 'attachment',
    explanation:
      'Not sent. The file is larger than Facebook takes (8 MB for a picture by address, 25 MB for anything else).',
  },
  '100/2018164': { kind: 'config' },
  '100/2018218': { kind: 'gone', explanation: 'Facebook has no profile for this customer.' },
  '100/2018292': { kind: 'gone', explanation: 'Not sent. The comment no longer exists.' },
  '100/2018294': { kind: 'attachment', explanation: 'Not sent. Facebook could not take the video.' },
  '100/2018320': { kind: 'payload' },
  '100/2018328': { kind: 'payload' },
  '100/36007': { kind: 'config', advice: 'Start the connection to Facebook again.' },
  '100/36008': {
    kind: 'config',
    advice: "Enter the address that Pagedesk shows as a valid redirect in the Facebook app's settings.",
  },
  '100/36009': { kind: 'config', advice: 'Start the connection to Facebook again.' },
  '102': { kind: 'token' },
  '104': { kind: 'config' },
  '190': { kind: 'token' },
  '190/458': {
    kind: 'token',
    explanation: "Not sent. Pagedesk's app was removed from the Facebook account that connected the page.",
  },
  '190/459': {
    kind: 'token',
    explanation: 'Not sent. Facebook wants to check the account that connected the page.',
    advice: reLogin,
  },
  '190/460': {
    kind: 'token',
    explanation:
      'Not sent. The password of the Facebook account that connected the page was changed, or its sessions were ended.',
  },
  '190/463': { kind: 'token', explanation: "Not sent. The page's connection to Facebook has expired." },
  '190/464': {
    kind: 'token',
    explanation: 'Not sent. The Facebook account that connected the page is not confirmed.',
    advice: reLogin,
  },
  '190/467': { kind: 'token' },
  '190/492': {
    kind: 'token',
    explanation: 'Not sent. The person who connected the page no longer has a role on it.',
    advice: 'Ask somebody who manages the page on Facebook to reconnect it.',
  },
  '200': { kind: 'permission' },
  '200/1545041': { kind: 'person-unavailable' },
  '200/2018021': { kind: 'payload' },
  '200/2018027': { kind: 'payload' },
  '200/2018028': {
    kind: 'permission',
    scope: 'message',
    explanation:
      "Not sent. Pagedesk's Facebook app is not approved yet: it may only write to people with a role on the app.",
    advice: 'Ask an administrator to have the app reviewed by Meta, or to give this person a role on it.',
  },
  '200/2534041': { kind: 'config', scope: 'page' },
  '230': {
    kind: 'permission',
    scope: 'message',
    explanation: 'The customer has not agreed that this is shown.',
    advice: 'Nothing to do.',
  },
  '283': { kind: 'permission' },
  '341': { kind: 'rate', scope: 'app' },
  '368': { kind: 'page-restricted' },
  '506': {
    kind: 'payload',
    explanation: 'Not published. The same text was just published here.',
    advice: 'Change the text.',
  },
  '551': { kind: 'person-unavailable' },
  '613': { kind: 'rate' },
  '613/2018338': { kind: 'page-restricted' },
  '613/1893016': {
    kind: 'rate',
    retry: 'never',
    scope: 'message',
    advice: 'Do not ask this customer again for now.',
  },
  '613/1996': { kind: 'page-restricted' },
  '1200': { kind: 'transient', retry: 'after-echo' },
  '1609005': { kind: 'payload', explanation: 'Not published. Facebook could not read the linked page.' },
  '2022': { kind: 'page-restricted' },
  '2200': {
    kind: 'config',
    explanation: 'Facebook could not verify the webhook address.',
    advice: 'Check that PUBLIC_URL can be reached from the internet over https.',
  },
  '2500': { kind: 'config' },
  '2635': {
    kind: 'config',
    explanation: 'Facebook no longer serves this version of its API.',
    advice: 'Set GRAPH_VERSION to a living version.',
  },
  '10303': { kind: 'payload' },
  '10900': {
    kind: 'not-replyable',
    explanation: 'Not sent. This comment has already had its one private reply.',
  },
  '10902': { kind: 'not-replyable' },
  '10903': { kind: 'not-replyable' },
  '36103': { kind: 'config', scope: 'page' },
  '80001': { kind: 'rate' },
  '80002': { kind: 'rate' },
  '80006': { kind: 'rate' },
  '2018247': { kind: 'permission', scope: 'message' },
  '2018300': { kind: 'thread-owned-elsewhere' },
  '2018321': { kind: 'thread-owned-elsewhere' },
  '2534037': { kind: 'thread-owned-elsewhere' },
  '9000001': { kind: 'gone' },
};

// Families that Meta documents as a range of numbers.
const RANGES: readonly { from: number; to: number; row: Row }[] = [
  { from: 200, to: 299, row: { kind: 'permission' } },
  { from: 1_404_000, to: 1_404_999, row: { kind: 'payload' } },
  { from: 2_018_173, to: 2_018_188, row: { kind: 'payload' } },
  { from: 2_018_389, to: 2_018_396, row: { kind: 'payload' } },
];

/**
 * Tells what a failed call means, how far it reaches, whether it may be repeated, and what to say to the agent.
 * Decides by code and subcode, never by Meta's sentence: that is in the language of the app or the person.
 * Complete for every row of Meta's tables that a page can meet; what is in none is `unknown`, or `transient`
 * when Meta says so.
 *
 * Source: Meta, Messenger Platform, "Common error codes"; Graph API, "Handle errors"; read 2026-11-20.
 */
export function classifyGraphError(error: GraphRefused | GraphUnreachable): GraphErrorClass {
  if (!(error instanceof GraphRefused))
    return complete({ kind: error.phase === 'before-send' ? 'transient' : 'ambiguous' });
  const told = complete(rowOf(error));
  return told.retry === 'never' || error.retryAfterSeconds === null
    ? told
    : { ...told, retryAfterSeconds: error.retryAfterSeconds };
}

function rowOf(error: GraphRefused): Row {
  const { code, subcode, type } = error;
  if (code === null) return withoutCode(error);
  // With "Require app secret" on, a wrong proof is code 100 without a subcode; a wrong parameter bears OAuthException.
  if (code === 100 && subcode === null && type === 'GraphMethodException') return { kind: 'config' };
  const row = ROWS[`${code}/${subcode}`] ?? rowOfSubcode(subcode) ?? ROWS[String(code)] ?? rangeOf(code);
  return row ?? { kind: error.isTransient || error.status >= 500 ? 'transient' : 'unknown' };
}

/** Subcodes that mean the same under whatever code they come. */
function rowOfSubcode(subcode: number | null): Row | undefined {
  if (subcode === null) return undefined;
  if (subcode === 1545041) return { kind: 'person-unavailable' };
  return subcode >= 10_000
    ? (ROWS[String(subcode)] ?? (subcode > 2_000_000 ? rangeOf(subcode) : undefined))
    : undefined;
}

function rangeOf(code: number): Row | undefined {
  return RANGES.find(({ from, to }) => code >= from && code <= to)?.row;
}

function withoutCode({ status }: GraphRefused): Row {
  if (status === 429) return { kind: 'rate' };
  if (status === 413)
    return { kind: 'attachment', explanation: 'Not sent. The file is too large on the way to Facebook.' };
  return status >= 300 && status < 400 ? { kind: 'config' } : { kind: 'unknown' };
}

function complete(row: Row): GraphErrorClass {
  const { retryAfterSeconds, ...told } = { ...KINDS[row.kind], ...row };
  return told.retry === 'never' || retryAfterSeconds === undefined ? told : { ...told, retryAfterSeconds };
}
