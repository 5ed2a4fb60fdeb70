import { expect, test } from 'vitest';
import type { CommentRead } from '../../facebook/comments/read.ts';
import type { StandingComment } from '../../store/backfills.ts';
import { findMissing, planChanges } from './plan-changes.ts';
import type { ReadPost } from './plan-post.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds));
const now = at(3_600);

const said = (id: number, text: string | null, more: Partial<CommentRead> = {}): CommentRead => ({
  id: `900_${id}`,
  text,
  tagNames: [],
  createdAt: at(id),
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
const stands = (id: number, text: string | null, more: Partial<StandingComment> = {}): StandingComment => ({
  mid: `comment:${id}`,
  facebookId: `900_${id}`,
  direction: 'in',
  authorKind: 'customer',
  text,
  at: at(id),
  history: [],
  ...more,
});
const read = (...comments: CommentRead[]): ReadPost => ({
  id: '700_900',
  authorId: '700',
  post: null,
  comments,
});
const changes = (comment: CommentRead, before: StandingComment) =>
  planChanges(read(comment), { pageFacebookId: '700', standing: [before], now }).map(({ verb }) => verb);

test('other words are an edit, at the time at which they were noticed', () => {
  const [event] = planChanges(read(said(1, 'blue')), {
    pageFacebookId: '700',
    standing: [stands(1, 'red')],
    now,
  });
  expect(event).toMatchObject({ verb: 'edit', text: 'blue', at: now, commentId: '900_1', postId: '700_900' });
});

test.each([
  ['the same words', 'red', 'red'],
  ['spaces around them', ' red', 'red '],
  ['what a rule has masked since, or had masked then', 'card ####', 'card 4111'],
  ['what says nothing on either side', null, ''],
])('%s are no edit', (_what, stored, shown) => {
  expect(changes(said(1, shown), stands(1, stored))).toEqual([]);
});

test('an edit behind a mask is one, and one of our own replies is not looked for', () => {
  expect(changes(said(1, 'cart 4111'), stands(1, 'card ####'))).toEqual(['edit']);
  expect(changes(said(1, 'card 41112'), stands(1, 'card ####'))).toEqual(['edit']);
  expect(changes(said(1, 'Yes!'), stands(1, 'Yes', { direction: 'out', authorKind: 'user' }))).toEqual([]);
  expect(changes(said(1, 'Yes!'), stands(1, 'Yes', { direction: 'out', authorKind: 'outside' }))).toEqual([
    'edit',
  ]);
});

test('only what lies inside of the stretch that was shown, and is not among it, is missing', () => {
  const standing = [1, 2, 3, 4, 5].map((id) => stands(id, 'x'));
  const shown = read(said(4, 'x'), said(2, 'x'));
  expect(findMissing(shown, { from: at(2), until: at(5) }, standing)).toEqual(['900_3']);
  expect(findMissing(shown, { from: null, until: now }, standing)).toEqual(['900_1', '900_3', '900_5']);
  expect(findMissing(read(), { from: null, until: now }, standing)).toEqual([]);
});

test('of very many that are missing some are asked for', () => {
  const standing = Array.from({ length: 50 }, (_, id) => stands(id, 'x'));
  expect(findMissing(read(said(99, 'x')), { from: null, until: now }, standing)).toHaveLength(20);
});
