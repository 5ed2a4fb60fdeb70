import { readSignedRequest, type SignedRequest } from '../../facebook/oauth/signed-request.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findMetaAppByKey } from '../../store/facebook-person.ts';
import type { Context } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';

/** What Meta's callbacks about a person need. */
export interface CallbackInput {
  /** Part of the callback address. */
  appKey: string;
  signedRequest: string;
}

/**
 * Whose request this is, and for which app. Nothing is kept of one that is refused.
 * @throws Problem `not-found` for an address that nobody has · `forbidden` unless the app's secret signed it.
 */
export async function readRequest(
  ctx: Pick<Context, 'db'>,
  { secrets }: { secrets: Secrets },
  { appKey, signedRequest }: CallbackInput,
): Promise<SignedRequest & { metaAppId: string }> {
  const app = await findMetaAppByKey(ctx.db, appKey);
  if (!app) throw notFound('callback address');
  const request = readSignedRequest(signedRequest, secrets.open(app.appSecretSealed, app.id));
  if (!request) throw forbidden('The signed request is malformed, or was not signed with this app’s secret.');
  return { ...request, metaAppId: app.id };
}
