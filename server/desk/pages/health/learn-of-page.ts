import { previewHours } from '../../../../contract/operating-hours.ts';
import type { PageState } from '../../../../contract/pages.ts';
import { hurryJobs } from '../../../store/job-queue.ts';
import { listLeadsOf } from '../../../store/notices.ts';
import {
  listAlarmAddresses,
  lockPageHealth,
  savePageHealth,
  saveTokenNews,
  writePageState,
  type PageHealthChange,
  type PageHealthRow,
  type TokenNews,
} from '../../../store/page-health.ts';
import type { Change, Context } from '../../context.ts';
import { toSchedule, type Schedule } from '../../hours/schedule.ts';
import { enqueueMail } from '../../mail/enqueue-mail.ts';
import { tellPeople } from '../../notices/tell.ts';
import { climbLadder, endCause } from './expiry-ladder.ts';
import { wholenessOf } from './news-of-answers.ts';
import { judgePage, type PageFacts, type PageJudgement } from './judge-page.ts';
import { settingsOfPage } from '../settings-of.ts';

/** What was learned of a page's connection, and with which token. */
export interface Learned {
  health?: PageHealthChange;
  token?: TokenNews;
  /** The page's sealed token that this was learned with: news of a token that has gone is none. */
  tokenSealed: string | null;
}

/**
 * The one place where a page's state follows from what is known of it. Facts are kept, the state is judged anew, and
 * when it is another one the desks are told, and once, by mail, the person who connected the page and all
 * administrators. Any number of the same faults, also at the same time, are one flag and one mail: the page's row is
 * locked meanwhile.
 *
 * What waited to be sent goes on at once when the page can send again.
 *
 * No access check: the system learns. Lock order: the page before conversations and messages.
 */
export async function learnOfPage(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  pageId: string,
  learned: Learned,
): Promise<void> {
  const before = await lockPageHealth(story.tx, pageId);
  if (!before || before.tokenSealed !== learned.tokenSealed) return;
  const { health = {}, token = {} } = learned;
  const isOfToken = 'tokenFault' in health || 'permissionFault' in health || 'restriction' in health;
  const kept: PageHealthChange = {
    // Faults of an earlier token do not come back when one of this token is noted beside them.
    ...(isOfToken && before.ofToken !== before.tokenSealed
      ? { tokenFault: null, permissionFault: null, restriction: null, ofToken: before.tokenSealed }
      : {}),
    ...health,
  };
  await savePageHealth(story.tx, pageId, kept);
  await saveTokenNews(story.tx, pageId, token);
  const row: PageHealthRow = { ...before, ...kept, ...token } as PageHealthRow;
  await settleState(ctx, story, row);
}

/** Judges a page anew by what is known of it, for example because time has passed. */
export async function settleState(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  row: PageHealthRow,
): Promise<void> {
  // What an administrator stopped, only an administrator starts.
  if (row.state === 'unsubscribed' || row.removedAt !== null) return;
  const now = ctx.clock.now();
  const judged = judgePage(factsOf(row), now);
  const reason = judged.sentence === null ? null : `${judged.sentence} ${judged.advice}`;
  const isNews = judged.state !== row.state;
  if (isNews || reason !== row.stateReason) {
    const since = isNews ? now : row.stateSince;
    await writePageState(story.tx, row.id, { state: judged.state, reason, since });
    story.announce({ kind: 'page.changed', subjectId: row.id, departments: [row.departmentId] });
  }
  if (isNews && needsAttention.has(judged.state)) await raiseAlarm(ctx, story, row, judged);
  if (stopsSending.has(row.state) && !stopsSending.has(judged.state)) {
    await hurryJobs(story.tx, 'deliver-message', row.id, now);
  }
  if (judged.state !== 'expired' && judged.state !== 'unsubscribed') await climbLadder(ctx, story, row);
}

/** States in which nothing can leave. */
const stopsSending: ReadonlySet<PageState> = new Set([
  'expired',
  'permission-missing',
  'restricted',
  'unsubscribed',
]);

/** States that somebody is told of: they do not pass by themselves, and nobody chose them. */
const needsAttention: ReadonlySet<PageState> = new Set([
  'expired',
  'permission-missing',
  'restricted',
  'subscription-lost',
  'silent',
]);

const headlines: Partial<Record<PageState, string>> = {
  expired: 'cannot answer: its access key has ended',
  'permission-missing': 'cannot answer: a permission is missing',
  restricted: 'cannot answer: Facebook has restricted it',
  'subscription-lost': 'no longer hears its customers',
  silent: 'has gone silent',
};

