import { z } from 'zod';
import { deauthorize } from '../desk/facebook-person/deauthorize.ts';
import { deleteFacebookData } from '../desk/facebook-person/delete-data.ts';
import { invalid } from '../desk/problems.ts';
import type { App, AppDeps } from './app-deps.ts';

/** A signed request has some 300 characters. */
const bodyLimit = 16 * 1024;
const schema = { hide: true, params: z.object({ appKey: z.string().max(100) }) };

/**
 * What Meta tells about people who logged in to an app of ours, beside its webhooks: that they took the authorisation
 * back, and that they want to be forgotten. Forms, signed with the app's secret; no session.
 */
export async function registerMetaCallbacks(
  app: App,
  { ground, secrets, publicUrl }: AppDeps,
): Promise<void> {
  await app.register(async (scope) => {
    const door = scope as App;
    door.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );

    door.post('/webhooks/facebook/:appKey/deauthorize', { bodyLimit, schema }, async (request, reply) => {
      const signedRequest = readField(request.body);
      await deauthorize(ground, { secrets }, { appKey: request.params.appKey, signedRequest });
      return reply.header('cache-control', 'no-store').send({ success: true });
    });

    door.post('/webhooks/facebook/:appKey/data-deletion', { bodyLimit, schema }, async (request, reply) => {
      const signedRequest = readField(request.body);
      const { appKey } = request.params;
      const { url, code } = await deleteFacebookData(
        ground,
        { secrets, publicUrl },
        { appKey, signedRequest },
      );
      // These two names, and no others: Meta's dashboard has been particular about it.
      return reply.header('cache-control', 'no-store').send({ url, confirmation_code: code });
    });
  });
}

function readField(body: unknown): string {
  const value = body instanceof URLSearchParams ? body.get('signed_request') : null;
  if (value === null) throw invalid('signed_request', 'A form with a signed_request is expected.');
  return value;
}
