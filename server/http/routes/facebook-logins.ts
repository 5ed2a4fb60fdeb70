import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  completeFacebookLogin,
  connectedPages,
  connectPages as connectPagesBody,
  facebookLogin,
  startedFacebookLogin,
  startFacebookLogin,
} from '../../../contract/facebook-logins.ts';
import { facebookLoginId } from '../../../contract/ids.ts';
import { page } from '../../../contract/pages.ts';
import { cancelLogin } from '../../desk/logins/cancel-login.ts';
import { completeLogin } from '../../desk/logins/complete-login.ts';
import { connectPages } from '../../desk/logins/connect-pages.ts';
import { listLogins } from '../../desk/logins/list-logins.ts';
import { readLogin } from '../../desk/logins/login-facts.ts';
import { startLogin, type LoginOwner } from '../../desk/logins/start-login.ts';
import { updatePage } from '../../desk/logins/update-page.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const params = z.object({ id: facebookLoginId });

/**
 * Login with Facebook. The browser comes back from Facebook's dialog to a page of the application, and that page hands
 * the answer in here: our session cookie does not travel with a navigation from another site, and what a browser
 * fetches ahead of time changes nothing.
 */
export function facebookLoginRoutes(app: App, deps: AppDeps): void {
  const { ground, publicUrl } = deps;
  const place = { ...deps.dialog, publicUrl };

  app.get(
    '/api/facebook/logins',
    {
      schema: {
        tags,
        summary: 'One’s own logins that wait to be used',
        response: { 200: z.object({ items: z.array(facebookLogin) }) },
      },
    },
    async (request) => ({ items: await listLogins(contextOf(ground, request)) }),
  );

  app.post(
    '/api/facebook/logins',
    {
      schema: {
        tags,
        summary: 'Begin a login with Facebook',
        body: startFacebookLogin,
        response: { 201: startedFacebookLogin },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await startLogin(contextOf(ground, request), place, ownerOf(request), request.body)),
  );

  app.post(
    '/api/facebook/logins/complete',
    {
      schema: {
        tags,
        summary: 'Hand in what Facebook’s dialog answered',
        body: completeFacebookLogin,
        response: { 200: facebookLogin },
      },
    },
    async (request) => completeLogin(contextOf(ground, request), deps, place, ownerOf(request), request.body),
  );

  app.get(
    '/api/facebook/logins/:id',
    { schema: { tags, summary: 'What a login brought', params, response: { 200: facebookLogin } } },
    async (request) => readLogin(contextOf(ground, request), request.params.id),
  );

  app.delete(
    '/api/facebook/logins/:id',
    {
      schema: { tags, summary: 'Forget a login and all it brought', params, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await cancelLogin(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/facebook/logins/:id/pages',
    {
      schema: {
        tags,
        summary: 'Connect pages that a login brought',
        params,
        body: connectPagesBody,
        response: { 200: connectedPages },
      },
    },
    async (request) => connectPages(contextOf(ground, request), deps, request.params.id, request.body),
  );

  app.post(
    '/api/facebook/logins/:id/update',
    {
      schema: {
        tags,
        summary: 'Connect the page again with what a login brought',
        params,
        response: { 200: page },
      },
    },
    async (request) => updatePage(contextOf(ground, request), deps, request.params.id),
  );
}

function ownerOf({ identity }: FastifyRequest): LoginOwner {
  if (!identity) throw new Error('A route without a signed-in user asked for its session.');
  return { userId: identity.actor.userId, credential: identity.credential };
}
