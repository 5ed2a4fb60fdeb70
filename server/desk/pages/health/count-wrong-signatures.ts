import { listAlarmAddresses } from '../../../store/page-health.ts';
import { addWrongSignatures } from '../../../store/wrong-signatures.ts';
import { change, type Context } from '../../context.ts';
import { enqueueMail } from '../../mail/enqueue-mail.ts';

/** So many in one minute, and somebody is told. */
export const alarmAt = 10;
const minuteMs = 60_000;

/**
 * Counts requests at an app's webhook address whose signature was wrong. Ten in a minute raise an alarm: administrators
 * get one mail for the app and day. Either somebody guesses, or the app's secret was changed at Meta and not here, and
 * then nothing arrives.
 *
 * No access check: the door counts.
 */
export async function countWrongSignature(
  ctx: Pick<Context, 'db' | 'clock' | 'bell' | 'newId'>,
  app: { id: string; name: string },
  count: number,
): Promise<void> {
  const now = ctx.clock.now();
  const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs);
  await change(ctx, async (story) => {
    const total = await addWrongSignatures(story.tx, { metaAppId: app.id, minute, count });
    if (total < alarmAt) return;
    await enqueueMail(ctx, story, {
      cause: `wrong-signatures:${app.id}:${now.toISOString().slice(0, 10)}`,
      to: await listAlarmAddresses(story.tx, null),
      subject: `Webhooks of the app ${app.name} bear a wrong signature`,
      paragraphs: [
        `At least ${total} requests in one minute came to the app’s webhook address with a signature that does not fit its secret. They were refused.`,
        'If the app’s secret was changed at Meta, enter the new one under Settings, Meta apps: until then nothing that customers write arrives. If it was not, somebody is trying the address; nothing is to be done.',
      ],
      link: { label: 'Open Meta apps', path: '/settings/meta-apps' },
    });
  });
}
