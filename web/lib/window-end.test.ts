import { expect, it } from 'vitest';
import { endedWindows } from './window-end.ts';

const noonMs = Date.parse('2026-11-20T12:00:00.000Z');
const open = { state: 'standard' as const, reason: null };

it('a window that is told as open has ended from its very end on', () => {
  const holders = [
    { id: 'a', window: { ...open, endsAt: '2026-11-20T12:00:00.000Z' } },
    { id: 'b', window: { ...open, endsAt: '2026-11-20T12:00:00.001Z' } },
    {
      id: 'c',
      window: {
        state: 'closed' as const,
        endsAt: '2026-11-19T12:00:00.000Z',
        reason: 'over-7-days' as const,
      },
    },
    { id: 'd', window: { state: 'closed' as const, endsAt: null, reason: 'never-wrote' as const } },
  ];
  expect(endedWindows(holders, noonMs)).toEqual(['a 2026-11-20T12:00:00.000Z']);
});
