import type { PageState } from '../../../../contract/pages.ts';
import { openMsBetween, type Schedule } from '../../hours/schedule.ts';

/** All that decides how a page's connection stands. What is not known is null and speaks against nothing. */
export interface PageFacts {
  /** An administrator unsubscribed it or took it off the desk. */
  isUnsubscribed: boolean;
  hasToken: boolean;
  /** Sentences about what was met; null: nothing. */
  tokenFault: string | null;
  permissionFault: string | null;
  restriction: string | null;
  appFault: string | null;
  /** Permissions of the token, by Meta's names. */
  scopes: readonly string[] | null;
  tokenExpiresAt: Date | null;
  dataAccessExpiresAt: Date | null;
  appSubscription: 'ours' | 'elsewhere' | 'inactive' | 'none' | null;
  pageSubscription: 'whole' | 'partly' | 'none' | null;
  appAccess: 'live' | 'roles-only' | null;
  /** When something last came from Facebook, or the page was connected. */
  heardAt: Date;
  /** How long nothing may come before somebody is told; null: for ever. */
  silentAfterHours: number | null;
  /** When customers are expected to write: the rest of the time is no silence. Null: always. */
  hours: Schedule | null;
}

/** How a page stands, and in what words: what is the matter, and what to do. Both null while nothing is. */
export interface PageJudgement {
  state: PageState;
  sentence: string | null;
  advice: string | null;
}

const hourMs = 3_600_000;
/** From so long before its end on, a page is `expiring`; the first mail goes out then. */
export const expiringMs = 14 * 24 * hourMs;

const reconnect = 'An administrator must connect the page again.';

/**
 * How a page's connection stands: the worst of what is known, since one thing must be mended first. What stops
 * sending goes before what stops receiving, and that before what only threatens.
 */
export function judgePage(facts: PageFacts, now: Date): PageJudgement {
  if (facts.isUnsubscribed)
    return tell('unsubscribed', 'The page is unsubscribed.', 'Subscribe it again to go on.');
  if (!facts.hasToken) return tell('expired', 'The page has no access key.', reconnect);
  if (facts.tokenFault !== null) return { state: 'expired', ...split(facts.tokenFault) };
  if (isPast(facts.tokenExpiresAt, now)) {
    return tell('expired', `The page’s access key ended on ${dayOf(facts.tokenExpiresAt)}.`, reconnect);
  }
  if (facts.appFault !== null) return { state: 'permission-missing', ...split(facts.appFault) };
  if (facts.permissionFault !== null) return { state: 'permission-missing', ...split(facts.permissionFault) };
  if (lacks(facts, 'pages_messaging')) {
    return tell('permission-missing', notGranted('pages_messaging'), grantAgain);
  }
  if (facts.restriction !== null) return { state: 'restricted', ...split(facts.restriction) };
  const deaf = whyDeaf(facts);
  if (deaf !== null) return deaf;
  if (facts.appAccess === 'roles-only') {
    return tell(
      'in-development',
      'The Meta app is not open to the public yet: only people with a role on it reach the page, and can be answered.',
      'Have the app reviewed by Meta and switch it to Live, or give the people who test it a role.',
    );
  }
  if (isSilent(facts, now)) {
    return tell(
      'silent',
      `Nothing has come from Facebook for more than ${hours(facts.silentAfterHours)}${facts.hours ? ' of its operating hours' : ''}.`,
      'Look at the page’s Health tab: it tells where the chain is broken.',
    );
  }
  return judgeEnds(facts, now);
}

const grantAgain = 'Log in with Facebook again and leave every box ticked.';

function lacks({ scopes }: PageFacts, scope: string): boolean {
  return scopes !== null && !scopes.includes(scope);
}

function notGranted(scope: string): string {
  return `Facebook did not grant the permission ${scope}, or took it back.`;
}

/** What can be sent goes out all the same. */
function whyDeaf(facts: PageFacts): PageJudgement | null {
  const { appSubscription, pageSubscription } = facts;
  // Without it nobody can subscribe the page again.
  if (pageSubscription === 'none' && lacks(facts, 'pages_manage_metadata')) {
    return tell('subscription-lost', notGranted('pages_manage_metadata'), grantAgain);
  }
  const advice = 'Open the page’s Health tab and press Subscribe.';
  const lost = (sentence: string) => tell('subscription-lost', sentence, advice);
  if (pageSubscription === 'none') return lost('Facebook no longer delivers the page’s messages to our app.');
  switch (appSubscription) {
    case 'none':
      return lost('The Meta app has no webhook for pages: Facebook tells us nothing.');
    case 'inactive':
      return lost('Facebook has switched the Meta app’s webhook off.');
    case 'elsewhere':
      return lost('The Meta app delivers to another address than this desk’s.');
    default:
      return null;
  }
}

function isSilent({ heardAt, silentAfterHours, hours: expected }: PageFacts, now: Date): boolean {
  if (silentAfterHours === null) return false;
  const ms = expected ? openMsBetween(expected, heardAt, now) : now.getTime() - heardAt.getTime();
  return ms > silentAfterHours * hourMs;
}

function judgeEnds({ tokenExpiresAt, dataAccessExpiresAt }: PageFacts, now: Date): PageJudgement {
  const advice = 'Log in with Facebook again before that: it takes a minute, and nothing is lost.';
  const from = new Date(now.getTime() + expiringMs);
  if (isPast(tokenExpiresAt, from)) {
    return tell('expiring', `The page’s access key ends on ${dayOf(tokenExpiresAt)}.`, advice);
  }
  if (!isPast(dataAccessExpiresAt, from)) return { state: 'connected', sentence: null, advice: null };
  const day = dayOf(dataAccessExpiresAt);
  return isPast(dataAccessExpiresAt, now)
    ? tell(
        'expiring',
        `Facebook shows no names and pictures since ${day}: its leave to read people’s data has ended.`,
        'Log in with Facebook again to renew it.',
      )
    : tell('expiring', `Facebook’s leave to read people’s data ends on ${day}.`, advice);
}

function isPast(date: Date | null, now: Date): boolean {
  return date !== null && date.getTime() <= now.getTime();
}

function tell(state: PageState, sentence: string, advice: string): PageJudgement {
  return { state, sentence, advice };
}

/** A stored fault is sentence and advice in one line, as `faultWords` writes it. */
function split(fault: string): Pick<PageJudgement, 'sentence' | 'advice'> {
  const [sentence = fault, advice = reconnect] = fault.split('\n');
  return { sentence, advice };
}

/** What Facebook refused, as it is kept: what is the matter, and on the next line what to do. */
export function faultWords(told: { explanation: string; advice: string }): string {
  return `${told.explanation.replace(/^Not (sent|done)( yet)?\. /, '')}\n${told.advice}`;
}

/** `26 November 2026`: of UTC, as there is no place that all readers share. */
export function dayOf(date: Date | null): string {
  return (date ?? new Date(0)).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

function hours(count: number | null): string {
  return count === 1 ? 'an hour' : `${count} hours`;
}
