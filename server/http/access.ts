import type { FastifyRequest } from 'fastify';
import { hasRight } from '../../contract/rights.ts';
import { forbiddenBy } from '../desk/access.ts';
import type { Context } from '../desk/context.ts';
import type { Identity } from '../desk/team/identify.ts';
import { isWithin, outsideWords } from '../desk/team/networks.ts';
import { forbidden, Problem } from '../desk/problems.ts';
import type { App } from './app-deps.ts';
import { rightOf } from './route-rights.ts';
import type { Gate } from './session.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open to who has still to accept the notice for agents. */
    beforeNotice?: true;
  }
  interface FastifyRequest {
    identity: Identity | null;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Guards every route of the scope, before its body is read: origin, then session, then right. */
export function guardRoutes(app: App, gate: Gate): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!SAFE_METHODS.has(request.method) && !gate.isFromOurPages(request.headers)) {
      throw forbidden('This request does not come from the desk’s own pages.');
    }
    const { url, config } = request.routeOptions;
    const right = rightOf(request.method, url ?? '');
    if (right === 'public') return;
    const identity = await gate.identify(request.headers);
    if (identity === null) throw new Problem('unauthenticated', 'Sign in first.');
    if (!isWithin(identity.networks, request.ip)) throw forbidden(outsideWords);
    request.identity = identity;
    if (identity.prolongedUntil) {
      const token = gate.readSessionToken(request.headers);
      reply.header('set-cookie', gate.sessionCookie(token, identity.prolongedUntil));
    }
    if (identity.owesNotice && !config.beforeNotice) {
      throw forbidden('Read and accept the notice of your organisation first.');
    }
    if (!hasRight(identity.actor.role, right)) throw forbiddenBy(right);
  });
}

/** The context of a verb: the server's parts, and the user who asks. */
export function contextOf(ground: Omit<Context, 'actor'>, request: FastifyRequest): Context {
  if (!request.identity) throw new Error('A route without a signed-in user asked for its context.');
  return { ...ground, actor: request.identity.actor };
}
