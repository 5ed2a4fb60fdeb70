import type { PersonRecord, ThreadRecord } from '../world/records.ts';
import { readFields, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter, objectMissing } from './graph-error.ts';
import { hasDataAccess } from './data-access.ts';
import { labelsOfPerson } from './labels.ts';
import { requireScope, scopesOf } from './scopes.ts';

interface Profile {
  thread: ThreadRecord;
  person: PersonRecord;
}

const profileKind: NodeKind<Profile, GraphCall> = {
  name: 'UserMessengerProfile',
  defaults: ['first_name', 'last_name', 'profile_pic', 'id'],
  readers: {
    id: ({ thread }) => thread.psid,
    name: ({ person }) => person.name,
    first_name: ({ person }) => person.firstName,
    last_name: ({ person }) => person.lastName,
    profile_pic: ({ person }, { simulation }) =>
      simulation.links.picture('person', person.id, person.profile === 'expired-picture' ? 0 : undefined),
    locale: gated('pages_user_locale', ({ person }) => person.locale),
    timezone: gated('pages_user_timezone', ({ person }) => person.timezone),
    gender: gated('pages_user_gender', ({ person }) => person.gender || undefined),
  },
};

/** `GET /{psid}`: the profile of a person who has written to the page. */
export const profileEdges: Edges<ThreadRecord> = {
  '': { GET: readProfile },
  custom_labels: { GET: labelsOfPerson },
};

function readProfile(call: GraphCall, thread: ThreadRecord): unknown {
  const { caller, simulation } = call;
  const person = simulation.world.people.get(thread.personId);
  const isOwn = caller.kind === 'page' && caller.page.id === thread.pageId;
  if (!isOwn || !person || !isReachable(call, thread, person)) {
    throw objectMissing('GET', thread.psid);
  }
  call.note.who = person.name;
  call.note.kind = 'profile';
  requireScope(caller, 'pages_messaging');
  if (!simulation.settings.profileAccess) {
    const message = '(#10) Insufficient permission to access user profile.';
    throw new GraphError({ code: 10, subcode: 2018247, status: 403, message });
  }
  if (caller.kind === 'page' && !hasDataAccess(simulation, caller.token)) {
    const message = '(#10) Data access has expired: the person who connected the Page must log in again.';
    throw new GraphError({ code: 10, status: 403, message });
  }
  if (person.profile === 'phone-only') throw invalidParameter('No profile available for this user.', 2018218);
  const fields = readFields(profileKind, { thread, person }, call, fieldsOf(call));
  if (person.profile === 'empty') return {};
  if (person.profile === 'name-only') return { name: person.name, id: thread.psid };
  return fields;
}

/** A person is seen once they have written, unless they are hidden or the app is not reviewed. */
function isReachable(call: GraphCall, thread: ThreadRecord, person: PersonRecord): boolean {
  return (
    person.profile !== 'hidden' &&
    thread.lastActionAt !== null &&
    call.simulation.isVisible(call.caller.app, thread)
  );
}

/** Asking for one field that was not granted fails the whole call. */
function gated(scope: string, read: (profile: Profile) => unknown) {
  return (profile: Profile, call: GraphCall): unknown => {
    if (scopesOf(call.caller).includes(scope)) return read(profile);
    const message = `(#10) Insufficient permission to access user profile: ${scope} is needed.`;
    throw new GraphError({ code: 10, subcode: 2018247, status: 403, message });
  };
}
