import { expect, test } from 'vitest';
import { backfill, type Backfill } from '../../../../contract/backfills.ts';
import { resultWords, stateWords } from './backfill-words.ts';

const reading = (more: Partial<Backfill> = {}): Backfill => ({
  ...backfill.parse({
    id: '01a1f8d3-ea00-7267-b47e-07aeba491002',
    pageId: '01a1f8d3-ea00-7267-b47e-07aeba491003',
    reason: 'asked',
    since: '2026-08-22T12:00:00.000Z',
    state: 'running',
    trouble: null,
    progress: 0.426,
    conversationsRead: 1240,
    messagesAdded: 1,
    postsRead: 0,
    commentsAdded: 0,
    startedAt: '2026-11-20T12:00:00.000Z',
    endedAt: null,
  }),
  ...more,
});

test('how a reading stands is said in words', () => {
  expect(stateWords(reading())).toBe('43 % back to 22 August 2026');
  expect(resultWords(reading())).toBe('1,240 conversations read, 1 message added');
  expect(resultWords(reading({ state: 'done', messagesAdded: 0 }))).toBe(
    '1,240 conversations read, nothing was missing',
  );
  expect(resultWords(reading({ postsRead: 1, commentsAdded: 3 }))).toBe(
    '1,240 conversations and 1 post read, 1 message and 3 comments added',
  );
});