/** What an administrator does, where the page's own words speak to agents. */
const adminAdvice: Partial<Record<PageState, string>> = {
  expired: 'Log in with Facebook again on the page’s Connection tab: it takes a minute, and nothing is lost.',
  'permission-missing':
    'Log in with Facebook again on the page’s Connection tab and leave every box ticked. The Health tab tells what is missing.',
};

const meanwhile: Partial<Record<PageState, string>> = {
  expired:
    'What customers write still arrives. Replies are held, and go out by themselves after that, if Facebook still allows them.',
  'permission-missing':
    'What customers write still arrives. Replies are held, and go out by themselves after that, if Facebook still allows them.',
  restricted: 'What customers write still arrives. Replies fail until Facebook lifts the restriction.',
  'subscription-lost': 'Until then nothing that customers write arrives here.',
};

async function raiseAlarm(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  row: PageHealthRow,
  { state, sentence, advice }: PageJudgement,
): Promise<void> {
  const now = ctx.clock.now();
  const hasEnded = row.tokenExpiresAt !== null && row.tokenExpiresAt <= now;
  const cause = `page-state:${row.id}:${state}:${now.toISOString()}`;
  const to = await listAlarmAddresses(story.tx, row.connectedBy);
  const subject = `${row.name} ${headlines[state] ?? 'needs attention'}`;
  if (state === 'silent') await tellOfSilence(ctx, story, row, { cause, to, subject, sentence });
  await enqueueMail(ctx, story, {
    // The last step of the ladder says the same of a key that ended on its day.
    cause: state === 'expired' && hasEnded ? endCause(row.id, 'token', row.tokenExpiresAt) : cause,
    to,
    subject,
    paragraphs: [sentence, adminAdvice[state] ?? advice, meanwhile[state]].filter(
      (text) => typeof text === 'string',
    ),
    link: { label: `Open ${row.name}`, path: `/settings/pages/${row.id}/health` },
  });
}

/**
 * Those who lead the page's department notice what does not come as much as what waits: they are told in the app, and by
 * e-mail who has no mail about it yet. What they can look at is the floor.
 */
async function tellOfSilence(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  row: PageHealthRow,
  mail: { cause: string; to: readonly string[]; subject: string; sentence: string | null },
): Promise<void> {
  const { departmentId, name: page } = row;
  const leads = await listLeadsOf(story.tx, departmentId);
  const hours = settingsOfPage(row.settings).health.silentAfterHours;
  await tellPeople(
    ctx,
    story,
    leads.map(({ id }) => id),
    { cause: mail.cause, kind: 'page-silent', departmentId, detail: { page, hours } },
  );
  const others = leads.map(({ email }) => email).filter((email) => !mail.to.includes(email));
  if (others.length === 0) return;
  await enqueueMail(ctx, story, {
    cause: `${mail.cause}:leads`,
    to: others,
    subject: mail.subject,
    paragraphs: [
      mail.sentence ?? '',
      'It may be a quiet day, or the connection is broken. Administrators were told where to look.',
    ],
    link: { label: 'Look at the floor', path: '/floor' },
  });
}

/** What decides how a page stands. Faults that were met with another token than the present one are void. */
export function factsOf(row: PageHealthRow): PageFacts {
  const isOfToken = row.ofToken === row.tokenSealed;
  const heardAt = row.lastWebhookAt ?? row.connectedAt ?? row.createdAt;
  const { health } = settingsOfPage(row.settings);
  return {
    isUnsubscribed: row.state === 'unsubscribed' || row.removedAt !== null,
    hasToken: row.tokenSealed !== null,
    tokenFault: isOfToken ? row.tokenFault : null,
    permissionFault: isOfToken ? row.permissionFault : null,
    restriction: isOfToken ? row.restriction : null,
    appFault: row.appFault,
    scopes: row.tokenCheckedAt === null ? null : row.tokenScopes,
    tokenExpiresAt: row.tokenExpiresAt,
    dataAccessExpiresAt: row.dataAccessExpiresAt,
    appSubscription: row.appSubscription,
    // Whoever subscribed the page wrote its fields down; without any, only a look can tell that there are none.
    pageSubscription:
      row.subscribedFields === null
        ? row.pageSubscription === 'none'
          ? 'none'
          : null
        : wholenessOf(row.subscribedFields),
    appAccess: row.appAccess,
    heardAt: row.connectedAt !== null && row.connectedAt > heardAt ? row.connectedAt : heardAt,
    silentAfterHours: health.silentAfterHours,
    hours: health.silentAfterHours === null ? null : expectedHours(row),
  };
}

/** The page's own hours, else its department's; null: neither has any. */
function expectedHours({ pageHours, departmentHours }: PageHealthRow): Schedule | null {
  const stored = pageHours ?? departmentHours;
  return stored === null ? null : toSchedule(previewHours.parse(stored));
}
