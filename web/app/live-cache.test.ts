import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationCounters, ConversationSummary } from '../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../contract/ids.ts';
import type { LiveEvent } from '../../contract/live-events.ts';
import type { MessagePages } from '../lib/message-pages.ts';
import type { ListQuery } from '../lib/paths.ts';
import type { LoadedList } from '../features/inbox/list-order.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { applyLiveEvents } from './live-cache.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const lists: ListQuery[] = [
  { view: 'mine' },
  { view: 'mine', sort: 'window' },
  { view: 'unassigned', sort: 'waiting' },
  { view: 'all' },
  { view: 'all', unread: 'true' },
  { view: 'closed' },
];

let server: FakeServer;
let cache: QueryClient;
let meId: UserId;
let events: LiveEvent[];
let clockMs: number;

const ask = (path: string) => {
  const answer = server.handle('GET', new URL(path, 'http://desk'), undefined);
  // Over a wire it would be a copy, too.
  return structuredClone(answer.body);
};
const post = (path: string, body: unknown = {}) => server.handle('POST', new URL(path, 'http://desk'), body);
const search = (query: ListQuery) =>
  new URLSearchParams(Object.entries({ ...query, limit: '200' }) as [string, string][]);

/** Everything the desk shows, as the server tells it now. */
function fetchAll(into: QueryClient): void {
  for (const query of lists) {
    into.setQueryData(queryKeys.conversationList(query), {
      pages: [ask(`/api/conversations?${search(query)}`)],
      pageParams: [null],
    });
  }
  into.setQueryData(queryKeys.counters, ask('/api/conversations/counters'));
  for (const id of server.world.conversations.keys()) {
    into.setQueryData(queryKeys.conversation(id), ask(`/api/conversations/${id}`));
    into.setQueryData(queryKeys.messages(id), {
      pages: [ask(`/api/conversations/${id}/messages`)],
      pageParams: [null],
    });
  }
}

const rowsOf = (from: QueryClient, query: ListQuery): ConversationSummary[] =>
  from.getQueryData<LoadedList>(queryKeys.conversationList(query))?.pages.flatMap((page) => page.items) ?? [];

