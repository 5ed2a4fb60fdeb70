import type { Checklist, ChecklistItem, ChecklistItemId } from '../../../contract/setup-room.ts';
import type { SetupFacts } from '../../store/setup-facts.ts';
import type { AppChecks } from './app-checks.ts';

/** All that the checklist is judged by. */
export interface ChecklistFacts extends SetupFacts {
  isOn: boolean;
  /** The desk's own address, as Meta has to reach it. */
  publicUrl: string;
  /** What Facebook said of our apps when it was last asked; null: never. */
  checks: AppChecks | null;
  /** Whether App Review approved every permission that is asked for. */
  isReviewed: boolean;
  ticks: ReadonlyMap<string, { by: string; at: string }>;
}

type Words = Pick<ChecklistItem, 'title' | 'text' | 'link'>;

/** `null`: no fact can tell, a person ticks it. */
type Judge = (facts: ChecklistFacts) => Words & { isSo: boolean | null };

const link = (words: string, href: string) => ({ words, href });

const judges: Record<ChecklistItemId, Judge> = {
  'meta-account': ({ connectedPages }) => ({
    title: 'A Facebook account that manages the page',
    text: 'Sign in at Facebook with the account that has full control of the page. The desk never sees its password.',
    link: link('Open Facebook', 'https://www.facebook.com/'),
    isSo: connectedPages > 0 || null,
  }),
  'developer-account': ({ checks }) => ({
    title: 'A developer account at Meta',
    text: 'Register the same account as a developer. It takes a minute and a phone number.',
    link: link('Register at Meta', 'https://developers.facebook.com/async/registration/'),
    isSo: isAnyAppValid(checks) || null,
  }),
  'page-exists': ({ connectedPages }) => ({
    title: 'A page that customers write to',
    text: 'With messaging switched on in the page’s own settings.',
    link: link('Create a page', 'https://www.facebook.com/pages/create'),
    isSo: connectedPages > 0 || null,
  }),
  'public-address': ({ publicUrl }) => {
    const isPublic = isPublicAddress(publicUrl);
    return {
      title: 'A public address by HTTPS',
      text: isPublic
        ? `Meta delivers to ${publicUrl}.`
        : `The desk is at ${publicUrl}. Meta delivers to https addresses that the whole internet reaches: set PUBLIC_URL.`,
      link: null,
      isSo: isPublic,
    };
  },
  'app-valid': ({ metaApps, checks }) => ({
    title: 'App id and secret are right',
    text: appWords(metaApps, checks),
    link: link('Meta apps', '/settings/meta-apps'),
    isSo: isAnyAppValid(checks),
  }),
  products: ({ checks }) => ({
    title: 'The app has the products Messenger and Webhooks',
    text: 'In the app’s dashboard, under Add a product. The form there asks for a name, an e-mail for important notices, and a purpose.',
    link: link('Open the dashboard', 'https://developers.facebook.com/apps/'),
    isSo: checks?.apps.some(({ pageFields }) => pageFields.includes('messages')) || null,
  }),
  'callback-verified': ({ checks }) => ({
    title: 'The callback address is verified',
    text: callbackWords(checks),
    link: link('Callback URL and verify token', '/settings/meta-apps'),
    isSo: checks?.apps.some(({ callback }) => callback === 'ours') ?? false,
  }),
  department: ({ assignedPages, departments }) => ({
    title: 'Step 1: who answers',
    text:
      departments === 0
        ? 'Everybody answers everything now. Make departments when different people answer different pages.'
        : 'Choose the department of each page. Its members see the page’s conversations; others do not.',
    link: link('Departments', '/settings/departments'),
    isSo: assignedPages > 0 || null,
  }),
  channel: ({ connectedPages }) => ({
    title: 'Step 2: the page is connected',
    text:
      connectedPages === 0
        ? 'Login with Facebook, and choose one page or several.'
        : `${connectedPages === 1 ? 'One page is' : `${connectedPages} pages are`} connected.`,
    link: link('Pages', '/settings/pages'),
    isSo: connectedPages > 0,
  }),
  routing: () => ({
    title: 'Step 3: who gets a conversation',
    text: 'Every conversation waits in its department until somebody takes it, or a supervisor assigns it.',
    link: link('Departments', '/settings/departments'),
    isSo: null,
  }),
  'page-settings': () => ({
    title: 'Step 4: the page’s own settings',
    text: 'Files, names that customers see, greetings, privacy: look through them once, page by page.',
    link: link('Pages', '/settings/pages'),
    isSo: null,
  }),
  'first-message': ({ hasMessage, hasHeardPage }) => ({
    title: 'The first message has arrived',
    text: hasMessage
      ? 'A customer’s message went all the way to the desk.'
      : hasHeardPage
        ? 'Facebook delivers to this desk, but nobody has written yet. Write to your page from another account.'
        : 'Write to your page from an account that does not manage it, and see it appear in the inbox.',
    link: link('Inbox', '/inbox/all'),
    isSo: hasMessage,
  }),
  'app-review': ({ isReviewed }) => ({
    title: 'App Review',
    text: isReviewed
      ? 'Meta has approved what the desk asks for.'
      : 'Until Meta approves the permissions, only people with a role in the app can write to the page.',
    link: link('App Review kit', '/settings/app-review'),
    isSo: isReviewed,
  }),
  'platform-terms': () => ({
    title: 'Meta’s Platform Terms are accepted',
    text: 'Meta asks for it at the submission. Read them first: they bind your organisation.',
    link: link('Read the terms', 'https://developers.facebook.com/terms/'),
    isSo: null,
  }),
};

