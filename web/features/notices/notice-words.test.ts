import { expect, test } from 'vitest';
import { notice, type Notice } from '../../../contract/notices.ts';
import { isToasted, noticePath, noticeWords } from './notice-words.ts';

const id = '01937000-0000-7000-8000-000000000001';
const conversation = { id, number: 7, name: 'Elena' };
const department = { id, name: 'Returns', color: 1 };
const of = (about: object): Notice =>
  notice.parse({ id, at: '2026-11-26T12:00:00.000Z', readAt: null, about });

test('a notice says what it is about, and leads to where one looks at it', () => {
  const all = [
    of({ kind: 'customers-wait', department, waiting: 2 }),
    of({ kind: 'nobody-there', department }),
    of({ kind: 'page-silent', department, page: 'Nordlicht', hours: 3 }),
    of({ kind: 'promise-broken', conversation, promise: 'respond' }),
    of({ kind: 'declined', conversation, times: 3 }),
    of({ kind: 'low-score', conversation, score: { value: 1, outOf: 5 } }),
    of({ kind: 'trigger', conversation, text: 'Look.', trigger: 'VIP' }),
  ];
  expect(all.map((one) => noticeWords(one).title)).toEqual([
    '2 customers wait in Returns',
    'Nobody is there for Returns',
    'Nordlicht has gone silent',
    'No first answer in time',
    'Nobody took Elena',
    'Elena was not happy: 1 of 5',
    'Look.',
  ]);
  expect(all.map((one) => noticePath(one).includes(id))).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
  expect(all.map(isToasted)).toEqual([true, false, true, false, true, false, true]);
});
