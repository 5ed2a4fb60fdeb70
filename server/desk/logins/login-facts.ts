import { z } from 'zod';
import type { FacebookLogin } from '../../../contract/facebook-logins.ts';
import { missingPermissions } from '../../../contract/permissions.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findLogin, type LoginRow } from '../../store/facebook-logins.ts';
import { listKnownPages } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { judgePages, type FoundPage } from './judge-pages.ts';

/** The pages of a login as its row holds them. */
const foundPages = z.array(
  z.object({
    facebookId: z.string(),
    name: z.string().nullable(),
    category: z.string().nullable(),
    tasks: z.array(z.string()),
    isPublished: z.boolean().nullable(),
    leftOutOf: z.array(z.string()),
    hasToken: z.boolean(),
    unreadable: z.string().nullable(),
  }),
);
const tokens = z.record(z.string(), z.string());

export function foundOf(login: LoginRow): FoundPage[] {
  return foundPages.parse(login.found);
}

/** The tokens of a login's pages by Facebook's page id. Secrets. */
export function tokensOf(secrets: Secrets, login: LoginRow): Record<string, string> {
  return login.tokensSealed === null
    ? {}
    : tokens.parse(JSON.parse(secrets.open(login.tokensSealed, login.id)));
}

/**
 * The actor's own login. Administrators only.
 * @throws Problem `not-found` for one that is over, or somebody else's.
 */
export async function requireLogin(ctx: Context, id: string): Promise<LoginRow & { userId: string }> {
  requireRight(ctx.actor, 'manage-pages');
  const { actor } = ctx;
  const login =
    actor.kind === 'user'
      ? await findLogin(ctx.db, id, { userId: actor.userId, now: ctx.clock.now() })
      : undefined;
  if (!login) {
    throw new Problem('not-found', 'This login is over, or it is not yours. Log in with Facebook again.');
  }
  return login;
}

/** Why the page that is to be connected again cannot be with this login; null when it can, and for other logins. */
export function mismatchOf(login: LoginRow, found: readonly FoundPage[]): string | null {
  const { pageFacebookId, pageName } = login;
  if (pageFacebookId === null || pageName === null || login.status !== 'granted') return null;
  const same = found.find(({ facebookId }) => facebookId === pageFacebookId);
  if (same?.hasToken) return null;
  if (same)
    return same.unreadable ?? `Facebook gave no access key for ${pageName}: your account has no role there.`;
  const names = found.map((page) => page.name ?? page.facebookId);
  const chosen = names.length === 0 ? 'You ticked no page' : `You ticked ${names.join(', ')}`;
  return `${chosen}, and this is ${pageName} (${pageFacebookId}). Nothing was changed; log in again and tick it.`;
}

/** A login as its owner sees it: never a token. */
export async function presentLogin(ctx: Context, login: LoginRow): Promise<FacebookLogin> {
  const found = foundOf(login);
  const isGranted = login.status === 'granted';
  const known = isGranted && login.pageId === null ? await listKnownPages(ctx.db) : [];
  const { metaAppId, facebookUserId } = login;
  return {
    id: login.id as FacebookLogin['id'],
    metaApp: { id: metaAppId as FacebookLogin['metaApp']['id'], name: login.metaAppName },
    pageId: login.pageId as FacebookLogin['pageId'],
    status: login.status,
    problem: login.problem,
    facebookUser: facebookUserId === null ? null : { id: facebookUserId, name: login.facebookUserName },
    missing: isGranted ? missingPermissions(login.scopes) : [],
    pages: isGranted && login.pageId === null ? judgePages({ metaAppId, facebookUserId, found }, known) : [],
    mismatch: mismatchOf(login, found),
    expiresAt: login.expiresAt.toISOString(),
  };
}

/** A login that one may look at again. Administrators only. @throws Problem `not-found`. */
export async function readLogin(ctx: Context, id: string): Promise<FacebookLogin> {
  return presentLogin(ctx, await requireLogin(ctx, id));
}