/** In the order of reading. The four steps may be done in any order, and are taken up where they were left. */
const groups: readonly { title: string; items: readonly ChecklistItemId[] }[] = [
  {
    title: 'Before you begin',
    items: ['meta-account', 'developer-account', 'page-exists', 'public-address'],
  },
  { title: 'The app at Meta', items: ['app-valid', 'products', 'callback-verified'] },
  { title: 'Four steps', items: ['department', 'channel', 'routing', 'page-settings'] },
  { title: 'Going public', items: ['first-message', 'app-review', 'platform-terms'] },
];

/**
 * How far Facebook is set up. A fact that the desk knows goes before a tick by hand, in both directions: what is
 * known to be so needs no tick, and what is known not to be so cannot be ticked away.
 */
export function judgeChecklist(facts: ChecklistFacts): Checklist {
  return {
    isOn: facts.isOn,
    groups: groups.map(({ title, items }) => ({ title, items: items.map((id) => judgeItem(id, facts)) })),
  };
}

function judgeItem(id: ChecklistItemId, facts: ChecklistFacts): ChecklistItem {
  const { isSo, ...words } = judges[id](facts);
  if (isSo !== null) {
    return { id, ...words, isDone: isSo, doneBy: isSo ? 'fact' : null, ticked: null, mayTick: false };
  }
  const ticked = facts.ticks.get(id) ?? null;
  return { id, ...words, isDone: ticked !== null, doneBy: ticked && 'hand', ticked, mayTick: true };
}

/** Whether Meta could reach it: https, and no name or number of a machine's own or a private network's. */
export function isPublicAddress(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const isInside =
    /^(localhost|.*\.(localhost|local|internal|lan|home|test))$/.test(hostname) ||
    /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^\[/.test(hostname) ||
    !hostname.includes('.');
  return protocol === 'https:' && !isInside;
}

function isAnyAppValid(checks: AppChecks | null): boolean {
  return checks?.apps.some(({ isValid }) => isValid === true) ?? false;
}

function appWords(metaApps: number, checks: AppChecks | null): string {
  if (metaApps === 0) return 'Make an app at Meta, and add its App ID and secret here.';
  const wrong = checks?.apps.find(({ isValid }) => isValid === false);
  if (wrong) return `Facebook does not accept the App ID and secret of ${wrong.name}.`;
  if (isAnyAppValid(checks)) return 'Facebook accepts them.';
  return checks === null ? 'Not asked yet.' : 'Facebook could not be asked. Look again in a moment.';
}

function callbackWords(checks: AppChecks | null): string {
  if (checks?.apps.some(({ callback }) => callback === 'ours')) return 'Facebook delivers to this desk.';
  const other = checks?.apps.find(({ callback }) => callback === 'other');
  if (other) return `The app ${other.name} delivers to another address. Paste the callback URL of this desk.`;
  return 'Paste the callback URL and the verify token into the app’s webhook settings, and press Verify and save.';
}
