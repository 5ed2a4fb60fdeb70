import type { PageRecord, PersonaRecord } from '../world/records.ts';
import { readFields, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { invalidParameter, objectMissing } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

const personaKind: NodeKind<PersonaRecord, GraphCall> = {
  name: 'MessengerPersona',
  defaults: ['name', 'profile_picture_url', 'id'],
  readers: {
    id: (persona) => persona.id,
    name: (persona) => persona.name,
    profile_picture_url: (persona) => persona.pictureUrl,
  },
};

const longestName = 50;

export const personasEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    requirePageToken(call, page);
    const personas = [...call.simulation.world.personas.values()]
      .filter((persona) => persona.pageId === page.id && !persona.deleted)
      .map((persona) => readFields(personaKind, persona, call, fieldsOf(call)));
    return pageOfList(call, `${page.id}/personas`, personas, askedPage(call));
  },
  POST(call, page) {
    requirePageToken(call, page);
    requireScope(call.caller, 'pages_messaging');
    const name = call.params.required('name');
    if (name.length > longestName) {
      throw invalidParameter(`Length of param name must be less than or equal to ${longestName}`);
    }
    const persona: PersonaRecord = {
      id: call.simulation.mint.id(),
      pageId: page.id,
      name,
      pictureUrl: call.params.required('profile_picture_url'),
      deleted: false,
    };
    call.simulation.world.personas.set(persona.id, persona);
    return { id: persona.id };
  },
};

/** A persona by its id. Deleting is soft: what was said under its name keeps it. */
export const personaEdges: Edges<PersonaRecord> = {
  '': {
    GET(call, persona) {
      requireOwner(call, persona);
      return readFields(personaKind, persona, call, fieldsOf(call));
    },
    DELETE(call, persona) {
      requireOwner(call, persona);
      persona.deleted = true;
      return { success: true };
    },
  },
};

function requireOwner(call: GraphCall, persona: PersonaRecord): void {
  const isOwn = call.caller.kind === 'page' && call.caller.page.id === persona.pageId;
  if (!isOwn || persona.deleted) throw objectMissing(call.request.method, persona.id);
}
