import type { WorkStream } from '../../../contract/work-streams.ts';
import { readRuleSet, replaceRules } from '../../store/routing-rules.ts';
import { insertWorkStream, listNamesOf } from '../../store/work-streams.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { getWorkStream } from './work-streams.ts';

const longestName = 80;

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
  const { liveCount: _, ...copy } = await getWorkStream(ctx, copyId);
  return copy;
}

/** `Chats (copy)`, then `Chats (copy 2)`: the first that nobody bears. */
export function nameOfCopy(name: string, taken: readonly string[]): string {
  const folded = new Set(taken.map((each) => each.toLowerCase()));
  for (let count = 1; ; count++) {
    const end = count === 1 ? ' (copy)' : ` (copy ${count})`;
    const candidate = `${name.slice(0, longestName - end.length)}${end}`;
    if (!folded.has(candidate.toLowerCase())) return candidate;
  }
}
