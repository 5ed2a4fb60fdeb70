import type { App } from '../app-deps.ts';
import { Problem } from '../../desk/problems.ts';
import { answerProblem } from '../errors.ts';
import { rightOf, type RouteRight } from '../route-rights.ts';

/** A route as it was registered: where, by which method, and which right it asks for. */
export interface KnownRoute {
  method: string;
  url: string;
  right: RouteRight;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, for the answer 405 and for the tests that try each one in each role. */
    knownRoutes: KnownRoute[];
  }
}

/** Keeps a list of what is registered from now on. */
export function rememberRoutes(app: App): void {
  app.decorate('knownRoutes', []);
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of Array.isArray(method) ? method : [method]) {
      app.knownRoutes.push({
        method: each,
        url,
        right: url.startsWith('/api/') ? rightOf(each, url) : 'public',
      });
    }
  });
}

/** A path that exists by another method is 405 with the methods that it has; any other is 404. Both as JSON. */
export function answerUnknownPaths(app: App): void {
  app.setNotFoundHandler((request, reply) => {
    const path = new URL(request.url, 'http://desk').pathname;
    const methods = app.knownRoutes.filter((route) => fits(route.url, path)).map((route) => route.method);
    if (methods.length === 0 || methods.includes(request.method)) {
      return answerProblem(new Problem('not-found', 'There is nothing at this address.'), request, reply);
    }
    reply.header('allow', [...new Set(methods)].join(', '));
    const problem = new Problem('method-not-allowed', `${request.method} does not work here.`);
    return answerProblem(problem, request, reply);
  });
}

/** Whether a path is one of a route's, parameters taking one segment each. The catch-all of the web pages is none. */
function fits(url: string, path: string): boolean {
  if (url.includes('*')) return false;
  const parts = url.split('/');
  const given = path.replace(/\/$/, '').split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith(':') || part === given[index])
  );
}
