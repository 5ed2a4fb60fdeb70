import type { SetAgentService, WorkStream } from '../../../contract/work-streams.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { setAgentService as setRow } from '../../store/agent-services.ts';
import { lockWorkStream } from '../../store/work-streams.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireReachable } from '../outgoing-webhooks/require-reachable.ts';
import { invalid, notFound } from '../problems.ts';
import { readWorkStream } from './work-streams.ts';

/**
 * Sets which program says who gets the conversations of a work stream, and what proves to it that the desk asks; the
 * secret is kept sealed and told to nobody. Without one, the one that stands stays. Administrators only.
 *
 * @throws Problem `forbidden` · `not-found` · `invalid`.
 */
export async function setAgentService(
  ctx: Context,
  deps: { secrets: Secrets; allowsPrivate: boolean },
  id: string,
  { url, secret }: SetAgentService,
): Promise<WorkStream> {
  requireRight(ctx.actor, 'manage-work-streams');
  requireReachable(url, deps);
  await change(ctx, async (story) => {
    if (!(await lockWorkStream(story.tx, id))) throw notFound('work stream');
    const secretSealed = secret === undefined ? null : deps.secrets.seal(secret, id);
    const isSet = await setRow(story.tx, {
      ...{ workStreamId: id, url, secretSealed },
      changedAt: ctx.clock.now(),
    });
    if (!isSet) throw invalid('secret', 'Write what proves to the service that the desk asks.');
    const detail = { service: new URL(url).host, ...(secret === undefined ? {} : { isSecretNew: true }) };
    await audit(ctx, story, { action: 'work-stream.changed', subjectId: id, detail });
    story.announce({ kind: 'work-stream.changed', subjectId: id });
  });
  return readWorkStream(ctx, id);
}
