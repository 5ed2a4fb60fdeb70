import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OfferTemplateId } from '../../../../contract/ids.ts';
import {
  offerTemplate,
  type OfferTemplate,
  type SaveOfferTemplate,
} from '../../../../contract/offer-templates.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

function useRenewed() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: queryKeys.offerTemplates });
}

/** Makes a template, or changes the one with this id. */
export function useSaveTemplate() {
  const renew = useRenewed();
  return useMutation<OfferTemplate, Problem, { id: OfferTemplateId | null; body: SaveOfferTemplate }>({
    mutationFn: ({ id, body }) =>
      id === null
        ? request('POST', apiPaths.offerTemplates, { body, answer: offerTemplate })
        : request('PUT', apiPaths.offerTemplate(id), { body, answer: offerTemplate }),
    onSuccess: async () => {
      await renew();
    },
  });
}

export function useCopyTemplate(onSuccess: (copy: OfferTemplate) => void) {
  const renew = useRenewed();
  return useMutation<OfferTemplate, Problem, OfferTemplateId>({
    mutationFn: (id) => request('POST', apiPaths.copyOfferTemplate(id), { answer: offerTemplate }),
    onSuccess: async (copy) => {
      await renew();
      onSuccess(copy);
    },
  });
}

export function useDeleteTemplate(onSuccess: () => void) {
  const renew = useRenewed();
  const cache = useQueryClient();
  return useMutation<unknown, Problem, OfferTemplateId>({
    mutationFn: (id) => request('DELETE', apiPaths.offerTemplate(id)),
    onSuccess: async () => {
      onSuccess();
      await Promise.all([renew(), cache.invalidateQueries({ queryKey: queryKeys.workStreams })]);
    },
  });
}
