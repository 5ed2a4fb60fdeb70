import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Simulation } from '../simulation.ts';
import type { TokenContent } from '../world/access-tokens.ts';
import type { AppRecord } from '../world/records.ts';
import type { Caller, GraphRequest } from './graph-call.ts';
import { GraphError } from './graph-error.ts';

/** Tells who calls, or throws as Meta does for a token that is missing, malformed or dead. */
export function authenticate(simulation: Simulation, request: GraphRequest): Caller {
  const { accessToken } = request;
  if (!accessToken) {
    if (request.path[0] === 'me') {
      const message = 'An active access token must be used to query information about the current user.';
      throw new GraphError({ code: 2500, message });
    }
    throw new GraphError({ code: 104, message: 'An access token is required to request this resource.' });
  }
  const caller = callerOf(simulation, accessToken);
  // An app's own token holds the secret already: clients send it with the proof of another token, and Meta minds not.
  if (caller.kind !== 'app') requireProof(caller.app, accessToken, request.params.text('appsecret_proof'));
  return caller;
}

export function callerOf(simulation: Simulation, accessToken: string): Caller {
  const { world, tokens, settings } = simulation;
  const dead = (message: string, subcode?: number) =>
    new GraphError({ code: 190, subcode, message, status: settings.tokenErrorStatus });

  const [appId, secret] = accessToken.split('|');
  if (secret !== undefined) {
    const app = world.apps.get(appId ?? '');
    if (!app || app.secret !== secret) throw dead('Invalid OAuth access token signature.');
    return { kind: 'app', app };
  }
  const content = tokens.read(accessToken);
  if (!content) throw dead('Invalid OAuth access token - Cannot parse access token');
  const app = world.apps.get(content.appId);
  const person = world.people.get(content.personId);
  if (!app || !person)
    throw dead('Error validating access token: The session was made for another world.', 467);
  const fault = faultOf(simulation, accessToken, content);
  if (fault) throw dead(fault.message, fault.subcode);
  const token = { ...content, scopes: grantedScopes(simulation, content) };
  if (token.kind === 'user') return { kind: 'user', app, person, token };
  const page = world.pages.get(token.pageId ?? '');
  if (!page) throw dead('Invalid OAuth access token - Cannot parse access token');
  return { kind: 'page', app, person, page, token };
}

/** The scopes of a token less those that its person has taken back since. */
export function grantedScopes(simulation: Simulation, token: TokenContent): string[] {
  const declined = simulation.world.grantOf(token.appId, token.personId)?.declined ?? [];
  return declined.length === 0 ? token.scopes : token.scopes.filter((scope) => !declined.includes(scope));
}

const messages: Record<number, string> = {
  458: 'Error validating access token: The user has not authorized application.',
  459: 'Error validating access token: The user is checkpointed. They must log in at www.facebook.com to go on.',
  460:
    'Error validating access token: The session has been invalidated because the user changed their password or ' +
    'Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  464: 'Error validating access token: The user is not a confirmed user.',
  467: 'Error validating access token: The session is invalid because the user logged out.',
  492: 'Error validating access token: Session does not match current stored session. The user lost their role on the Page.',
};

function faultOf(
  simulation: Simulation,
  accessToken: string,
  token: TokenContent,
): { message: string; subcode?: number } | null {
  const { world, tokens, clock } = simulation;
  const broken = tokens.breakOf(accessToken, token);
  if (broken) {
    const message = messages[broken.subcode] ?? 'Error validating access token.';
    return broken.subcode === 0 ? { message } : { message, subcode: broken.subcode };
  }
  if (token.expiresAt !== null && token.expiresAt <= clock.nowMs()) {
    const times = `on ${facebookTime(token.expiresAt)}. The current time is ${facebookTime(clock.nowMs())}.`;
    return { message: `Error validating access token: Session has expired ${times}`, subcode: 463 };
  }
  const grant = world.grantOf(token.appId, token.personId);
  if (grant?.revoked) return { message: messages[458] ?? '', subcode: 458 };
  if (token.kind === 'page' && token.pageId) {
    if (!world.pages.get(token.pageId)?.adminIds.includes(token.personId)) {
      return { message: messages[492] ?? '', subcode: 492 };
    }
    if (grant?.pageIds && !grant.pageIds.includes(token.pageId)) {
      return { message: "The permission(s) must be granted before impersonating a user's page." };
    }
  }
  return null;
}

function requireProof(app: AppRecord, accessToken: string, proof: string | undefined): void {
  if (proof === undefined) {
    if (!app.requireProof) return;
    const message = 'API calls from the server require an appsecret_proof argument';
    throw new GraphError({ code: 100, type: 'GraphMethodException', message });
  }
  const expected = Buffer.from(createHmac('sha256', app.secret).update(accessToken).digest('hex'));
  const given = Buffer.from(proof);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  const message = 'Invalid appsecret_proof provided in the API argument';
  throw new GraphError({ code: 100, type: 'GraphMethodException', message });
}

/** As in "Friday, 20-Nov-26 12:00:00 GMT". */
function facebookTime(atMs: number): string {
  const [weekday = '', day, month, year = '', time] = new Date(atMs)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  const names: Record<string, string> = {
    Mon: 'Monday',
    Tue: 'Tuesday',
    Wed: 'Wednesday',
    Thu: 'Thursday',
    Fri: 'Friday',
    Sat: 'Saturday',
    Sun: 'Sunday',
  };
  return `${names[weekday] ?? weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
}
