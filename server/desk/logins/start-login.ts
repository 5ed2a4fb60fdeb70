import {
  facebookLoginPath,
  type StartedFacebookLogin,
  type StartFacebookLogin,
} from '../../../contract/facebook-logins.ts';
import { permissions } from '../../../contract/permissions.ts';
import { loginDialogUrl } from '../../facebook/oauth/dialog.ts';
import { randomToken } from '../../kit/random.ts';
import { insertLogin } from '../../store/facebook-logins.ts';
import { listMetaApps } from '../../store/meta-apps.ts';
import { findConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireExtension } from '../extensions/is-on.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { tokenHash } from '../team/token-hash.ts';

/** Where Facebook's dialog is, and where it leads back to. */
export interface DialogPlace {
  /** Facebook's own site, without a slash at the end. */
  facebookUrl: string;
  graphVersion: string;
  /** Where browsers reach the desk, without a slash at the end. */
  publicUrl: string;
}

/** Who begins: the user, and the session by which the answer must come back. */
export interface LoginOwner {
  userId: string;
  /** As `Identity.credential`. */
  credential: string;
}

/** A person may have to find a password and a second factor first. */
const answerWithinMs = 30 * 60_000;

export const redirectUriOf = ({ publicUrl }: Pick<DialogPlace, 'publicUrl'>): string =>
  `${publicUrl}${facebookLoginPath}`;

/**
 * Begins a login with Facebook: makes the one-time word that its answer must bring back by the same session, and
 * tells where the dialog is. To connect a page again, the dialog shows the choice of pages and permissions anew.
 * Administrators only.
 *
 * @throws Problem `not-found` for a page that is not there · `invalid` for an app that is not · `conflict` for a page
 * that was removed, and while the Facebook extension is off.
 */
export async function startLogin(
  ctx: Context,
  place: DialogPlace,
  owner: LoginOwner,
  input: StartFacebookLogin,
): Promise<StartedFacebookLogin> {
  requireRight(ctx.actor, 'manage-pages');
  const { metaAppId, pageId } = await findSubject(ctx, input);
  const [app] = await listMetaApps(ctx.db, metaAppId);
  if (!app) throw invalid('metaAppId', 'There is no such app.');
  const id = ctx.newId();
  const state = randomToken();
  const begunAt = ctx.clock.now();
  await change(ctx, async (story) => {
    await insertLogin(story.tx, {
      id,
      stateHash: tokenHash(state),
      credential: owner.credential,
      userId: owner.userId,
      metaAppId,
      pageId,
      begunAt,
      expiresAt: new Date(begunAt.getTime() + answerWithinMs),
    });
    await audit(ctx, story, { action: 'facebook-login.begun', subjectId: id, detail: { metaAppId, pageId } });
  });
  return {
    id: id as StartedFacebookLogin['id'],
    url: loginDialogUrl({
      facebookUrl: place.facebookUrl,
      version: place.graphVersion,
      app,
      redirectUri: redirectUriOf(place),
      state,
      scopes: permissions.map(({ scope }) => scope),
      asksAgain: pageId !== null || ('asksAgain' in input && input.asksAgain === true),
    }),
  };
}

async function findSubject(
  ctx: Context,
  input: StartFacebookLogin,
): Promise<{ metaAppId: string; pageId: string | null }> {
  if ('metaAppId' in input) {
    await requireExtension(ctx.db, 'facebook');
    return { metaAppId: input.metaAppId, pageId: null };
  }
  const page = await findConnection(ctx.db, { id: input.pageId });
  if (!page) throw notFound('page');
  if (page.removedAt !== null) throw conflict('This page was removed. Connect it as you would a new one.');
  return { metaAppId: page.metaAppId, pageId: page.id };
}
