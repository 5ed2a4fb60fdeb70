import { request as httpRequest } from 'undici';
import { appPermissions, appRoles } from './app-standing.ts';
import type { AppRecord } from '../world/records.ts';
import { pageFields } from '../webhooks/fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, permissionMissing } from './graph-error.ts';
import { readFields, type NodeKind } from './fields.ts';
import { requireOwnApp } from './require-own-app.ts';

const appKind: NodeKind<AppRecord, GraphCall> = {
  name: 'Application',
  defaults: ['category', 'link', 'name', 'id'],
  readers: {
    id: (app) => app.id,
    name: (app) => app.name,
    category: () => 'Business and Pages',
    deauth_callback_url: (app) => app.deauthorizeUrl ?? undefined,
    privacy_policy_url: () => undefined,
    app_domains: () => [],
    link: (app) => `https://www.facebook.com/games/?app_id=${app.id}`,
    has_messenger_product: (app) => app.messengerProduct ?? true,
  },
};

export const appEdges: Edges<AppRecord> = {
  '': { GET: (call, app) => readFields(appKind, app, call, fieldsOf(call)) },
  subscriptions: { GET: listSubscriptions, POST: subscribe, DELETE: unsubscribe },
  permissions: { GET: appPermissions },
  roles: { GET: appRoles },
};

function listSubscriptions(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  if (!app.webhook) return { data: [] };
  const { callbackUrl, active } = app.webhook;
  const fields = app.webhook.fields.map((name) => ({ name, version: call.request.version }));
  return { data: [{ object: 'page', callback_url: callbackUrl, active, fields }] };
}

async function subscribe(call: GraphCall, app: AppRecord): Promise<unknown> {
  requireOwnApp(call, app);
  const { params, simulation } = call;
  const object = params.required('object');
  if (object !== 'page') {
    throw invalidParameter(`The sandbox plays webhooks of the object page only, not of ${object}`);
  }
  const fields = checkedFields(params.words('fields') ?? [], 'fields');
  const callbackUrl = params.text('callback_url') ?? app.webhook?.callbackUrl;
  const verifyToken = params.text('verify_token') ?? app.webhook?.verifyToken ?? '';
  if (!callbackUrl) throw invalidParameter('The parameter callback_url is required');
  const fault = await verifyCallback(callbackUrl, verifyToken, simulation.mint.id());
  if (fault) {
    const message = `(#2200) Callback verification failed with the following errors: ${fault}`;
    throw new GraphError({ code: 2200, message });
  }
  app.webhook = { callbackUrl, verifyToken, fields, active: true };
  simulation.live.world();
  return { success: true };
}

function unsubscribe(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  const removed = call.params.words('fields');
  if (app.webhook && removed?.length) {
    app.webhook.fields = app.webhook.fields.filter((field) => !removed.includes(field));
  } else app.webhook = null;
  call.simulation.live.world();
  return { success: true };
}

/** Throws for a field that the page object does not have. */
export function checkedFields(fields: string[], param: string): string[] {
  const unknown = fields.findIndex((field) => !pageFields.includes(field));
  if (unknown < 0) return fields;
  throw invalidParameter(
    `Param ${param}[${unknown}] must be one of {${pageFields.join(', ').toUpperCase()}}`,
  );
}

/** Asks the callback to prove itself, as on saving it in the dashboard. Answers what went wrong, or null. */
export async function verifyCallback(
  callbackUrl: string,
  verifyToken: string,
  challenge: string,
): Promise<string | null> {
  let url: URL;
  try {
    url = new URL(callbackUrl);
  } catch {
    return 'curl_errno = 3; curl_error = URL using bad/illegal format or missing URL';
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isLocal) return 'the callback must be reached by https';
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  try {
    const answer = await httpRequest(url, { signal: AbortSignal.timeout(6_000) });
    const body = await answer.body.text();
    if (answer.statusCode !== 200)
      return `HTTP Status Code = ${answer.statusCode}; HTTP Message = ${answer.statusCode}`;
    return body === challenge ? null : 'the callback did not answer with the challenge';
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate
      ? 'curl_errno = 28; curl_error = Operation timed out'
      : "curl_errno = 7; curl_error = Failed to connect; couldn't connect to server";
  }
}

/** Fields that carry messages need more than the right to manage the page. */
export function requireFieldScopes(scopes: readonly string[], fields: string[]): void {
  const field = fields.find((name) => /^mess|^standby$|^send_cart$|^response_feedback$/.test(name));
  if (field === undefined || scopes.includes('pages_messaging')) return;
  throw permissionMissing(
    `To subscribe to the ${field} field, one of these permissions is needed: pages_messaging`,
  );
}
