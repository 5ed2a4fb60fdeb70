import type { ConnectedPages, ConnectPages, OfferedPage } from '../../../contract/facebook-logins.ts';
import type { MetaAppId } from '../../../contract/ids.ts';
import { listKnownPages } from '../../store/page-connections.ts';
import type { Context } from '../context.ts';
import { createPage, type PageDeps } from '../pages/connect-page.ts';
import { conflict, invalid, Problem } from '../problems.ts';
import { judgePages } from './judge-pages.ts';
import { foundOf, requireLogin, tokensOf } from './login-facts.ts';

/** Each asks Facebook some four times; a hundred pages one after another would outlast a proxy's patience. */
const atOnce = 5;

/**
 * Connects the pages that were ticked, each in a transaction of its own: one that fails says why and takes no other
 * along. Pages of another app of ours are moved, as the list said they would be. The login stays, so that what failed
 * can be tried again. Administrators only.
 *
 * @throws Problem `not-found` for a login that is over · `conflict` for one without a grant or for another purpose ·
 * `invalid` for a page that the login did not offer.
 */
export async function connectPages(
  ctx: Context,
  deps: PageDeps,
  loginId: string,
  input: ConnectPages,
): Promise<ConnectedPages> {
  const login = await requireLogin(ctx, loginId);
  if (login.status !== 'granted' || login.pageId !== null) {
    throw conflict('There is nothing to choose from in this login.');
  }
  const found = foundOf(login);
  const offered = judgePages({ ...login, found }, await listKnownPages(ctx.db));
  const tokens = tokensOf(deps.secrets, login);
  const chosen = [...new Set(input.facebookIds)].map((facebookId) => {
    const page = offered.find((one) => one.facebookId === facebookId);
    if (!page) throw invalid('facebookIds', 'This login did not offer one of these pages.');
    return page;
  });
  const connectOne = async ({ facebookId, name, choice, reason }: OfferedPage) => {
    const pageToken = tokens[facebookId];
    if (choice === 'none' || pageToken === undefined) {
      return { facebookId, name, page: null, problem: reason ?? 'It cannot be connected.' };
    }
    const outcome = await attempt(() =>
      createPage(ctx, deps, {
        metaAppId: login.metaAppId as MetaAppId,
        pageToken,
        ...(input.departmentId === undefined ? {} : { departmentId: input.departmentId }),
        move: choice === 'move',
        facebookUserName: login.facebookUserName,
        tasks: found.find((one) => one.facebookId === facebookId)?.tasks ?? [],
      }),
    );
    return { facebookId, name, ...outcome };
  };
  const items: ConnectedPages['items'] = [];
  for (let at = 0; at < chosen.length; at += atOnce) {
    items.push(...(await Promise.all(chosen.slice(at, at + atOnce).map(connectOne))));
  }
  return { items };
}

type Outcome = Pick<ConnectedPages['items'][number], 'page' | 'problem'>;

async function attempt(connect: () => ReturnType<typeof createPage>): Promise<Outcome> {
  try {
    return { page: await connect(), problem: null };
  } catch (error) {
    if (error instanceof Problem) return { page: null, problem: error.message };
    throw error;
  }
}
