import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { CustomerDetails, CustomerStory } from '../../contract/customers.ts';
import type { ContactId, ConversationId, CustomerId } from '../../contract/ids.ts';
import { queryKeys } from '../lib/query-keys.ts';

/**
 * Has what is open of a customer asked for anew when something happens in a conversation of theirs: one that their story
 * tells of, or one of a profile of theirs. What is not open is read anew when it is.
 */
export function tellStories(
  cache: QueryClient,
  news: { conversationId: ConversationId; contactId: ContactId | null },
): void {
  for (const { queryKey, state } of cache
    .getQueryCache()
    .findAll({ queryKey: queryKeys.customerStories, type: 'active' })) {
    const story = state.data as InfiniteData<CustomerStory> | undefined;
    const tellsOfIt = story?.pages.some(({ items }) =>
      items.some(({ conversation }) => conversation?.id === news.conversationId),
    );
    if (tellsOfIt || isProfileOf(cache, queryKey[2] as CustomerId, news.contactId)) {
      void cache.invalidateQueries({ queryKey });
    }
  }
}

function isProfileOf(cache: QueryClient, id: CustomerId, contactId: ContactId | null): boolean {
  const card = cache.getQueryData<CustomerDetails>(queryKeys.customer(id));
  return contactId !== null && (card?.profiles.some(({ contact }) => contact.id === contactId) ?? false);
}
