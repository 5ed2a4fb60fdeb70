import type { PersonRecord } from '../world/records.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, objectMissing } from './graph-error.ts';
import { readFields, type NodeKind } from './fields.ts';
import { pageKind } from './page.ts';
import { pagesOf, pageTokenFrom } from './page-token.ts';
import { askedPage, pageOfList } from './paging.ts';

const userKind: NodeKind<PersonRecord, GraphCall> = {
  name: 'User',
  defaults: ['name', 'id'],
  readers: {
    id: (person) => person.id,
    name: (person) => person.name,
    first_name: (person) => person.firstName,
    last_name: (person) => person.lastName,
    email: () => undefined,
    picture: (person, { simulation }) => ({
      data: {
        url: simulation.links.picture('person', person.id),
        width: 50,
        height: 50,
        is_silhouette: false,
      },
    }),
    accounts: (person, call) => listAccounts(call, person),
    permissions: (person, call) => listPermissions(call, person),
  },
};

/** The Facebook account behind a user token: `/me`. */
export const userEdges: Edges<PersonRecord> = {
  '': { GET: (call, person) => readFields(userKind, person, call, fieldsOf(call)) },
  accounts: { GET: listAccounts },
  permissions: { GET: listPermissions, DELETE: revoke },
};

function listAccounts(call: GraphCall, person: PersonRecord): unknown {
  const { caller, simulation } = call;
  if (caller.kind !== 'user' || caller.person.id !== person.id) throw objectMissing('GET', person.id);
  const reached = caller.token.scopes.includes('pages_show_list') ? pagesOf(simulation, caller.token) : [];
  const pages = simulation.settings.accounts === 'empty' ? [] : reached;
  const fields = fieldsOf(call);
  const standard = ['access_token', 'category', 'category_list', 'name', 'id', 'tasks'];
  const rows = pages.map((page) => ({
    ...readFields({ ...pageKind, defaults: standard }, page, call, fields),
    ...((fields === null || fields.some(({ name }) => name === 'access_token')) && {
      access_token: pageTokenFrom(simulation, caller.token, page),
    }),
  }));
  return pageOfList(call, `${person.id}/accounts`, rows, askedPage(call));
}

function listPermissions(call: GraphCall, person: PersonRecord): unknown {
  const { caller, simulation } = call;
  if (caller.kind === 'page') throw objectMissing('GET', person.id);
  const grant = simulation.world.grantOf(caller.app.id, person.id);
  const granted = grant?.granted ?? (caller.kind === 'user' ? caller.token.scopes : []);
  const rows = granted.map((permission) => ({ permission, status: 'granted' }));
  return {
    data: [...rows, ...(grant?.declined ?? []).map((permission) => ({ permission, status: 'declined' }))],
  };
}

/** `DELETE /me/permissions[/{scope}]`: takes one consent back, or the whole app's access. */
function revoke(call: GraphCall, person: PersonRecord): unknown {
  const { caller, simulation, request } = call;
  if (caller.kind === 'page') throw objectMissing('DELETE', person.id);
  const scope = request.path[2] ?? call.params.text('permission');
  const before = simulation.world.grantOf(caller.app.id, person.id);
  const granted = before?.granted ?? (caller.kind === 'user' ? caller.token.scopes : []);
  const grant = {
    appId: caller.app.id,
    personId: person.id,
    pageIds: before?.pageIds ?? null,
    revoked: scope === undefined,
    granted: granted.filter((other) => scope !== undefined && other !== scope),
    declined: [...(before?.declined ?? []), ...(scope === undefined ? [] : [scope])],
  };
  if (scope !== undefined && !granted.includes(scope))
    throw invalidParameter(`Permission ${scope} is not granted`);
  simulation.world.setGrant(grant);
  return { success: true };
}

/** `/me` of an app token. */
export function noCurrentUser(): GraphError {
  const message = 'An active access token must be used to query information about the current user.';
  return new GraphError({ code: 2500, message });
}
