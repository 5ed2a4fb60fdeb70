import { queryOptions, replaceEqualDeep, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { capacity } from '../../contract/capacity.ts';
import { conversationDetails, type ConversationDetails } from '../../contract/conversations.ts';
import { customerField } from '../../contract/customers.ts';
import type { ConversationId } from '../../contract/ids.ts';
import { hasRight, type Right } from '../../contract/rights.ts';
import {
  colleague,
  department,
  me,
  presenceSettings,
  type DepartmentRef,
  type Me,
} from '../../contract/team.ts';
import { extension } from '../../contract/extensions.ts';
import { operatingHours } from '../../contract/operating-hours.ts';
import { offerTemplate } from '../../contract/offer-templates.ts';
import { page } from '../../contract/pages.ts';
import { tag } from '../../contract/tags.ts';
import { translationOffer, type ServiceLanguage } from '../../contract/translation.ts';
import { skill, workStream } from '../../contract/work-streams.ts';
import { request } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';
import type { SettingsSection } from './screen-paths.ts';

// What several features look at. What only one looks at is asked for in its own `api/`.

/** Who sits at this desk. Stands before any screen of the desk is drawn. */
export const meQuery = queryOptions({
  queryKey: queryKeys.me,
  queryFn: ({ signal }) => request('GET', apiPaths.me, { answer: me, signal }),
  staleTime: Infinity,
});

/** Who sits at this desk; only below the shell, where it is known. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether who sits here has a right; the server asks the same table. */
export function useRight(right: Right): boolean {
  return hasRight(useMe().user.standing, right);
}

/** The first place of the settings that is open to who sits here. */
export function useFirstSettings(): SettingsSection {
  const isFirst = useRight('manage-pages');
  const maySee = useRight('see-saved-replies');
  return isFirst ? 'pages' : maySee ? 'saved-replies' : 'audit';
}

/** Departments whose figures who sits here may ask for. */
export function useFigureDepartments(): readonly DepartmentRef[] {
  const isOfAll = useRight('see-figures-of-all-departments');
  const all = useQuery({ ...departmentsQuery, enabled: isOfAll }).data;
  const { departments } = useMe();
  return isOfAll ? (all ?? departments) : departments;
}

/** An answer may have been read before an event that is already here: then only what no event carries is taken. */
function newerDetails(before: unknown, fetched: unknown): unknown {
  const known = before as ConversationDetails | undefined;
  const answer = fetched as ConversationDetails;
  return known && known.version > answer.version
    ? { ...known, may: answer.may, viewers: answer.viewers }
    : replaceEqualDeep(known, answer);
}

/** One conversation as the desk opens it; live events keep it fresh. */
export const conversationQuery = (id: ConversationId) =>
  queryOptions({
    queryKey: queryKeys.conversation(id),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.conversation(id), { answer: conversationDetails, signal }),
    structuralSharing: newerDetails,
  });

export function useConversation(id: ConversationId) {
  return useQuery(conversationQuery(id));
}

const itemsOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });

/** Everybody who works here, with their presence. */
export const colleaguesQuery = queryOptions({
  queryKey: queryKeys.colleagues,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.colleagues, { answer: itemsOf(colleague), signal })).items,
});

export const departmentsQuery = queryOptions({
  queryKey: queryKeys.departments,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.departments, { answer: itemsOf(department), signal })).items,
});

/** The house's own fields of a card. */
export const customerFieldsQuery = queryOptions({
  queryKey: queryKeys.customerFields,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.customerFields, { answer: itemsOf(customerField), signal })).items,
});

export const pagesQuery = queryOptions({
  queryKey: queryKeys.pages,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.pages, { answer: itemsOf(page), signal })).items,
});

/** Whether there is a service that translates, and its languages. */
export const translationOfferQuery = queryOptions({
  queryKey: queryKeys.translationOffer,
  queryFn: ({ signal }) => request('GET', apiPaths.translation, { answer: translationOffer, signal }),
  staleTime: Infinity,
});

const noLanguages: readonly ServiceLanguage[] = [];

/** What the service translates from and into; nothing while it is off, or not known yet. */
export function useServiceLanguages(): readonly ServiceLanguage[] {
  return useQuery(translationOfferQuery).data?.languages ?? noLanguages;
}

/** How the conversations of some pages come to agents; for agents those that lead to their departments. */
export const workStreamsQuery = queryOptions({
  queryKey: queryKeys.workStreams,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.workStreams, { answer: itemsOf(workStream), signal })).items,
});

/** Every tag, by name. */
export const tagsQuery = queryOptions({
  queryKey: queryKeys.tags,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.tags, { answer: itemsOf(tag), signal })).items,
  // No event tells of a new name: a minute, or the next look, is soon enough.
  staleTime: 60_000,
  refetchOnWindowFocus: true,
});

/** All operating hours, and how they stand; for those who lead. Asked again each minute, since they open and close. */
export const operatingHoursQuery = queryOptions({
  queryKey: queryKeys.operatingHours,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.operatingHours, { answer: itemsOf(operatingHours), signal })).items,
  refetchInterval: 60_000,
});

/** Which presences can be chosen, beside the five; live events keep it fresh. */
export const presencesQuery = queryOptions({
  queryKey: queryKeys.presences,
  queryFn: ({ signal }) => request('GET', apiPaths.presences, { answer: presenceSettings, signal }),
  staleTime: Infinity,
});

/** How much agents may have in hand; for those who lead. */
export const capacityQuery = queryOptions({
  queryKey: queryKeys.capacity,
  queryFn: ({ signal }) => request('GET', apiPaths.capacity, { answer: capacity, signal }),
});

/** How requests look to agents; for those who lead. */
export const offerTemplatesQuery = queryOptions({
  queryKey: queryKeys.offerTemplates,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.offerTemplates, { answer: itemsOf(offerTemplate), signal })).items,
});

/** Every skill, by name. */
export const skillsQuery = queryOptions({
  queryKey: queryKeys.skills,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.skills, { answer: itemsOf(skill), signal })).items,
  staleTime: 60_000,
  refetchOnWindowFocus: true,
});

/** The parts of the desk that can be switched; for administrators. What is off is not offered. */
export const extensionsQuery = queryOptions({
  queryKey: queryKeys.extensions,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.extensions, { answer: itemsOf(extension), signal })).items,
});
