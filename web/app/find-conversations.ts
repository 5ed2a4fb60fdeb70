import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { conversationList } from '../../contract/conversations.ts';
import { request } from '../lib/api.ts';
import { apiPaths } from '../lib/paths.ts';

const mostShown = 8;

/** The conversations that a few words mean, for the palette; not kept, since nothing keeps them fresh. */
export const findConversationsQuery = (q: string) =>
  queryOptions({
    queryKey: ['palette', q],
    queryFn: ({ signal }) =>
      request('GET', apiPaths.conversations({ view: 'all', q, limit: mostShown }), {
        answer: conversationList,
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 10_000,
  });
