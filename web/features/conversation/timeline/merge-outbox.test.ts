import { describe, expect, test } from 'vitest';
import { conversationId, userId } from '../../../../contract/ids.ts';
import { upload, type Message } from '../../../../contract/messages.ts';
import { aMessage } from '../../../testing/a-message.ts';
import type { OutboxEntry } from '../outbox.ts';
import { createMerger, mergeOutbox } from './merge-outbox.ts';

const entry: OutboxEntry = {
  clientId: '01937000-0000-4000-8000-000000000001',
  conversationId: conversationId.parse('01937000-0000-7000-8000-000000000001'),
  kind: 'reply',
  author: { id: userId.parse('01937000-0000-7000-8000-0000000000aa'), name: 'Maya' },
  text: 'Saturday works.',
  uploads: [],
  quickReplies: [{ title: '9 to 12' }],
  replyTo: null,
  seen: null,
  createdAt: '2026-11-20T12:30:00.000Z',
  state: 'sending',
  problem: null,
};
const aFile = upload.parse({
  id: '01937000-0000-7000-8000-000000000003',
  name: 'slip.pdf',
  sizeBytes: 1,
  mimeType: 'application/pdf',
  kind: 'file',
  width: null,
  height: null,
  url: '/api/files/1',
});
const merge = (messages: Message[], entries: OutboxEntry[]) => mergeOutbox(messages, entries, new WeakMap());

describe('mergeOutbox', () => {
  test('what was just said stands last, as it will look', () => {
    const shown = merge([aMessage(1)], [entry]);
    expect(shown.at(-1)?.message).toMatchObject({
      text: 'Saturday works.',
      status: 'sending',
      quickReplies: [{ title: '9 to 12', payload: '9 to 12' }],
    });
  });

  test('what its writer wrote stands beside a translation that is on its way, as the server will keep it (N33)', () => {
    const ownWords = { text: 'Saturday is fine.', language: 'en', sentIn: 'cs' };
    const [shown] = merge([], [{ ...entry, text: 'Sobota vyhovuje.', ownWords }]);
    expect(shown?.message).toMatchObject({
      text: 'Sobota vyhovuje.',
      translations: [{ madeBy: 'author', language: 'en', text: 'Saturday is fine.', otherLanguage: 'cs' }],
    });
  });

  test('the server’s copy takes its place under the same key, never beside it', () => {
    const before = merge([], [entry]);
    const arrived = aMessage(2, { clientId: entry.clientId, direction: 'out', status: 'queued' });
    const after = merge([arrived], [entry]);
    expect(after).toHaveLength(1);
    expect(after[0]?.key).toBe(before[0]?.key);
  });

  test('words and files stand as the messages that they go out as, the buttons on the last', () => {
    const shown = merge([], [{ ...entry, uploads: [aFile] }]);
    expect(
      shown.map(({ message }) => [message.text, message.attachments.length, message.quickReplies.length]),
    ).toEqual([
      ['Saturday works.', 0, 0],
      [null, 1, 1],
    ]);
    expect(new Set(shown.map(({ key }) => key)).size).toBe(2);
  });

  test('of files alone the last bears the buttons', () => {
    const shown = merge([], [{ ...entry, text: '', uploads: [aFile, aFile] }]);
    expect(shown.map(({ message }) => message.quickReplies.length)).toEqual([0, 1]);
  });

  test('what did not change is the same object at the next drawing', () => {
    const remember = createMerger();
    const messages = [aMessage(1)];
    expect(remember(messages, [entry])[0]).toBe(remember(messages, [entry])[0]);
  });
});
