import { callerOf, grantedScopes } from './authenticate.ts';
import { dataAccessEndsAt } from './data-access.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-error.ts';
import { pagesOf } from './page-token.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);

/** Scopes that are given page by page. */
const pageScopes = /^pages_|^page_/;

/** `GET /debug_token?input_token=`: what a token is and whether it lives. */
export function debugToken(call: GraphCall): unknown {
  const { simulation, params, caller } = call;
  const input = params.required('input_token');
  if (caller.kind === 'page') {
    const message =
      '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app';
    throw new GraphError({ code: 100, message });
  }
  const content = simulation.tokens.read(input);
  if (!content) return appTokenOrNothing(call, input);
  if (content.appId !== caller.app.id) {
    const message = '(#100) The App_id in the input_token did not match the Viewing App';
    throw new GraphError({ code: 100, message });
  }
  const fault = faultOf(call, input);
  const grant = simulation.world.grantOf(content.appId, content.personId);
  const isNarrowed = (grant ? grant.pageIds : content.pageIds) !== null;
  const scopes = grantedScopes(simulation, content);
  const target_ids = pagesOf(simulation, content).map((page) => page.id);
  return {
    data: {
      app_id: content.appId,
      type: content.kind === 'page' ? 'PAGE' : 'USER',
      application: caller.app.name,
      data_access_expires_at: seconds(dataAccessEndsAt(simulation, content)),
      error: fault ? { code: fault.code, message: fault.message, subcode: fault.subcode } : undefined,
      expires_at: content.expiresAt === null ? 0 : seconds(content.expiresAt),
      is_valid: !fault,
      issued_at: content.longLived ? seconds(content.issuedAt) : undefined,
      profile_id: content.pageId,
      scopes,
      granular_scopes: scopes
        .filter((scope) => pageScopes.test(scope))
        .map((scope) =>
          isNarrowed || simulation.settings.accounts === 'empty' ? { scope, target_ids } : { scope },
        ),
      user_id: content.personId,
    },
  };
}

function faultOf(call: GraphCall, token: string): GraphError | null {
  try {
    callerOf(call.simulation, token);
    return null;
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
}

function appTokenOrNothing(call: GraphCall, input: string): unknown {
  const fault = faultOf(call, input);
  if (!fault) {
    const { app } = call.caller;
    return { data: { app_id: app.id, type: 'APP', application: app.name, is_valid: true, scopes: [] } };
  }
  return { data: { error: { code: 190, message: fault.message }, is_valid: false, scopes: [] } };
}
