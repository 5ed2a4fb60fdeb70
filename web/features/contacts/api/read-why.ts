import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { whyHere, type WhyHere } from '../../../../contract/offers.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Why a conversation is with whom it is; asked for anew with every version of it, and while it waits by the minute. */
export function useWhyHere({ id, version, status }: Pick<ConversationDetails, 'id' | 'version' | 'status'>) {
  return useQuery({
    queryKey: [...queryKeys.why(id), version],
    queryFn: ({ signal }) => request('GET', apiPaths.why(id), { answer: whyHere, signal }),
    placeholderData: (before: WhyHere | undefined, query) =>
      query?.queryKey[1] === id ? keepPreviousData(before) : undefined,
    refetchInterval: status === 'open' ? 60_000 : false,
  });
}
