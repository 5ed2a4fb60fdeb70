import type { Simulation } from '../simulation.ts';
import type { AppRecord } from '../world/records.ts';
import type { GraphRequest } from './graph-call.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import type { Params } from './params.ts';

const secondMs = 1_000;
const codeLifetimeMs = 10 * 60 * secondMs;
const shortLifeSeconds = 5_100;
const longLifeSeconds = 5_183_944;

/** `GET /oauth/access_token`: a code, a short-lived token or the app's secret for a token. Needs no token itself. */
export function exchangeToken(simulation: Simulation, request: GraphRequest): Record<string, unknown> {
  const { params } = request;
  const app = appOf(simulation, params);
  switch (params.text('grant_type') ?? 'authorization_code') {
    case 'client_credentials':
      return { access_token: `${app.id}|${app.secret}`, token_type: 'bearer' };
    case 'fb_exchange_token':
      return exchangeForLongLived(simulation, app, params.required('fb_exchange_token'));
    case 'authorization_code':
      return exchangeCode(simulation, app, params);
    default:
      throw invalidParameter(`Invalid grant_type: ${params.text('grant_type')}`);
  }
}

function appOf(simulation: Simulation, params: Params): AppRecord {
  const clientId = params.text('client_id');
  if (!clientId) throw new GraphError({ code: 101, message: 'Missing client_id parameter.' });
  const app = simulation.world.apps.get(clientId);
  if (!app) {
    const message = 'Error validating application. Cannot get application info due to a system error.';
    throw new GraphError({ code: 101, message });
  }
  const secret = params.text('client_secret');
  if (!secret) throw new GraphError({ code: 1, message: 'Missing client_secret parameter.' });
  if (secret !== app.secret) throw new GraphError({ code: 1, message: 'Error validating client secret.' });
  return app;
}

function exchangeCode(simulation: Simulation, app: AppRecord, params: Params): Record<string, unknown> {
  const { world, clock, tokens } = simulation;
  const redirectUri = params.text('redirect_uri');
  if (!redirectUri) throw new GraphError({ code: 191, message: 'Missing redirect_uri parameter.' });
  const record = world.loginCodes.get(params.text('code') ?? '');
  if (!record || record.appId !== app.id) throw codeFault('Invalid verification code format.');
  if (record.redirectUri !== redirectUri) {
    const message =
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in ' +
      'the OAuth dialog request';
    throw codeFault(message, 36008);
  }
  if (record.used) throw codeFault('This authorization code has been used.', 36009);
  if (clock.nowMs() - record.createdAt > codeLifetimeMs)
    throw codeFault('This authorization code has expired.', 36007);
  record.used = true;
  const issuedAt = clock.nowMs();
  const access_token = tokens.issue({
    kind: 'user',
    appId: app.id,
    personId: record.personId,
    scopes: record.scopes,
    pageIds: record.pageIds,
    issuedAt,
    expiresAt: issuedAt + shortLifeSeconds * secondMs,
    longLived: false,
  });
  return { access_token, token_type: 'bearer', expires_in: shortLifeSeconds };
}

function codeFault(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, subcode, message });
}

function exchangeForLongLived(
  simulation: Simulation,
  app: AppRecord,
  token: string,
): Record<string, unknown> {
  const { tokens, clock } = simulation;
  const content = tokens.read(token);
  if (!content || content.appId !== app.id) {
    throw new GraphError({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
  }
  const broken = tokens.breakOf(token, content);
  if (broken) {
    throw new GraphError({ code: 190, subcode: broken.subcode, message: 'Error validating access token.' });
  }
  if (content.expiresAt !== null && content.expiresAt <= clock.nowMs()) {
    const message = 'Error validating access token: Session has expired.';
    throw new GraphError({ code: 190, subcode: 463, message });
  }
  const issuedAt = clock.nowMs();
  const expiresAt = issuedAt + longLifeSeconds * secondMs;
  const access_token = tokens.issue({ ...withoutSerial(content), issuedAt, expiresAt, longLived: true });
  return { access_token, token_type: 'bearer', expires_in: longLifeSeconds };
}

function withoutSerial<Content extends { serial: number }>(content: Content): Omit<Content, 'serial'> {
  const { serial: _serial, ...rest } = content;
  return rest;
}
