import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import {
  conversationCustomer,
  customerConversations,
  customerDetails,
  customerList,
  customerSettings,
  customerStory,
  type ChangeCustomer,
  type ChangeCustomerField,
  type ConversationCustomer,
  type CreateCustomer,
  type CreateCustomerField,
  type CreateLinkedCustomer,
  type CustomerDetails,
  type CustomerSettings,
  type LinkCustomer,
  type StoryShown,
} from '../../../../contract/customers.ts';
import type {
  ContactId,
  ConversationId,
  CustomerFieldId,
  CustomerId,
  CustomerMergeId,
  CustomerNoteId,
} from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

// Live events tell of every change: `customer.changed` asks for all of these anew.

export type CustomerFilter = { q?: string; kind?: string };

/** Customers by name, page by page. */
export const customersQuery = (filter: CustomerFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.customerList(filter),
    queryFn: ({ pageParam, signal }) =>
      request(
        'GET',
        apiPaths.customers({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
        {
          answer: customerList,
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** The first customers that fit what is typed. */
export const foundCustomersQuery = (filter: CustomerFilter) =>
  queryOptions({
    queryKey: [...queryKeys.customerList(filter), 'first'],
    queryFn: ({ signal }) =>
      request('GET', apiPaths.customers({ ...filter, limit: 20 }), { answer: customerList, signal }),
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: CustomerId) =>
  queryOptions({
    queryKey: queryKeys.customer(id),
    queryFn: ({ signal }) => request('GET', apiPaths.customer(id), { answer: customerDetails, signal }),
  });

export const customerConversationsQuery = (id: CustomerId) =>
  infiniteQueryOptions({
    queryKey: queryKeys.customerConversations(id),
    queryFn: ({ pageParam, signal }) =>
      request('GET', apiPaths.customerConversations(id, pageParam === null ? {} : { cursor: pageParam }), {
        answer: customerConversations,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** New words of a customer are told per conversation: `web/app/tell-stories.ts` asks for the story anew. */
export const customerStoryQuery = (id: CustomerId, profile: ContactId | null, show: StoryShown) =>
  infiniteQueryOptions({
    queryKey: queryKeys.customerStory(id, profile, show),
    queryFn: ({ pageParam, signal }) =>
      request(
        'GET',
        apiPaths.customerStory(id, {
          show,
          ...(profile === null ? {} : { profile }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        }),
        { answer: customerStory, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Who a conversation's customer is. */
export const customerOfQuery = (id: ConversationId) =>
  queryOptions({
    queryKey: queryKeys.customerOf(id),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.customerOf(id), { answer: conversationCustomer, signal }),
  });

export const customerSettingsQuery = queryOptions({
  queryKey: queryKeys.customerSettings,
  queryFn: ({ signal }) => request('GET', apiPaths.customerSettings, { answer: customerSettings, signal }),
});

/** Adds a card, or changes the one with this id. */
export function useSaveCustomer(onSaved: (card: CustomerDetails) => void) {
  const cache = useQueryClient();
  return useMutation<
    CustomerDetails,
    Problem,
    { id: null; card: CreateCustomer } | { id: CustomerId; card: ChangeCustomer }
  >({
    mutationFn: ({ id, card }) =>
      id === null
        ? request('POST', apiPaths.customers(), { body: card, answer: customerDetails })
        : request('PATCH', apiPaths.customer(id), { body: card, answer: customerDetails }),
    onSuccess: async (card) => {
      await cache.invalidateQueries({ queryKey: queryKeys.customers });
      onSaved(card);
    },
  });
}

export function useDeleteCustomer(onDone: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, CustomerId>({
    mutationFn: (id) => request('DELETE', apiPaths.customer(id)),
    onSuccess: async (_answer, id) => {
      onDone();
      cache.removeQueries({ queryKey: queryKeys.customer(id) });
      await cache.invalidateQueries({ queryKey: queryKeys.customers });
    },
  });
}

type LinkAct =
  | ({ act: 'link' } & LinkCustomer)
  | { act: 'unlink'; scope: 'profile' | 'conversation' }
  | { act: 'create'; card: CreateLinkedCustomer };

/** Says who a conversation's customer is, or that it is somebody else. */
export function useLinking(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<ConversationCustomer, Problem, LinkAct>({
    mutationFn: (asked) => {
      const answer = conversationCustomer;
      if (asked.act === 'unlink') {
        return request('DELETE', apiPaths.unlinkCustomer(id, asked.scope), { answer });
      }
      if (asked.act === 'create')
        return request('POST', apiPaths.customerOf(id), { body: asked.card, answer });
      const { act: _act, ...body } = asked;
      return request('PUT', apiPaths.customerOf(id), { body, answer });
    },
    onSuccess: async (now) => {
      cache.setQueryData(queryKeys.customerOf(id), now);
      await cache.invalidateQueries({ queryKey: queryKeys.customers });
    },
  });
}

export function useMerging(id: CustomerId, onDone: () => void = () => {}) {
  const cache = useQueryClient();
  return useMutation<CustomerDetails, Problem, { merge: CustomerId } | { undo: CustomerMergeId }>({
    mutationFn: (asked) =>
      'merge' in asked
        ? request('POST', apiPaths.customerMerges(id), {
            body: { customerId: asked.merge },
            answer: customerDetails,
          })
        : request('DELETE', apiPaths.customerMerge(id, asked.undo), { answer: customerDetails }),
    onSuccess: async (card, asked) => {
      cache.setQueryData(queryKeys.customer(id), card);
      showToast({
        tone: 'success',
        title: 'merge' in asked ? 'The two cards are one' : 'The two cards are apart again',
      });
      await cache.invalidateQueries({ queryKey: queryKeys.customers });
      onDone();
    },
    onError: (error) => showToast({ tone: 'danger', title: 'Nothing changed', text: error.message }),
  });
}

export type NotePlace = { customerId: CustomerId } | { conversationId: ConversationId };
type NoteAct = { add: string } | { change: CustomerNoteId; text: string } | { remove: CustomerNoteId };

/** Writes, rewrites and deletes notes. */
export function useNotes(place: NotePlace) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, NoteAct>({
    mutationFn: (asked) => {
      if ('remove' in asked) return request('DELETE', apiPaths.customerNote(asked.remove));
      if ('change' in asked) {
        return request('PATCH', apiPaths.customerNote(asked.change), { body: { text: asked.text } });
      }
      const path =
        'customerId' in place
          ? apiPaths.customerNotes(place.customerId)
          : apiPaths.notesOf(place.conversationId);
      return request('POST', path, { body: { text: asked.add } });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.customers }),
    onError: (error) => showToast({ tone: 'danger', title: 'The note was not kept', text: error.message }),
  });
}

/** Makes a field of the house's own, or changes the one with this id. */
export function useSaveField(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<
    unknown,
    Problem,
    { id: null; fields: CreateCustomerField } | { id: CustomerFieldId; fields: ChangeCustomerField }
  >({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.customerFields, { body: fields })
        : request('PATCH', apiPaths.customerField(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.customerFields });
      onSuccess();
    },
  });
}

export function useDeleteField(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, CustomerFieldId>({
    mutationFn: (id) => request('DELETE', apiPaths.customerField(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.customerFields });
      onSuccess();
    },
  });
}

export function useChangeSettings() {
  const cache = useQueryClient();
  return useMutation<CustomerSettings, Problem, CustomerSettings>({
    mutationFn: (body) => request('PUT', apiPaths.customerSettings, { body, answer: customerSettings }),
    onSuccess: (now) => cache.setQueryData(queryKeys.customerSettings, now),
    onError: (error) => showToast({ tone: 'danger', title: 'It did not change', text: error.message }),
  });
}
