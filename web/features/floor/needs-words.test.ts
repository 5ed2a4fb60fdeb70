import { expect, test } from 'vitest';
import type { FloorNeed } from '../../../contract/floor.ts';
import { needWords } from './needs-words.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const conversation = { id: 'c' as never, number: 7, name: 'Daniel Osei' };
const department = { id: 'd' as never, name: 'Orders', color: 1 };

test('what needs somebody is said with who, where, and how long', () => {
  const needs: FloorNeed[] = [
    { kind: 'window-closing', conversation, department, until: ago(-38), waitingSince: ago(1_400) },
    { kind: 'promise-broken', conversation, department, promise: 'respond', dueAt: ago(5) },
    { kind: 'nobody-there', department, waiting: 1, since: ago(4) },
    { kind: 'nobody-there', department, waiting: 0, since: ago(0) },
    { kind: 'inactive', user: { id: 'u' as never, name: 'Sam' }, since: ago(4) },
    { kind: 'declined', conversation, department, times: 3 },
    { kind: 'failed-replies', count: 2, conversation },
    { kind: 'page-down', page: { id: 'p' as never, name: 'Shop' }, since: ago(120) },
  ];
  expect(needs.map((need) => Object.values(needWords(need, now)).join(' | '))).toEqual([
    'Daniel Osei, 38 min left | Orders · asked 23 h ago',
    'Daniel Osei, 5 min over | Orders · no first answer yet',
    'Nobody is there for Orders | 1 waits, the longest for 4 min',
    'Nobody is there for Orders | Nobody waits so far',
    'Sam let a request go by | Inactive, 4 min ago',
    'Nobody took Daniel Osei | Orders · offered 3 times within 10 minutes',
    '2 replies did not go out | To Daniel Osei, within the last hour',
    'Nothing can be sent on Shop | It stopped 2 h ago',
  ]);
});
