import type { ServerResponse } from 'node:http';
import { knownScopes } from '../graph/scopes.ts';
import type { NextLogin, Simulation } from '../simulation.ts';
import type { AppRecord, PageRecord, PersonRecord } from '../world/records.ts';
import { consentPage, errorPage } from './pages.ts';

interface Asked {
  app: AppRecord;
  redirectUri: string;
  state: string;
  scopes: string[];
}

/** The login dialog: shows who asks for what, lets the person choose, and leads back with a code or a refusal. */
export function serveLogin(
  simulation: Simulation,
  method: string,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): void {
  const form = new URLSearchParams(body.toString());
  const asked = readAsked(simulation, url.searchParams);
  if ('fault' in asked) return show(response, 400, errorPage(asked.fault));
  const next = simulation.nextLogin;
  if (method === 'POST') return leadBack(response, decide(simulation, asked, choiceOf(form)));
  if (next) {
    simulation.nextLogin = null;
    return leadBack(response, decide(simulation, asked, next));
  }
  const accounts = staffOf(simulation);
  const chosen = accounts.find(({ id }) => id === url.searchParams.get('as')) ?? accounts[0];
  if (!chosen) return show(response, 400, errorPage('Nobody in this sandbox administers a page.'));
  const pages = pagesOf(simulation, chosen);
  show(
    response,
    200,
    consentPage({
      app: asked.app,
      scopes: asked.scopes,
      person: chosen,
      accounts,
      pages,
      query: url.searchParams,
    }),
  );
}

function readAsked(simulation: Simulation, query: URLSearchParams): Asked | { fault: string } {
  const app = simulation.world.apps.get(query.get('client_id') ?? '');
  if (!app) return { fault: 'Invalid App ID: the provided app ID does not look like a valid app ID.' };
  const redirectUri = query.get('redirect_uri') ?? '';
  const isAllowed = app.redirectUris.length === 0 || app.redirectUris.includes(redirectUri);
  if (!isAllowed || !isWebAddress(redirectUri)) {
    return {
      fault:
        'URL blocked: this redirect failed because the redirect URI is not on the allow list in the app’s client ' +
        'OAuth settings.',
    };
  }
  const type = query.get('response_type') ?? 'code';
  if (type !== 'code') return { fault: `The sandbox plays response_type=code only, not ${type}.` };
  // With Login for Business a configuration takes the place of the scopes: it grants what the desk needs.
  const scopes = query.get('config_id') ? [...knownScopes] : listOf(query.get('scope'));
  const unknown = scopes.find((scope) => !knownScopes.some((known) => known === scope));
  if (unknown !== undefined) return { fault: `Invalid Scopes: ${unknown}.` };
  return {
    app,
    redirectUri,
    state: query.get('state') ?? '',
    scopes: [...new Set(['public_profile', ...scopes])],
  };
}

function choiceOf(form: URLSearchParams): NextLogin & { grantedScopes?: string[] } {
  if (form.get('decision') !== 'continue') return { deny: true };
  return {
    personId: form.get('person') ?? '',
    pageIds: form.getAll('page'),
    grantedScopes: form.getAll('scope'),
  };
}

function decide(
  simulation: Simulation,
  asked: Asked,
  choice: NextLogin & { grantedScopes?: string[] },
): string {
  const back = new URL(asked.redirectUri);
  const accounts = staffOf(simulation);
  const person = accounts.find(({ id }) => id === choice.personId) ?? accounts[0];
  if (choice.deny || !person) {
    back.searchParams.set('error_reason', 'user_denied');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'Permissions error');
  } else back.searchParams.set('code', grant(simulation, asked, person, choice));
  if (asked.state !== '') back.searchParams.set('state', asked.state);
  return `${back.href}#_=_`;
}

function grant(
  simulation: Simulation,
  asked: Asked,
  person: PersonRecord,
  choice: NextLogin & { grantedScopes?: string[] },
): string {
  const { world, mint, clock, live } = simulation;
  const granted = asked.scopes.filter((scope) =>
    choice.grantedScopes
      ? scope === 'public_profile' || choice.grantedScopes.includes(scope)
      : !choice.declinedScopes?.includes(scope),
  );
  const declined = asked.scopes.filter((scope) => !granted.includes(scope));
  const own = pagesOf(simulation, person).map(({ id }) => id);
  const ticked = choice.pageIds ?? own;
  // All ticked means all, pages to come included; a narrower choice kills the tokens of what was left out.
  const pageIds = own.every((id) => ticked.includes(id)) ? null : ticked;
  world.setGrant({ appId: asked.app.id, personId: person.id, granted, declined, pageIds, revoked: false });
  const code = `AQ${mint.word(60)}`;
  world.loginCodes.set(code, {
    code,
    appId: asked.app.id,
    personId: person.id,
    redirectUri: asked.redirectUri,
    scopes: granted,
    pageIds,
    createdAt: clock.nowMs(),
    used: false,
  });
  live.world();
  return code;
}

function staffOf(simulation: Simulation): PersonRecord[] {
  return [...simulation.world.people.values()].filter(({ role }) => role === 'staff');
}

function pagesOf(simulation: Simulation, person: PersonRecord): PageRecord[] {
  return [...simulation.world.pages.values()].filter(({ adminIds }) => adminIds.includes(person.id));
}

function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(/[,\s]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function show(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

function leadBack(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
}
