import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  channelTexts,
  type ChangeChannelText,
  type TextLayer,
} from '../../../../contract/automated-layers.ts';
import type { AutomatedKey } from '../../../../contract/automated-messages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** What is set for the texts of all pages, by key. */
export const channelTextsQuery = queryOptions({
  queryKey: queryKeys.channelTexts,
  queryFn: async ({ signal }) => {
    const { items } = await request('GET', apiPaths.channelTexts, { answer: channelTexts, signal });
    return new Map<AutomatedKey, TextLayer>(
      items.map(({ key, isOn, byLanguage }) => [key, { isOn, byLanguage }]),
    );
  },
});

/** Sets one text for all pages. */
export function useSaveChannelText(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, { key: AutomatedKey; fields: ChangeChannelText }>({
    mutationFn: ({ key, fields }) => request('PATCH', apiPaths.channelText(key), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.channelTexts });
      onSuccess();
    },
  });
}
