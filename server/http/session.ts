import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { identifyByApiToken, identifyBySession, type Identity } from '../desk/team/identify.ts';
import type { Context } from '../desk/context.ts';
import { clientAddress, createNetworks } from '../kit/networks.ts';

/** Tells who asks, for requests and for sockets alike. */
export interface Gate {
  /** By session cookie or `Authorization: Bearer`; null when by neither. */
  identify(headers: IncomingHttpHeaders): Promise<Identity | null>;
  /**
   * Whether a browser's request comes from our own pages. A program that sends no `Origin` passes: it has no
   * cookies of a person that somebody else could use. With a Bearer token nothing is asked: no browser adds it by itself.
   */
  isFromOurPages(headers: IncomingHttpHeaders): boolean;
  /** Where a request comes from, as the proxies that are believed tell it. */
  addressOf(request: IncomingMessage): string;
  /** The value of a `Set-Cookie` header. A null token takes the cookie away. */
  sessionCookie(token: string | null, expiresAt: Date): string;
  /** The session token that the request carries. */
  readSessionToken(headers: IncomingHttpHeaders): string | null;
}

/** `__Host-` would be stricter, and does not work over plain HTTP, which a desk on one's own machine uses. */
const COOKIE = 'pagedesk_session';

/**
 * @param publicUrl   where browsers reach the desk; cookies are `Secure` when it is https.
 * @param trustProxy  whose `X-Forwarded-For` is believed, as Fastify takes it.
 */
export function createGate(
  ctx: Pick<Context, 'db' | 'clock'>,
  publicUrl: string,
  trustProxy: string | false = 'loopback',
): Gate {
  const isProxy = createNetworks(
    trustProxy === false ? [] : trustProxy.split(',').map((part) => part.trim()),
  );
  const home = new URL(publicUrl);
  const isSecure = home.protocol === 'https:';

  return {
    async identify(headers) {
      const bearer = readBearer(headers);
      if (bearer !== null) return identifyByApiToken(ctx, bearer);
      const token = readSessionToken(headers);
      return token === null ? null : identifyBySession(ctx, token);
    },
    isFromOurPages(headers) {
      if (readBearer(headers) !== null) return true;
      if (headers['sec-fetch-site'] === 'cross-site') return false;
      const { origin } = headers;
      if (origin === undefined) return true;
      const host = URL.canParse(origin) ? new URL(origin).host : null;
      return host !== null && (host === headers.host || host === home.host);
    },
    addressOf({ socket, headers }) {
      const told = headers['x-forwarded-for'];
      return clientAddress(socket.remoteAddress ?? '', Array.isArray(told) ? told.join(',') : told, isProxy);
    },
    sessionCookie(token, expiresAt) {
      const parts = [
        `${COOKIE}=${token ?? ''}`,
        'Path=/',
        'HttpOnly',
        'SameSite=Strict',
        `Expires=${(token === null ? new Date(0) : expiresAt).toUTCString()}`,
      ];
      if (isSecure) parts.push('Secure');
      return parts.join('; ');
    },
    readSessionToken,
  };
}

function readBearer(headers: IncomingHttpHeaders): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function readSessionToken(headers: IncomingHttpHeaders): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return null;
}
