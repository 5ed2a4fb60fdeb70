import { z } from 'zod';
import { firstRun, signIn as signInBody } from '../../../contract/team.ts';
import { createFirstAdministrator, needsFirstRun } from '../../desk/team/first-run.ts';
import { signOut } from '../../desk/team/identify.ts';
import { signIn } from '../../desk/team/sign-in.ts';
import type { App, AppDeps } from '../app-deps.ts';

/** Signing in and out, and the page that creates the first administrator. */
export function sessionRoutes(app: App, { ground, gate }: AppDeps): void {
  app.post(
    '/api/session',
    {
      schema: { tags: ['Session'], summary: 'Sign in', body: signInBody, response: { 204: z.void() } },
    },
    async (request, reply) => {
      const session = await signIn(ground, { ...request.body, address: request.ip });
      return reply
        .code(204)
        .header('set-cookie', gate.sessionCookie(session.token, session.expiresAt))
        .send();
    },
  );

  app.delete(
    '/api/session',
    {
      schema: { tags: ['Session'], summary: 'Sign out', response: { 204: z.void() } },
    },
    async (request, reply) => {
      const token = gate.readSessionToken(request.headers);
      if (token !== null) await signOut(ground, token);
      return reply
        .code(204)
        .header('set-cookie', gate.sessionCookie(null, new Date(0)))
        .send();
    },
  );

  app.get(
    '/api/first-run',
    {
      schema: {
        tags: ['Session'],
        summary: 'Whether the desk waits for its first administrator',
        response: { 200: z.object({ isOpen: z.boolean() }) },
      },
    },
    async () => ({ isOpen: await needsFirstRun(ground) }),
  );

  app.post(
    '/api/first-run',
    {
      schema: {
        tags: ['Session'],
        summary: 'Create the first administrator',
        body: firstRun,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const ctx = { ...ground, actor: { kind: 'system' as const, name: 'first run' } };
      const session = await createFirstAdministrator(ctx, request.body);
      return reply
        .code(204)
        .header('set-cookie', gate.sessionCookie(session.token, session.expiresAt))
        .send();
    },
  );
}
