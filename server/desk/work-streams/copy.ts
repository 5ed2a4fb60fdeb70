import type { WorkStream } from '../../../contract/work-streams.ts';
import { readRuleSet, replaceRules } from '../../store/routing-rules.ts';
import { insertWorkStream, listNamesOf } from '../../store/work-streams.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { nameOfCopy } from './name-of-copy.ts';
import { readWorkStream } from './work-streams.ts';

/**
 * Makes a work stream like another one, with its settings and its rules, under the name `… (copy)`. No page is in it.
 * Administrators only. @throws Problem `not-found`.
 */
export async function copyWorkStream(ctx: Context, id: string): Promise<WorkStream> {
  requireRight(ctx.actor, 'manage-work-streams');
  const copyId = ctx.newId();
  await change(ctx, async (story) => {
    const { tx } = story;
    const stored = await readRuleSet(tx, id);
    if (!stored) throw notFound('work stream');
    const name = nameOfCopy(stored.name, await listNamesOf(tx));
    const now = ctx.clock.now();
    const { channel, settings } = stored;
    await insertWorkStream(tx, { id: copyId, name, channel, settings, createdAt: now });
    if (stored.version > 0) {
      const { fallbackDepartmentId } = stored;
      const set = {
        workStreamId: copyId,
        fallbackDepartmentId,
        changedAt: now,
        changedBy: actorId(ctx.actor),
      };
      await replaceRules(
        tx,
        set,
        stored.rules.map((rule) => ({ ...rule, id: ctx.newId() })),
      );
    }
    await audit(ctx, story, {
      action: 'work-stream.copied',
      subjectId: copyId,
      detail: { name, from: stored.name },
    });
    story.announce({ kind: 'work-stream.changed', subjectId: copyId });
  });
  return readWorkStream(ctx, copyId);
}
