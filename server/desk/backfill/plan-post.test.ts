import { expect, test } from 'vitest';
import type { CommentRead } from '../../facebook/comments/read.ts';
import type { KnownComment } from '../../store/backfills.ts';
import { planPastPost, type PostFacts, type ReadPost } from './plan-post.ts';

const noonMs = Date.UTC(2026, 10, 20, 12);
const hour = 3_600;
const at = (seconds: number) => new Date(noonMs + seconds * 1_000);
const page = '700';

const said = (id: number, seconds: number, more: Partial<CommentRead> = {}): CommentRead => ({
  id: `900_${id}`,
  text: `no. ${id}`,
  tagNames: [],
  createdAt: at(seconds),
  authorId: '28',
  authorName: 'Ana',
  parentId: null,
  postId: null,
  pictureUrl: null,
  permalink: null,
  isHidden: false,
  hasPrivateReply: false,
  ...more,
});
const known = (id: number, seconds: number, more: Partial<KnownComment> = {}): KnownComment => ({
  mid: `comment:${id}`,
  direction: 'in',
  at: at(seconds),
  status: 'received',
  rootKey: `comment:${id}`,
  ...more,
});
/** As Facebook lists them: the newest first. */
const post = (...comments: CommentRead[]): ReadPost => ({
  id: `${page}_900`,
  authorId: page,
  post: null,
  comments: comments.toReversed(),
});
const facts = (more: Partial<PostFacts> = {}): PostFacts => ({
  pageFacebookId: page,
  sinceOf: () => at(-90 * 24 * hour),
  known: [],
  now: at(hour),
  ...more,
});
const told = (read: ReadPost, more: Partial<PostFacts> = {}) =>
  planPastPost(read, facts(more)).map(({ event, past }) => [
    'commentId' in event ? event.commentId : '',
    past,
  ]);
const under = (id: number) => ({ parentId: `900_${id}` });
const byPage = { authorId: page, authorName: 'Shop' };

test('the newest word of a thread waits; what the page has answered since is over, in that thread alone', () => {
  const read = post(said(1, 0), said(2, 10), said(3, 20, { ...under(1), ...byPage }), said(4, 30, under(1)));
  expect(told(read)).toEqual([
    ['900_1', 'over'],
    ['900_2', 'waiting'],
    ['900_3', 'over'],
    ['900_4', 'waiting'],
  ]);
});

test('what has something newer and known behind it in its thread was judged when that came', () => {
  const read = post(said(1, 0), said(2, 10, under(1)));
  expect(told(read, { known: [known(2, 10, { rootKey: 'comment:1' })] })).toEqual([['900_1', 'late']]);
  expect(told(read, { known: [known(9, 20)] }).map(([, past]) => past)).toEqual(['waiting', 'waiting']);
});

test('an answer of ours that Facebook does not show counts, unless it failed', () => {
  const answer = known(8, 5, { direction: 'out', status: 'sent', rootKey: 'comment:1' });
  expect(told(post(said(1, 0)), { known: [answer] })).toEqual([['900_1', 'over']]);
  expect(told(post(said(1, 0)), { known: [{ ...answer, status: 'failed' }] })[0]?.[1]).not.toBe('over');
});

test('of one second the order is Facebook’s, and nobody waits for more than seven days', () => {
  const read = post(said(1, 0), said(2, 0, { ...under(1), ...byPage }), said(3, 0, under(1)));
  expect(told(read)).toEqual([
    ['900_1', 'over'],
    ['900_2', 'over'],
    ['900_3', 'waiting'],
  ]);
  expect(told(post(said(1, 0)), { now: at(7 * 24 * hour) })).toEqual([['900_1', 'waiting']]);
  expect(told(post(said(1, 0)), { now: at(7 * 24 * hour + 1) })).toEqual([['900_1', 'over']]);
});

test('how far back goes by who said it', () => {
  const read = post(
    said(1, 0),
    said(2, 10, { authorId: '29' }),
    said(3, 20, { authorId: null, authorName: null }),
  );
  const sinceOf = (author: string | null) => at(author === '29' ? 15 : -hour);
  expect(told(read, { sinceOf }).map(([id]) => id)).toEqual(['900_1', '900_3']);
});
