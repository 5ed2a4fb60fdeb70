import { expect, test } from 'vitest';
import type { Message } from '../../../../contract/messages.ts';
import { aMessage } from '../../../testing/a-message.ts';
import { arrangeThread, findAnswered } from './arrange-thread.ts';

const show = (message: Message) => ({ key: message.id, message, entry: null });
const under = (parent: Message) => ({ messageId: parent.id, text: parent.text, authorName: null });
const look = (messages: Message[]) =>
  arrangeThread(messages.map(show)).map((row) =>
    row.kind === 'comment'
      ? [row.shown.message.text, ...row.replies.map(({ message }) => message.text)]
      : row.kind,
  );

const first = aMessage(1, { text: 'first' });
const reply = aMessage(2, { text: 'reply', replyTo: under(first) });
const deeper = aMessage(3, { text: 'deeper', replyTo: under(reply) });

test('answers stand under what they answer, those to answers under the same beginning', () => {
  expect(look([first, reply, deeper])).toEqual([['first', 'reply', 'deeper']]);
});

test('what stands under something that is not here is a beginning itself', () => {
  expect(look([reply, deeper])).toEqual([['reply', 'deeper']]);
});

test('an answer that is older than its parent, by a clock that is behind, stands under it all the same', () => {
  expect(look([reply, aMessage(1, { text: 'first' })])).toEqual([['first', 'reply']]);
});

test('notes and lines keep their place among the comments', () => {
  expect(look([first, aMessage(4, { kind: 'note', direction: null })])).toEqual([['first'], 'note']);
});

test('a public reply answers the newest comment of a person’s that is still there', () => {
  const part = {
    facebookId: '900_901',
    origin: 'comment' as const,
    isHidden: false,
    isLiked: false,
    reactions: [],
    history: [],
    isIgnored: false,
    permalink: null,
    isAuthorBanned: false,
    authorPictureUrl: null,
    privateReply: { state: 'open' as const, endsAt: null, written: null },
    act: null,
  };
  const there = aMessage(1, { comment: part });
  const gone = aMessage(2, { comment: part, unsentAt: '2026-11-20T12:01:00.000Z' });
  expect(findAnswered([there, gone].map(show))?.id).toBe(there.id);
  expect(findAnswered([gone].map(show))).toBeNull();
});
