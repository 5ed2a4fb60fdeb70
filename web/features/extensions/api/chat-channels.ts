import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { chatChannel, type ChatChannel } from '../../../../contract/chat-channels.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

const list = z.object({ items: z.array(chatChannel) });

/** Not told by live events: read anew each time the section opens. */
export const chatChannelsQuery = queryOptions({
  queryKey: queryKeys.chatChannels,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.chatChannels, { answer: list, signal })).items,
  staleTime: 0,
});

/** Adds a chat channel (`channel` null), or renames one. An empty name lets the server choose. */
export function useSaveChatChannel(channel: ChatChannel | null, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (name) =>
      channel
        ? request('PATCH', apiPaths.chatChannel(channel.id), { body: { name } })
        : request('POST', apiPaths.chatChannels, { body: name === '' ? {} : { name } }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.chatChannels });
      onSuccess();
    },
  });
}

export function useDeleteChatChannel(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, ChatChannel>({
    mutationFn: (channel) => request('DELETE', apiPaths.chatChannel(channel.id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.chatChannels });
      onSuccess();
    },
  });
}
