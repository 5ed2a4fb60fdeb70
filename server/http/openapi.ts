import swagger from '@fastify/swagger';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from './app-deps.ts';

/** Describes every route that is registered from now on, from its own schemas. */
export async function describeApi(app: App, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pagedesk',
        version: '1',
        description:
          'What the desk in the browser uses, for programs too: `Authorization: Bearer <key>`, keys under /api/me/tokens. Every answer that is no success has the shape of `Problem`.',
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'pagedesk_session' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    // An answer without a body, and ids with a brand, have no word of their own in JSON Schema.
    transform: createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } }),
  });
}

/** The description itself. */
export function describingRoute(app: App): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
