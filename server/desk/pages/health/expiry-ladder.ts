import { listAlarmAddresses, type PageHealthRow } from '../../../store/page-health.ts';
import type { Change, Context } from '../../context.ts';
import { enqueueMail } from '../../mail/enqueue-mail.ts';
import { dayOf } from './judge-page.ts';

/** What of a page ends: its access key, or the leave to read people's data. */
export type Ending = 'token' | 'data-access';

const dayMs = 24 * 3_600_000;
/** Days before the end at which somebody is told. */
export const ladderDays = [14, 7, 3, 1, 0] as const;
export type LadderStep = (typeof ladderDays)[number];

/** The step that has been reached; null while the end is further away than the first one. */
export function reachedStep(endsAt: Date, now: Date): LadderStep | null {
  const leftMs = endsAt.getTime() - now.getTime();
  return ladderDays.findLast((days) => leftMs <= days * dayMs) ?? null;
}

/** When the next step will be reached; null when the last one has been. */
export function nextStepAt(endsAt: Date, now: Date): Date | null {
  const moments = ladderDays.map((days) => new Date(endsAt.getTime() - days * dayMs));
  return moments.find((moment) => moment > now) ?? null;
}

/** Names one step for one end: another date is another ladder. */
export function stepCause(pageId: string, ending: Ending, endsAt: Date, step: LadderStep): string {
  return `page-${ending}-ends:${pageId}:${endsAt.toISOString()}:${step}`;
}

/** The cause of the last step. */
export function endCause(pageId: string, ending: Ending, endsAt: Date | null): string {
  return stepCause(pageId, ending, endsAt ?? new Date(0), 0);
}

/**
 * Tells the person who connected the page, and all administrators, that something of it ends: once for each step, and
 * only of the step that has been reached, however many were slept through.
 */
export async function climbLadder(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  page: PageHealthRow,
): Promise<void> {
  const endings: [Ending, Date | null][] = [
    ['token', page.tokenExpiresAt],
    ['data-access', page.dataAccessExpiresAt],
  ];
  for (const [ending, endsAt] of endings) {
    if (endsAt === null) continue;
    const step = reachedStep(endsAt, ctx.clock.now());
    if (step === null) continue;
    await enqueueMail(ctx, story, {
      cause: stepCause(page.id, ending, endsAt, step),
      to: await listAlarmAddresses(story.tx, page.connectedBy),
      ...ladderWords(page.name, ending, endsAt, step),
      link: { label: `Open ${page.name}`, path: `/settings/pages/${page.id}/health` },
    });
  }
}

const within: Record<LadderStep, string> = {
  14: 'in two weeks',
  7: 'in a week',
  3: 'in three days',
  1: 'within a day',
  0: 'now',
};

/** What a step says. */
export function ladderWords(
  name: string,
  ending: Ending,
  endsAt: Date,
  step: LadderStep,
): { subject: string; paragraphs: string[] } {
  const day = dayOf(endsAt);
  const renew =
    'Log in with Facebook again on the page’s Connection tab: it takes a minute, and nothing is lost.';
  if (ending === 'token') {
    return step === 0
      ? {
          subject: `${name} cannot answer: its access key has ended`,
          paragraphs: [`The page’s access key ended on ${day}.`, renew, heldWords],
        }
      : {
          subject: `${name}: its access key ends ${within[step]}`,
          paragraphs: [`The page’s access key ends on ${day}. After that no reply can be sent.`, renew],
        };
  }
  return step === 0
    ? {
        subject: `${name}: names and pictures of new customers are no longer shown`,
        paragraphs: [`Facebook’s leave to read people’s data ended on ${day}.`, renew],
      }
    : {
        subject: `${name}: Facebook’s leave to read people’s data ends ${within[step]}`,
        paragraphs: [
          `The leave ends on ${day}. After that messages still arrive and can be answered, but without the names and pictures of new customers.`,
          renew,
        ],
      };
}

const heldWords =
  'What customers write still arrives. Replies are held, and go out by themselves after that, if Facebook still allows them.';
