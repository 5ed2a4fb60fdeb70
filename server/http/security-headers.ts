import type { App } from './app-deps.ts';

/**
 * Headers that keep a browser from doing what our pages never ask for. Inline styles are allowed: the
 * component library sets sizes that way; scripts come from our own files alone.
 */
export function guardBrowsers(app: App, publicUrl: string): void {
  const isSecure = publicUrl.startsWith('https:');
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    // Older Safari does not count a socket to ourselves as 'self'.
    `connect-src 'self' ${publicUrl.replace(/^http/, 'ws')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/webhooks/')) return;
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    });
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
