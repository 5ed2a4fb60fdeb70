import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { userId } from '../../contract/ids.ts';
import type { LiveEvent } from '../../contract/live-events.ts';
import { flattenPages, type MessagePages } from '../lib/message-pages.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { aMessage } from '../testing/a-message.ts';
import { applyLiveEvents } from './live-cache.ts';
import { LiveReplay } from './live-replay.ts';

const meId = userId.parse('01937000-0000-7000-8000-0000000000aa');
const id = aMessage(1).conversationId;
const added = (number: number): LiveEvent => ({
  kind: 'message.added',
  conversationId: id,
  message: aMessage(number),
});

function aDesk() {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  const apply = (events: readonly LiveEvent[]) => applyLiveEvents(cache, events, meId);
  const replay = new LiveReplay(cache, apply);
  const come = (...events: LiveEvent[]) => {
    apply(events);
    replay.hear(events);
  };
  let answer: (texts: number[] | Error) => void = () => {};
  const fetchMessages = () =>
    cache.fetchQuery({
      queryKey: queryKeys.messages(id),
      queryFn: () =>
        new Promise<MessagePages>((resolve, reject) => {
          answer = (result) => {
            if (result instanceof Error) reject(result);
            else {
              const items = result.map((number) => aMessage(number));
              resolve({ pages: [{ items, before: null }], pageParams: [null] });
            }
          };
        }),
    });
  const shown = () =>
    flattenPages(cache.getQueryData<MessagePages>(queryKeys.messages(id))).map((message) => message.text);
  return { come, fetchMessages, shown, answer: (texts: number[] | Error) => answer(texts) };
}

describe('LiveReplay', () => {
  test('news that came while the first answer was on its way is not lost', async () => {
    const desk = aDesk();
    const fetched = desk.fetchMessages();
    desk.come(added(2));
    desk.answer([1]);
    await fetched;
    expect(desk.shown()).toEqual(['message 1', 'message 2']);
  });

  test('an answer that is older than the news does not take it away again', async () => {
    const desk = aDesk();
    const first = desk.fetchMessages();
    desk.answer([1]);
    await first;
    const second = desk.fetchMessages();
    desk.come(added(2));
    desk.answer([1]);
    await second;
    expect(desk.shown()).toEqual(['message 1', 'message 2']);
  });

  test('an answer that knows the news already shows it once', async () => {
    const desk = aDesk();
    const fetched = desk.fetchMessages();
    desk.come(added(2));
    desk.answer([1, 2]);
    await fetched;
    expect(desk.shown()).toEqual(['message 1', 'message 2']);
  });

  test('after a failed answer the next one tells for itself', async () => {
    const desk = aDesk();
    const first = desk.fetchMessages();
    desk.come(added(2));
    desk.answer(new Error('no'));
    await expect(first).rejects.toThrow('no');
    const second = desk.fetchMessages();
    desk.come(added(3));
    desk.answer([1, 2]);
    await second;
    expect(desk.shown()).toEqual(['message 1', 'message 2', 'message 3']);
  });
});
