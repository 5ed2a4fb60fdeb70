import type { MetaApp, WrongSignatures } from '../../../contract/pages.ts';
import { countWrongSignatures } from '../../store/wrong-signatures.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';

const dayMs = 24 * 3_600_000;

/** Wrong signatures of the last 24 hours, by Meta app; apps without any are left out. Administrators only. */
export async function listWrongSignatures(ctx: Context): Promise<WrongSignatures[]> {
  requireRight(ctx.actor, 'manage-pages');
  const since = new Date(ctx.clock.now().getTime() - dayMs);
  return (await countWrongSignatures(ctx.db, since)).map(({ id, name, count, lastAt }) => ({
    metaAppId: id as MetaApp['id'],
    name,
    count,
    lastAt: lastAt.toISOString(),
  }));
}
