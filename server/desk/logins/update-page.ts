import type { Page } from '../../../contract/pages.ts';
import { deleteLogin } from '../../store/facebook-logins.ts';
import { change, type Context } from '../context.ts';
import type { PageDeps } from '../pages/connect-page.ts';
import { presentPages } from '../pages/present-page.ts';
import { renewToken } from '../pages/renew-token.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { foundOf, mismatchOf, requireLogin, tokensOf } from './login-facts.ts';

/**
 * The second half of connecting a page again: only now does its new token take the place of the old one, are its
 * events subscribed anew, and does what was held go out. Administrators only.
 *
 * @throws Problem `not-found` for a login that is over · `conflict` for one without a grant or for another purpose ·
 * `invalid` when the login did not bring this page, and as `renewToken` does. The old token stays then.
 */
export async function updatePage(ctx: Context, deps: PageDeps, loginId: string): Promise<Page> {
  const login = await requireLogin(ctx, loginId);
  const { pageId, pageFacebookId } = login;
  if (login.status !== 'granted' || pageId === null || pageFacebookId === null) {
    throw conflict('There is nothing to update by this login.');
  }
  const found = foundOf(login);
  const mismatch = mismatchOf(login, found);
  const pageToken = tokensOf(deps.secrets, login)[pageFacebookId];
  if (mismatch !== null || pageToken === undefined) {
    throw invalid('pageId', mismatch ?? 'Facebook gave no access key for this page.');
  }
  await renewToken(ctx, deps, pageId, {
    pageToken,
    facebookUserName: login.facebookUserName,
    tasks: found.find(({ facebookId }) => facebookId === pageFacebookId)?.tasks ?? [],
  });
  // Its token is with the page now.
  await change(ctx, ({ tx }) => deleteLogin(tx, loginId, login.userId));
  const [page] = await presentPages(ctx.db, [pageId]);
  if (!page) throw notFound('page');
  return page;
}
