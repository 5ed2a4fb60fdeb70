import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type {
  CustomerConversation,
  CustomerConversations,
  CustomerDetails,
  CustomerStory,
  StoryItem,
} from '../../contract/customers.ts';
import type { ContactId, ConversationId, CustomerId } from '../../contract/ids.ts';
import type { LiveEvent } from '../../contract/live-events.ts';
import { queryKeys } from '../lib/query-keys.ts';

/** Something happened in a conversation; `contactId` is null where the event does not tell whose it is. */
type News = { conversationId: ConversationId; contactId: ContactId | null };

/**
 * Has what is open of a customer's story and conversations asked for anew when something happened in one that they tell
 * of, or in one of a profile of theirs. What is not open is read anew when it is. Once for all events of a frame.
 */
export function tellStories(cache: QueryClient, events: readonly LiveEvent[]): void {
  const news = events.flatMap(newsOf);
  if (news.length === 0) return;
  for (const open of [queryKeys.customerStories, queryKeys.customersConversations]) {
    for (const { queryKey, state } of cache.getQueryCache().findAll({ queryKey: open, type: 'active' })) {
      const told = idsIn(state.data as Told | undefined);
      const profiles = profilesOf(cache, queryKey[2] as CustomerId);
      const isTheirs = ({ conversationId, contactId }: News) =>
        told.has(conversationId) || (contactId !== null && profiles.has(contactId));
      if (news.some(isTheirs)) void cache.invalidateQueries({ queryKey });
    }
  }
}

function newsOf(event: LiveEvent): News[] {
  switch (event.kind) {
    case 'conversation.changed': {
      const { id, contact } = event.conversation;
      return [{ conversationId: id, contactId: contact.id }];
    }
    case 'message.added':
    case 'survey.answered':
      return [{ conversationId: event.conversationId, contactId: null }];
    default:
      return [];
  }
}

type Told = InfiniteData<CustomerStory | CustomerConversations>;

function idsIn(told: Told | undefined): Set<string> {
  const items = told?.pages.flatMap((page): (StoryItem | CustomerConversation)[] => [...page.items]);
  return new Set(
    items?.flatMap((item) => ('conversation' in item ? (item.conversation?.id ?? []) : item.id)),
  );
}

function profilesOf(cache: QueryClient, id: CustomerId): Set<ContactId> {
  const card = cache.getQueryData<CustomerDetails>(queryKeys.customer(id));
  return new Set(card?.profiles.map(({ contact }) => contact.id));
}
