import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import type { ConversationId, CustomerId } from '../../contract/ids.ts';
import type { LiveEvent } from '../../contract/live-events.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { tellStories } from './tell-stories.ts';

const customer = 'customer' as CustomerId;
const told = 'told' as ConversationId;
const another = 'another' as ConversationId;
let cache: QueryClient;
let reads: number;

beforeEach(() => {
  cache = new QueryClient();
  reads = 0;
  cache.setQueryData(queryKeys.customer(customer), { profiles: [{ contact: { id: 'profile' } }] });
});

async function openStory() {
  const observer = new QueryObserver(cache, {
    queryKey: queryKeys.customerStory(customer, null, 'everything'),
    queryFn: () => {
      reads += 1;
      return { pages: [{ items: [{ conversation: { id: told } }, { conversation: null }] }] };
    },
  });
  const close = observer.subscribe(() => {});
  await observer.fetchOptimistic(observer.options as Parameters<typeof observer.fetchOptimistic>[0]);
  reads = 0;
  return close;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

const added = (conversationId: ConversationId) => ({ kind: 'message.added', conversationId }) as LiveEvent;
const changed = (id: ConversationId, contactId: string) =>
  ({ kind: 'conversation.changed', conversation: { id, contact: { id: contactId } } }) as LiveEvent;

test.each([
  ['a conversation that it tells of', [added(told), added(told)], 1],
  ['a new conversation of a profile', [changed(another, 'profile'), added(another)], 1],
  ['a conversation of somebody else', [changed(another, 'somebody'), added(another)], 0],
])('an open story is asked for anew after news of %s, once', async (_, events, count) => {
  await openStory();
  tellStories(cache, events);
  await settled();
  expect(reads).toBe(count);
});

test('a story that is not open is left alone', async () => {
  (await openStory())();
  tellStories(cache, [added(told)]);
  await settled();
  expect(reads).toBe(0);
});
