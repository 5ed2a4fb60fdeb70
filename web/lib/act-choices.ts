import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { webhookEndpoint } from '../../contract/webhooks.ts';
import { request } from './api.ts';
import { colleaguesQuery, departmentsQuery, tagsQuery, useRight } from './desk-queries.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';
import { savedRepliesQuery } from './saved-replies-query.ts';

/** What acts choose from, by name; webhooks are known to administrators alone. */
export function useActChoices() {
  const seesWebhooks = useRight('manage-webhooks');
  const departments = useQuery(departmentsQuery).data ?? [];
  const tags = useQuery(tagsQuery).data ?? [];
  const people = useQuery(colleaguesQuery).data ?? [];
  const replies = useQuery(savedRepliesQuery).data ?? [];
  const endpoints =
    useQuery({
      queryKey: queryKeys.webhooks,
      queryFn: async ({ signal }) =>
        (
          await request('GET', apiPaths.webhooks, {
            answer: z.object({ items: z.array(webhookEndpoint) }),
            signal,
          })
        ).items,
      enabled: seesWebhooks,
    }).data ?? [];
  return {
    departments,
    tags,
    people,
    savedReplies: replies
      .filter(({ scope }) => scope !== 'private')
      .map(({ id, title }) => ({ id, name: title })),
    endpoints: endpoints.map(({ id, url }) => ({ id, name: new URL(url).host })),
  };
}
