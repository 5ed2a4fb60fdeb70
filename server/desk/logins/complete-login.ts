import type { CompleteFacebookLogin, FacebookLogin } from '../../../contract/facebook-logins.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { claimLogin, endLogin, findLoginByState, type LoginRow } from '../../store/facebook-logins.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { openMetaApp } from '../pages/meta-apps.ts';
import { invalid, Problem } from '../problems.ts';
import { tokenHash } from '../team/token-hash.ts';
import { readLogin } from './login-facts.ts';
import type { FoundPage } from './judge-pages.ts';
import type { Grant, LoginGateway } from './login-gateway.ts';
import { redirectUriOf, type DialogPlace, type LoginOwner } from './start-login.ts';

/** What completing a login needs besides the context. */
export interface LoginDeps {
  secrets: Secrets;
  logins: LoginGateway;
}

/** What was granted waits so long to be used. */
const useWithinMs = 60 * 60_000;

/**
 * Takes what the browser brought back from Facebook's dialog. The one-time word must be one of ours, not used, not
 * too old, and of this very session; every other is refused and noted in the audit log. The code is exchanged once:
 * the same answer again (a reload, a prefetching browser) finds what the first one did. What was granted is kept
 * sealed for an hour; nothing is connected yet. Administrators only.
 *
 * @throws Problem `invalid` naming `state` for an answer that is refused.
 */
export async function completeLogin(
  ctx: Context,
  deps: LoginDeps,
  place: Pick<DialogPlace, 'publicUrl'>,
  owner: LoginOwner,
  answer: CompleteFacebookLogin,
): Promise<FacebookLogin> {
  requireRight(ctx.actor, 'manage-pages');
  const login = await findLoginByState(ctx.db, tokenHash(answer.state));
  const fault = findFault(login, owner, answer, ctx.clock.now());
  if (!login || fault !== null) return refuse(ctx, login, fault ?? 'unknown');
  if (login.status === 'begun') await finish(ctx, deps, place, login, answer);
  return readLogin(ctx, login.id);
}

type Fault = 'unknown' | 'not-yours' | 'other-session' | 'late' | 'used';

/** Why an answer is not taken; null when it is, or is the twin of one that was. */
function findFault(
  login: LoginRow | undefined,
  owner: LoginOwner,
  answer: CompleteFacebookLogin,
  now: Date,
): Fault | null {
  if (!login) return 'unknown';
  if (login.userId !== owner.userId) return 'not-yours';
  if (login.credential !== owner.credential) return 'other-session';
  if (login.expiresAt <= now) return 'late';
  if (login.status === 'begun') return null;
  const isTwin =
    answer.code === undefined
      ? login.status === 'denied'
      : login.codeHash !== null && login.codeHash.equals(tokenHash(answer.code));
  return isTwin ? null : 'used';
}

const sentences: Record<Fault, string> = {
  unknown: 'This login was not begun here, or it is over.',
  'not-yours': 'This login was begun by somebody else.',
  'other-session': 'This login was begun in another browser, or before you signed in anew.',
  late: 'This login took too long.',
  used: 'This login was used already.',
};

async function refuse(ctx: Context, login: LoginRow | undefined, fault: Fault): Promise<never> {
  const subjectId = login?.id ?? null;
  await change(ctx, (story) =>
    audit(ctx, story, { action: 'facebook-login.refused', subjectId, detail: { reason: fault } }),
  );
  throw invalid('state', `${sentences[fault]} Begin again from the settings.`);
}

async function finish(
  ctx: Context,
  deps: LoginDeps,
  place: Pick<DialogPlace, 'publicUrl'>,
  login: LoginRow,
  { code, error }: CompleteFacebookLogin,
): Promise<void> {
  if (code === undefined) return end(ctx, login, 'denied', denial(error));
  const isOurs = await change(ctx, ({ tx }) => claimLogin(tx, login.id, tokenHash(code)));
  if (!isOurs) return;
  const app = await openMetaApp(ctx, deps.secrets, login.metaAppId);
  if (!app) return end(ctx, login, 'failed', 'The Meta app was removed meanwhile.');
  let grant: Grant;
  try {
    grant = await deps.logins.readGrant(app, { code, redirectUri: redirectUriOf(place) });
  } catch (problem) {
    await end(ctx, login, 'failed', problem instanceof Problem ? problem.message : faultOfOurs);
    if (problem instanceof Problem) return;
    throw problem;
  }
  await keep(ctx, deps, login, grant);
}

const faultOfOurs = 'Something went wrong on the server. Log in again.';

function denial(error: string | undefined): string {
  return error === undefined || error === 'access_denied'
    ? 'You pressed Cancel at Facebook. Nothing was granted, and nothing was changed.'
    : `Facebook ended the login (${error.replaceAll(/[^\w .-]/g, '')}). Nothing was changed.`;
}

async function end(
  ctx: Context,
  login: LoginRow,
  status: 'denied' | 'failed',
  problem: string,
): Promise<void> {
  await change(ctx, async (story) => {
    await endLogin(story.tx, login.id, { status, problem });
    const detail = { reason: problem };
    await audit(ctx, story, { action: `facebook-login.${status}`, subjectId: login.id, detail });
  });
}

async function keep(ctx: Context, deps: LoginDeps, login: LoginRow, grant: Grant): Promise<void> {
  const { person, scopes } = grant;
  const expiresAt = new Date(ctx.clock.now().getTime() + useWithinMs);
  const tokens = Object.fromEntries(
    grant.pages.flatMap(({ pageId, accessToken }) => (accessToken === null ? [] : [[pageId, accessToken]])),
  );
  await change(ctx, async (story) => {
    const isThere = await endLogin(story.tx, login.id, {
      status: 'granted',
      facebookUserId: person.id,
      facebookUserName: person.name,
      scopes,
      found: JSON.stringify(foundPages(grant)),
      tokensSealed: deps.secrets.seal(JSON.stringify(tokens), login.id),
      expiresAt,
    });
    if (!isThere) return;
    await audit(ctx, story, {
      action: 'facebook-login.granted',
      subjectId: login.id,
      detail: { facebookUserId: person.id, scopes, pages: grant.pages.length },
    });
  });
}

function foundPages(grant: Grant): FoundPage[] {
  const readable = grant.pages.map(
    ({ pageId, accessToken, name, category, tasks, isPublished, leftOutOf }) => ({
      facebookId: pageId,
      name,
      category,
      tasks,
      isPublished,
      leftOutOf,
      hasToken: accessToken !== null,
      unreadable: null,
    }),
  );
  const unreadable = grant.unreadable.map(({ pageId, reason }) => ({
    facebookId: pageId,
    name: null,
    category: null,
    tasks: [],
    isPublished: null,
    leftOutOf: [],
    hasToken: false,
    unreadable: reason,
  }));
  return [...readable, ...unreadable];
}
