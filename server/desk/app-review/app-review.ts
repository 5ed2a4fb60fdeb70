import type { AppReview, ChangeReview } from '../../../contract/app-review.ts';
import { listMetaApps } from '../../store/meta-apps.ts';
import { listReviewStates, writeReviewState } from '../../store/review-states.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { announceChecklist } from '../setup-room/post.ts';
import { reviewInstructions, reviewTexts } from './texts.ts';

/** All that App Review asks for, with the words to answer it, and how far it is. Administrators only. */
export async function readAppReview(ctx: Context, publicUrl: string): Promise<AppReview> {
  requireRight(ctx.actor, 'manage-pages');
  const [states, apps] = await Promise.all([listReviewStates(ctx.db), listMetaApps(ctx.db)]);
  const stateOf = new Map(states.map((row) => [row.permission, row]));
  return {
    items: reviewTexts.map((text) => {
      const row = stateOf.get(text.permission);
      return {
        ...text,
        steps: [...text.steps],
        state: row?.state ?? 'not-started',
        note: row?.note ?? '',
        changed: row ? { by: row.changedByName, at: row.changedAt.toISOString() } : null,
      };
    }),
    addresses: [
      { label: 'Privacy policy URL', value: `${publicUrl}/privacy` },
      { label: 'Data deletion instructions URL', value: `${publicUrl}/data-deletion` },
      ...apps.flatMap(({ name, appKey }) => [
        {
          label: `Data deletion callback URL of ${name}`,
          value: `${publicUrl}/webhooks/facebook/${appKey}/data-deletion`,
        },
        {
          label: `Deauthorize callback URL of ${name}`,
          value: `${publicUrl}/webhooks/facebook/${appKey}/deauthorize`,
        },
      ]),
      { label: 'App icon, 1024 by 1024', value: `${publicUrl}/app-icon-1024.png` },
    ],
    instructions: reviewInstructions,
    apps: apps.map(({ name, appId }) => ({
      name,
      dashboardUrl: `https://developers.facebook.com/apps/${appId}/app-review/permissions/`,
    })),
  };
}

/** Notes how far a permission is in App Review. Administrators only. @throws Problem `not-found`. */
export async function changeReview(
  ctx: Context,
  publicUrl: string,
  { permission, state, note }: ChangeReview & { permission: string },
): Promise<AppReview> {
  requireRight(ctx.actor, 'manage-pages');
  const userId = actorId(ctx.actor);
  if (userId === null) throw new Error('States are noted by people.');
  if (!reviewTexts.some((text) => text.permission === permission)) throw notFound('permission');
  await change(ctx, async (story) => {
    await writeReviewState(story.tx, { permission, state, note, userId, at: ctx.clock.now() });
    await audit(ctx, story, { action: 'app-review.noted', subjectId: null, detail: { permission, state } });
    announceChecklist(story);
  });
  return readAppReview(ctx, publicUrl);
}

/** Whether Meta has approved all that the desk cannot do without. */
export async function isReviewed(db: Context['db']): Promise<boolean> {
  const approved = new Set(
    (await listReviewStates(db)).flatMap(({ permission, state }) => (state === 'approved' ? permission : [])),
  );
  return reviewTexts.every(({ permission, isRequired }) => !isRequired || approved.has(permission));
}
