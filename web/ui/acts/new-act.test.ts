import { describe, expect, test } from 'vitest';
import { areWhole, faultOfAct, newAct } from './new-act.ts';

const nothing = { departments: [], tags: [], people: [], savedReplies: [], endpoints: [] };

describe('what a macro or a trigger does', () => {
  test('an act that only needs to be added is whole at once, and one that needs words or a choice says which', () => {
    expect(faultOfAct(newAct('end', nothing))).toBeNull();
    expect(faultOfAct(newAct('note', nothing))).toBe('Write something.');
    expect(faultOfAct(newAct('tag', nothing))).toBe('Choose a tag.');
  });

  test('nothing is saved that does nothing, or of which one act is not whole', () => {
    expect(areWhole([])).toBe(false);
    expect(areWhole([newAct('end', nothing)])).toBe(true);
    expect(areWhole([newAct('end', nothing), newAct('note', nothing)])).toBe(false);
  });
});
