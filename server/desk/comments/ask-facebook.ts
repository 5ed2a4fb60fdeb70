import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { backoffMs } from '../../kit/retry.ts';
import { readPageKey } from '../../store/comments.ts';
import { holdMs, later } from '../messages/judge-refusal.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';

const retryBackoff = { firstMs: 5_000, mostMs: 3_600_000 };
/** After about a day of faults nobody asks any more. */
const mostTries = 8;

/** What asking gave: an answer, or why there is none. `again`: to be asked later. */
export type Asked<T> = { told: T } | { again: Again } | { refused: 'gone' | 'disconnected' | 'given-up' };

/**
 * Asks Facebook for something of a page's that may be asked any number of times: with patience while the page is
 * disconnected or its rate is used up, and not for ever.
 */
export async function askFacebook<T>(
  ctx: SendContext,
  pageId: string,
  attempts: number,
  ask: (access: PageAccess, page: { facebookId: string }) => Promise<T>,
): Promise<Asked<T>> {
  const key = await readPageKey(ctx.db, pageId);
  if (!key || key.tokenSealed === null) return { refused: 'disconnected' };
  const isHeld = key.pageState === 'expired' || key.pageState === 'permission-missing';
  if (isHeld) return { again: later(ctx, holdMs * 10, 'The page is disconnected.') };
  const waitMs =
    ctx.graph.rateLimit.nextAllowedAt(key.pageFacebookId, 'other').getTime() - ctx.clock.now().getTime();
  if (waitMs > 0) return { again: later(ctx, waitMs, "The page's rate is used up.") };
  ctx.graph.rateLimit.spend(key.pageFacebookId, 'other');
  try {
    const access = openAccess(ctx.secrets, { ...key, tokenSealed: key.tokenSealed });
    return { told: await ask(access, { facebookId: key.pageFacebookId }) };
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    return judge(ctx, key.pageFacebookId, error, attempts);
  }
}

function judge<T>(
  ctx: SendContext,
  pageFacebookId: string,
  error: GraphRefused | GraphUnreachable,
  attempts: number,
): Asked<T> {
  const told = classifyGraphError(error);
  if (told.kind === 'rate') {
    const seconds = told.retryAfterSeconds ?? 60;
    ctx.graph.rateLimit.pause(told.scope === 'app' ? null : pageFacebookId, seconds);
    return { again: later(ctx, seconds * 1_000, 'Facebook asks for patience.') };
  }
  const mayPass = told.kind === 'transient' || told.kind === 'ambiguous' || told.kind === 'token';
  if (!mayPass || attempts >= mostTries) return { refused: mayPass ? 'given-up' : 'gone' };
  const waitMs = backoffMs(attempts, retryBackoff, ctx.random());
  return { again: { ...later(ctx, waitMs, error.message), countsAsAttempt: true } };
}
