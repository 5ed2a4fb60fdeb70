import type { PageRecord } from '../world/records.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

const properties = [
  'get_started',
  'greeting',
  'ice_breakers',
  'persistent_menu',
  'whitelisted_domains',
  'account_linking_url',
  'commands',
];

/** `/me/messenger_profile`: the welcome screen and the menu. */
export const messengerProfileEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    requirePageToken(call, page);
    const fields = call.params.words('fields') ?? properties;
    for (const field of fields) if (field !== 'subject_to_new_eu_privacy_rules') requireProperty(field);
    const set = fields.filter((field) => page.messengerProfile[field] !== undefined);
    if (set.length === 0) return { data: [] };
    return { data: [Object.fromEntries(set.map((field) => [field, page.messengerProfile[field]]))] };
  },
  POST(call, page) {
    requireRights(call, page);
    const given = properties.filter((property) => call.params.has(property));
    if (given.length === 0)
      throw invalidParameter('At least one property of the messenger profile is required');
    for (const property of given) {
      page.messengerProfile[property] = valueOf(call, property);
    }
    checkProfile(page);
    return { result: 'success' };
  },
  DELETE(call, page) {
    requireRights(call, page);
    const fields = call.params.words('fields') ?? [];
    if (fields.length === 0) throw invalidParameter('The parameter fields is required');
    for (const field of fields) {
      requireProperty(field);
      delete page.messengerProfile[field];
    }
    return { result: 'success' };
  },
};

function valueOf(call: GraphCall, property: string): unknown {
  if (property === 'get_started') return call.params.object(property);
  return property === 'account_linking_url' ? call.params.text(property) : call.params.list(property);
}

function requireRights(call: GraphCall, page: PageRecord): void {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
}

function requireProperty(name: string): void {
  if (properties.includes(name)) return;
  throw invalidParameter(`Param fields must be one of {${properties.join(', ').toUpperCase()}}`);
}

function checkProfile(page: PageRecord): void {
  const { get_started, persistent_menu } = page.messengerProfile;
  if (persistent_menu !== undefined && get_started === undefined) {
    delete page.messengerProfile['persistent_menu'];
    throw invalidParameter(
      'You must set a Get Started button if you also wish to use persistent menu',
      2018145,
    );
  }
}
