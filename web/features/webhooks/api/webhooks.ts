import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../../../contract/ids.ts';
import {
  madeWebhookEndpoint,
  webhookDeliveryList,
  webhookEndpoint,
  type ChangeWebhookEndpoint,
  type CreateWebhookEndpoint,
  type MadeWebhookEndpoint,
} from '../../../../contract/webhooks.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Nothing tells of a delivery: who looks asks again. */
const lookAgainMs = 5_000;

export const webhooksQuery = queryOptions({
  queryKey: queryKeys.webhooks,
  queryFn: async ({ signal }) =>
    (
      await request('GET', apiPaths.webhooks, {
        answer: z.object({ items: z.array(webhookEndpoint) }),
        signal,
      })
    ).items,
  refetchInterval: lookAgainMs,
});

/** What an endpoint was told, newest first. */
export const deliveriesQuery = (id: WebhookEndpointId) =>
  infiniteQueryOptions({
    queryKey: queryKeys.webhookDeliveries(id),
    queryFn: ({ pageParam, signal }) =>
      request('GET', apiPaths.webhookDeliveries(id, pageParam), { answer: webhookDeliveryList, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: lookAgainMs,
  });

type Save =
  { id: null; fields: CreateWebhookEndpoint } | { id: WebhookEndpointId; fields: ChangeWebhookEndpoint };

/** Makes an endpoint, or changes one. `onMade` gets the secret, which is told once. */
export function useSaveWebhook(onSaved: (made: MadeWebhookEndpoint | null) => void) {
  const refresh = useRefresh();
  return useMutation<MadeWebhookEndpoint | null, Problem, Save>({
    mutationFn: async ({ id, fields }) => {
      if (id === null) {
        return request('POST', apiPaths.webhooks, { body: fields, answer: madeWebhookEndpoint });
      }
      await request('PATCH', apiPaths.webhook(id), { body: fields });
      return null;
    },
    onSuccess: onSaved,
    onSettled: refresh,
  });
}

export function useDeleteWebhook(onSuccess: () => void) {
  const refresh = useRefresh();
  return useMutation<unknown, Problem, WebhookEndpointId>({
    mutationFn: (id) => request('DELETE', apiPaths.webhook(id)),
    onSuccess,
    onSettled: refresh,
  });
}

/** Another secret, told once. */
export function useRenewSecret(onRenewed: (made: MadeWebhookEndpoint) => void) {
  return useMutation<MadeWebhookEndpoint, Problem, WebhookEndpointId>({
    mutationFn: (id) => request('POST', apiPaths.webhookSecret(id), { answer: madeWebhookEndpoint }),
    onSuccess: onRenewed,
    onError: (error) =>
      showToast({ tone: 'danger', title: 'The secret stays as it is', text: error.message }),
  });
}

/** Sends a test, or something again. */
export function useSendWebhook(id: WebhookEndpointId) {
  const refresh = useRefresh();
  return useMutation<unknown, Problem, WebhookDeliveryId | 'test'>({
    mutationFn: (what) =>
      request('POST', what === 'test' ? apiPaths.webhookTest(id) : apiPaths.webhookAgain(id, what)),
    onError: (error) => showToast({ tone: 'danger', title: 'It was not sent', text: error.message }),
    onSettled: refresh,
  });
}

function useRefresh() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: queryKeys.webhooks });
}
