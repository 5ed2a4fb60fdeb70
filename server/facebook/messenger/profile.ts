import { classifyGraphError } from '../graph/classify-graph-error.ts';
import type { Graph, PageAccess } from '../graph/client.ts';
import { type GraphErrorKind, GraphRefused } from '../graph/error.ts';
import { asId, asList, asObject, asText, asUrl, type JsonValue } from '../json.ts';

/** What Meta tells of a customer. Nothing is invented: a part that Meta does not tell is null. */
export interface Profile {
  /** As Meta writes it; else first and last name together. */
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  /** Expires within days: to be downloaded, not to be linked. */
  pictureUrl: string | null;
  /**
   * `conversation`: only the name, from the page's conversation with the person · `comment`: name and picture, from
   * something that they said in public.
   */
  source: 'profile' | 'conversation' | 'comment';
}

/** What looking for a profile gives. */
export type ProfileOutcome =
  | { found: true; profile: Profile }
  | {
      found: false;
      /**
       * `no-profile`: Meta has none for this person (a phone-only account, or no consent yet): try again after their
       * next message · `not-permitted`: our app may not read profiles.
       */
      reason: 'no-profile' | 'not-permitted';
    };

/**
 * Reads a customer's name and picture; where Meta gives no profile, the name from the page's conversation with them.
 * Asks for the base fields alone: one field that is not granted fails the whole call.
 *
 * @throws GraphRefused for what is no matter of this person (token, rate, a passing fault): the page or time decides.
 * @throws GraphUnreachable when there is no answer.
 *
 * Source: Meta, Messenger Platform, "User profile", 18 March 2026, and "Conversations API"; read 2026-11-20.
 */
export async function readProfile(graph: Graph, page: PageAccess, psid: string): Promise<ProfileOutcome> {
  const direct = await outcomeOf(() => readDirectly(graph, page, psid));
  if (direct.found && direct.profile.name !== null) return direct;
  const fallback = await outcomeOf(() => readFromConversation(graph, page, psid));
  if (fallback.found) return withPictureOf(direct, fallback.profile);
  // Where both fail, the first reason tells more: the fallback needs other permissions.
  return direct.found ? direct : { found: false, reason: direct.reason };
}

/** Where somebody is, as far as the app may know: `en_US`, and hours from GMT, which may be fractional. */
export interface PersonPlace {
  locale: string | null;
  timezone: number | null;
}

/**
 * Reads a person's locale and time zone: of the two, the fields that were granted. Asked for apart from the name, since
 * one field that Meta refuses fails a whole call; what is refused is null.
 *
 * Source: Meta, Messenger Platform, "User profile", 18 March 2026.
 */
export async function readPersonPlace(
  graph: Graph,
  page: PageAccess,
  psid: string,
  granted: readonly string[],
): Promise<PersonPlace> {
  const fields = [
    ...(granted.includes('pages_user_locale') ? ['locale'] : []),
    ...(granted.includes('pages_user_timezone') ? ['timezone'] : []),
  ];
  const nothing = { locale: null, timezone: null };
  if (fields.length === 0) return nothing;
  try {
    const answer = asObject(
      await graph.call({ ...readCall(page), path: [psid], query: { fields: fields.join() } }),
    );
    const timezone = answer?.['timezone'];
    return {
      locale: asText(answer?.['locale']),
      timezone: typeof timezone === 'number' && Math.abs(timezone) <= 14 ? timezone : null,
    };
  } catch (error) {
    if (error instanceof GraphRefused) return nothing;
    throw error;
  }
}

function withPictureOf(direct: ProfileOutcome, profile: Profile): ProfileOutcome {
  return {
    found: true,
    profile: direct.found ? { ...profile, pictureUrl: direct.profile.pictureUrl } : profile,
  };
}

async function readDirectly(graph: Graph, page: PageAccess, psid: string): Promise<Profile | null> {
  const answer = asObject(
    await graph.call({
      ...readCall(page),
      path: [psid],
      query: { fields: 'id,name,first_name,last_name,profile_pic' },
    }),
  );
  const firstName = asText(answer?.['first_name']);
  const lastName = asText(answer?.['last_name']);
  const parts = [firstName, lastName].filter((part) => part !== null);
  const name = asText(answer?.['name']) ?? (parts.length === 0 ? null : parts.join(' '));
  const pictureUrl = asUrl(answer?.['profile_pic']);
  return name === null && pictureUrl === null
    ? null
    : { name, firstName, lastName, pictureUrl, source: 'profile' };
}

async function readFromConversation(graph: Graph, page: PageAccess, psid: string): Promise<Profile | null> {
  const answer = asObject(
    await graph.call({
      ...readCall(page),
      path: [page.pageId, 'conversations'],
      query: { platform: 'messenger', user_id: psid, fields: 'participants' },
    }),
  );
  const people = asList(answer?.['data']).flatMap(participantsOf);
  const name = people.find(({ id }) => id === psid)?.name ?? null;
  return name === null
    ? null
    : { name, firstName: null, lastName: null, pictureUrl: null, source: 'conversation' };
}

function participantsOf(conversation: JsonValue): { id: string | null; name: string | null }[] {
  const people = asObject(asObject(conversation)?.['participants']);
  return asList(people?.['data']).map((value) => {
    const person = asObject(value);
    return { id: asId(person?.['id']), name: asText(person?.['name']) };
  });
}

function readCall({ pageId, accessToken, appSecret }: PageAccess) {
  return { method: 'GET' as const, accessToken, appSecret, pageId };
}

// What Meta says about the person rather than about us, the page or the moment.
const NO_PROFILE: ReadonlySet<GraphErrorKind> = new Set([
  'gone',
  'no-such-person',
  'person-unavailable',
  'payload',
]);

/** What Meta says about the person rather than about us, the page or the moment is an outcome. @throws as `readProfile`. */
export async function outcomeOf(read: () => Promise<Profile | null>): Promise<ProfileOutcome> {
  try {
    const profile = await read();
    return profile === null ? { found: false, reason: 'no-profile' } : { found: true, profile };
  } catch (error) {
    if (!(error instanceof GraphRefused)) throw error;
    const { kind } = classifyGraphError(error);
    if (NO_PROFILE.has(kind)) return { found: false, reason: 'no-profile' };
    if (kind === 'permission') return { found: false, reason: 'not-permitted' };
    throw error;
  }
}
