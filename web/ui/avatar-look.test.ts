import { describe, expect, it } from 'vitest';
import { colorOfName, initialsOf } from './avatar-look.ts';

describe('the look of an avatar', () => {
  it('takes the first letters of the first and last word', () => {
    expect(initialsOf('Elena Marković')).toBe('EM');
    expect(initialsOf('Juan Carlos de la Vega')).toBe('JV');
    expect(initialsOf('élodie')).toBe('É');
    expect(initialsOf('(Harbour) & Pine')).toBe('HP');
    expect(initialsOf('  ')).toBe('?');
  });

  it('gives a name the same colour every time, out of eight', () => {
    for (const name of ['Elena Marković', 'Daniel Osei', '', '李小龍']) {
      expect(colorOfName(name)).toBe(colorOfName(name));
      expect(colorOfName(name)).toBeGreaterThanOrEqual(1);
      expect(colorOfName(name)).toBeLessThanOrEqual(8);
    }
  });
});
