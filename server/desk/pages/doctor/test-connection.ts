import type { ConnectionTest, DoctorCheck } from '../../../../contract/doctor.ts';
import { findPageHealth, hasHeardSince } from '../../../store/page-health.ts';
import { requireRight } from '../../access.ts';
import type { Context } from '../../context.ts';
import { notFound } from '../../problems.ts';
import { about } from './check.ts';
import { inwardChain } from './examine.ts';
import type { DoctorDeps } from './gather-facts.ts';
import { runDoctor } from './run-doctor.ts';

/** How long a message may take until the test has failed. */
export const testMs = 2 * 60_000;

/**
 * Tells how the test of a page's connection stands: it waits for one real message, from `startedAt` on for two
 * minutes. When none has come, the page is examined and the first broken link of the chain is named.
 * Administrators only. Nothing is kept of a test: whoever asks brings its beginning.
 *
 * @param input.startedAt  null begins one now.
 * @throws Problem `not-found`.
 */
export async function testConnection(
  ctx: Context,
  deps: DoctorDeps & { sandboxUrl: string | null },
  input: { pageId: string; startedAt: Date | null },
): Promise<ConnectionTest> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await findPageHealth(ctx.db, input.pageId);
  if (!page || page.removedAt !== null) throw notFound('page');
  const now = ctx.clock.now();
  const startedAt = input.startedAt ?? now;
  const endsAt = new Date(startedAt.getTime() + testMs);
  const test = {
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    writeAt: deps.sandboxUrl ?? `https://m.me/${page.facebookId}`,
  };
  if (await hasHeardSince(ctx.db, page.id, startedAt)) return { ...test, state: 'arrived', broken: null };
  if (now < endsAt) return { ...test, state: 'waiting', broken: null };
  const { checks } = await runDoctor(ctx, deps, page.id);
  return { ...test, state: 'failed', broken: brokenLink(checks) };
}

/** The first link that failed, in the order in which a message passes them; else what is left to suspect. */
export function brokenLink(checks: readonly DoctorCheck[]): DoctorCheck {
  const found = inwardChain
    .map((id) => checks.find((check) => check.id === id))
    .find((check) => check?.verdict === 'failed');
  return (
    found ??
    about('last-heard', 'Facebook delivered nothing').failed(
      'Every link looks whole, and yet no message came within two minutes.',
      'See in Messenger whether the message went out, and to this page. Write from an account that has never been blocked by it.',
    )
  );
}
