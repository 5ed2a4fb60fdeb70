import type { PageState } from '../../../../contract/pages.ts';
import type { Graph } from '../../../facebook/graph/client.ts';
import type { Secrets } from '../../../kit/secrets.ts';
import { findPageHealth, type PageHealthRow } from '../../../store/page-health.ts';
import { change, type Context } from '../../context.ts';
import { afterOpenMs } from '../../hours/schedule.ts';
import type { Again } from '../../messages/send-context.ts';
import { askFacebook, type Question } from './ask-facebook.ts';
import { nextStepAt } from './expiry-ladder.ts';
import { expiringMs, type PageFacts } from './judge-page.ts';
import { factsOf, learnOfPage } from './learn-of-page.ts';
import { newsOfAnswers } from './news-of-answers.ts';

/** What looking after a page needs besides the database. */
export interface ProbeContext extends Context {
  graph: Graph;
  secrets: Secrets;
  /** The desk's own address, without a slash at the end. */
  publicUrl: string;
  /** A number from 0 up to 1, so that the pages of a restarted desk do not all ask at once. */
  random: () => number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** While something is wrong it may be mended at any moment, also from outside. */
const lookAgainMs = 10 * minuteMs;

/**
 * Looks after a page: its subscription is read each hour, its token and its app once a day, and all of them every ten
 * minutes while something is wrong. It also comes when a date is reached that changes something: a step of the expiry
 * ladder, the end of a token, the hour from which on the page counts as silent.
 *
 * No access check: the system looks.
 *
 * @returns when to look again; nothing when the page is no longer to be looked after.
 * @throws SecretUnreadable when the page's token cannot be opened with this `SECRET_KEY`.
 */
export async function probePage(ctx: ProbeContext, pageId: string): Promise<Again | void> {
  const row = await findPageHealth(ctx.db, pageId);
  if (!row || row.state === 'unsubscribed' || row.removedAt !== null || row.tokenSealed === null) return;
  const answers = await askFacebook(ctx, row, dueQuestions(row, ctx.clock.now()));
  const callbackUrl = callbackUrlOf(ctx.publicUrl, row.appKey);
  const news = newsOfAnswers(answers, row, { callbackUrl, now: ctx.clock.now() });
  await change(ctx, (story) => learnOfPage(ctx, story, pageId, { ...news, tokenSealed: row.tokenSealed }));
  const after = await findPageHealth(ctx.db, pageId);
  if (!after) return;
  return {
    runAt: nextProbeAt(after, ctx.clock.now(), ctx.random()),
    reason: 'It comes round again.',
    countsAsAttempt: false,
  };
}

/** The address that Meta delivers to. */
export function callbackUrlOf(publicUrl: string, appKey: string): string {
  return `${publicUrl}/webhooks/facebook/${appKey}`;
}

/** What is old enough to be asked again. */
function dueQuestions(row: PageHealthRow, now: Date): Question[] {
  const isOld = (at: Date | null) => at === null || now.getTime() - at.getTime() >= dayMs - hourMs / 2;
  const isWrong = !atEase.has(row.state);
  return [
    'appSubscriptions',
    'subscribedApps',
    ...(isWrong || isOld(row.tokenCheckedAt) ? (['token'] as const) : []),
    ...(isWrong || isOld(row.appCheckedAt) ? (['appAccess'] as const) : []),
  ];
}

const atEase: ReadonlySet<PageState> = new Set(['connected', 'expiring']);

/** When a page is looked at next. @param random  spreads the hour by a tenth. */
export function nextProbeAt(row: PageHealthRow, now: Date, random: number): Date {
  const regularMs = atEase.has(row.state) ? hourMs * (0.95 + 0.1 * random) : lookAgainMs;
  const dates = [row.tokenExpiresAt, row.dataAccessExpiresAt]
    .filter((date) => date !== null)
    .flatMap((date) => [nextStepAt(date, now), new Date(date.getTime() - expiringMs)]);
  const moments = [...dates.map((date) => date?.getTime() ?? 0), silentFromMs(factsOf(row))].filter(
    (moment) => moment > now.getTime(),
  );
  return new Date(Math.min(now.getTime() + regularMs, ...moments));
}

/** From when on a page that goes on hearing nothing is silent; 0: never. */
function silentFromMs({ heardAt, silentAfterHours, hours }: PageFacts): number {
  if (silentAfterHours === null) return 0;
  const allowedMs = silentAfterHours * hourMs;
  const last = hours ? afterOpenMs(hours, heardAt, allowedMs) : new Date(heardAt.getTime() + allowedMs);
  return last === null ? 0 : last.getTime() + 1;
}