const idOf = (name: string): ConversationId => {
  const found = [...server.world.conversations.values()].find((one) => one.contact.name === name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return found.id;
};

/** What the cache holds is what one would fetch now. */
function expectAsFetched(): void {
  const fresh = new QueryClient();
  fetchAll(fresh);
  for (const query of lists)
    expect(rowsOf(cache, query), JSON.stringify(query)).toEqual(rowsOf(fresh, query));
  expect(cache.getQueryData(queryKeys.counters)).toEqual(fresh.getQueryData(queryKeys.counters));
  for (const id of server.world.conversations.keys()) {
    const texts = (from: QueryClient) =>
      from.getQueryData<MessagePages>(queryKeys.messages(id))?.pages.flatMap((page) => page.items);
    expect(texts(cache)).toEqual(texts(fresh));
  }
}

beforeEach(() => {
  clockMs = noon;
  server = new FakeServer('normal', () => clockMs);
  meId = server.world.me.user.id;
  cache = new QueryClient();
  events = [];
  fetchAll(cache);
  server.listen((some) => events.push(...some));
});

function deskDay(): void {
  const steps = [
    () => server.receive('Peter Hughes', 'It has not come yet'),
    () => server.receive('Daniel Osei', 'Hello?'),
    () => post(`/api/conversations/${idOf('Omar Khalil')}/take`),
    () => post(`/api/conversations/${idOf('Elena Marković')}/seen`),
    () => post(`/api/conversations/${idOf('Aiko Tanaka')}/end`),
    () => post(`/api/conversations/${idOf('Hanna Virtanen')}/reopen`),
    () => post(`/api/conversations/${idOf('Marco Bianchi')}/assign`, { userId: null }),
    () =>
      post(`/api/conversations/${idOf('Yusuf Demir')}/messages`, {
        clientId: '7d5a4b0a-5b1e-4a6e-9d0a-0d2f5c1b3e4f',
        kind: 'note',
        text: 'Asked billing',
      }),
    () => server.receive('Ingrid Solberg', 'Thank you'),
  ];
  for (const step of steps) {
    clockMs += 7_000;
    step();
  }
}

describe('live events', () => {
  it('make of what was fetched before what would be fetched after', () => {
    deskDay();
    applyLiveEvents(cache, events, meId);
    expectAsFetched();
  });

  it('change nothing when they come twice', () => {
    deskDay();
    applyLiveEvents(cache, events, meId);
    applyLiveEvents(cache, events, meId);
    expectAsFetched();
  });

  it('change nothing when what was fetched is newer than they are', () => {
    deskDay();
    fetchAll(cache);
    applyLiveEvents(cache, events, meId);
    expectAsFetched();
  });

  it('leave lists alone that do not hold the conversation', () => {
    const before = cache.getQueryData(queryKeys.conversationList({ view: 'closed' }));
    server.receive('Daniel Osei', 'Hello?');
    applyLiveEvents(cache, events, meId);
    expect(cache.getQueryData(queryKeys.conversationList({ view: 'closed' }))).toBe(before);
  });

  it('take a conversation away that left what one may see', () => {
    const id = idOf('Daniel Osei');
    applyLiveEvents(cache, [{ kind: 'conversation.removed', conversationId: id }], meId);
    for (const query of lists) expect(rowsOf(cache, query).some((row) => row.id === id)).toBe(false);
    expect(cache.getQueryData(queryKeys.messages(id))).toBeUndefined();
  });

  it('give a department its new name wherever it is named', () => {
    const { id } = server.world.departments.find((one) => one.name === 'Returns') ?? { id: undefined };
    if (!id) throw new Error('There is no department Returns.');
    applyLiveEvents(
      cache,
      [{ kind: 'department.changed', department: { id, name: 'Goods back', color: 4 } }],
      meId,
    );
    const names = rowsOf(cache, { view: 'all' }).map((row) => row.department.name);
    expect(names).toContain('Goods back');
    expect(names).not.toContain('Returns');
  });

  it('leave what has to be asked for anew as it is: events do not carry what one may do', async () => {
    const id = idOf('Omar Khalil');
    await cache.invalidateQueries({ queryKey: queryKeys.conversation(id) });
    server.receive('Omar Khalil', 'Hello?');
    events.push({ kind: 'viewers.changed', conversationId: id, viewers: [] });
    applyLiveEvents(cache, events, meId);
    expect(cache.getQueryState(queryKeys.conversation(id))?.isInvalidated).toBe(true);
  });

  it('tell who looks at a conversation, whether it is open here or not', () => {
    const conversationId = idOf('Elena Marković');
    const viewers = [{ id: meId, name: 'Maya Okonjo' }];
    applyLiveEvents(cache, [{ kind: 'viewers.changed', conversationId, viewers }], meId);
    expect(cache.getQueryData(queryKeys.viewers)).toEqual({ [conversationId]: viewers });
    expect(cache.getQueryData(queryKeys.conversation(conversationId))).toMatchObject({ viewers });
  });

  it('ask the server for the counters when a conversation comes that was unknown here', () => {
    const row = rowsOf(cache, { view: 'mine' })[0];
    if (!row) throw new Error('Mine is empty.');
    const stranger = '01990000-0000-7000-8000-00000000ffff' as ConversationId;
    applyLiveEvents(cache, [{ kind: 'conversation.changed', conversation: { ...row, id: stranger } }], meId);
    expect(cache.getQueryState<ConversationCounters>(queryKeys.counters)?.isInvalidated).toBe(true);
    expect(rowsOf(cache, { view: 'mine' }).map((one) => one.id)).toContain(stranger);
  });
});
