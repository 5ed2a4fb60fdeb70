import { describe, expect, it } from 'vitest';
import { viewWindow } from './window-view.ts';

const now = Date.parse('2026-11-20T12:00:00.000Z');
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const standard = (minutes: number) => viewWindow({ state: 'standard', endsAt: inMinutes(minutes) }, now);

describe('the reply window', () => {
  it.each([
    [24 * 60 + 0.5, 'calm', '24 h left'],
    [23 * 60 + 50, 'calm', '23 h left'],
    [4 * 60 + 1, 'calm', '4 h left'],
    [4 * 60, 'soon', '4 h left'],
    [60, 'soon', '1 h left'],
    [59.99, 'urgent', '59 min left'],
    [0.5, 'urgent', '30 s left'],
  ])('with %d minutes left is %s and says "%s"', (minutes, tone, words) => {
    expect(standard(minutes)).toMatchObject({ tone, words, manner: 'standard reply' });
  });

  it('is human, whatever is left, after the first day', () => {
    expect(viewWindow({ state: 'human-agent', endsAt: inMinutes(5 * 24 * 60 + 30) }, now)).toMatchObject({
      tone: 'human',
      words: '5 d left',
      manner: 'human reply',
    });
  });

  it('is closed at the very moment it ends, before the server says so', () => {
    expect(standard(0)).toMatchObject({ tone: 'closed', words: 'Window closed', manner: null });
    expect(viewWindow({ state: 'closed', endsAt: null }, now).tone).toBe('closed');
  });

  it('drains the ring, and always leaves a rest to be seen', () => {
    expect(standard(12 * 60).left).toBeCloseTo(0.5);
    expect(standard(1).left).toBe(0.05);
    expect(standard(25 * 60).left).toBe(1);
  });
});
