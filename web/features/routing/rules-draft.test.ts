import { describe, expect, test } from 'vitest';
import type { Condition, ConditionGroup } from '../../../contract/conditions.ts';
import { departmentId } from '../../../contract/ids.ts';
import { countChanges, faultOfRule, moveRule, newRule, shareLeft, type Draft } from './rules-draft.ts';

const billing = departmentId.parse('00000000-0000-7000-8000-000000000001');
const rules = ['a', 'b', 'c'].map((name) => ({ ...newRule(billing), name }));
const [a, b, c] = rules as [(typeof rules)[0], (typeof rules)[0], (typeof rules)[0]];
const draft: Draft = { rules, fallbackDepartmentId: null };
const text: Condition = { attribute: 'message.text', operator: 'contains', values: ['x'] };
const tree: ConditionGroup = {
  match: 'all',
  items: [text, { match: 'any', items: [text, { match: 'none', items: [text] }] }],
};

describe('a set of rules', () => {
  test('is put into another order, within its ends', () => {
    expect(moveRule(rules, c.id, 0)).toEqual([c, a, b]);
    expect(moveRule(rules, a.id, 99)).toEqual([b, c, a]);
    expect(moveRule(rules, b.id, -1)).toEqual([b, a, c]);
  });

  test('counts what is different from what is saved', () => {
    expect(countChanges(draft, draft)).toBe(0);
    expect(countChanges(draft, { ...draft, rules: [c, a, b] })).toBe(1);
    expect(countChanges(draft, { ...draft, rules: [{ ...a, isOn: false }, b, c] })).toBe(1);
    expect(countChanges(draft, { ...draft, rules: [a, b] })).toBe(1);
    expect(countChanges(draft, { rules: [...rules, newRule(billing)], fallbackDepartmentId: billing })).toBe(
      2,
    );
  });

  test('is told what keeps it from being saved, and where', () => {
    const valued = { ...a, conditions: tree };
    expect(faultOfRule(valued, [])).toBeNull();
    expect(faultOfRule({ ...valued, name: ' ' }, [])).toMatchObject({ path: null });
    expect(faultOfRule(newRule(billing), [])).toMatchObject({
      path: [0],
      message: 'First message: a value is missing.',
    });
  });

  test('may not ask what is only known later', () => {
    const later = { attribute: 'now.tags', operator: 'has-data', values: [] } as const;
    const fault = faultOfRule({ ...a, conditions: { match: 'all', items: [{ ...later, values: [] }] } }, []);
    expect(fault).toEqual({ path: [0], message: 'Tags is not known when a conversation begins.' });
  });
});

test('what is divided leaves the own department at least 1 %', () => {
  const divided = (percent: number) => ({ ...newRule(billing), split: [{ departmentId: billing, percent }] });
  expect([shareLeft(divided(30)), shareLeft(newRule(billing))]).toEqual([70, 100]);
  const sound = { match: 'all', items: [] } as ConditionGroup;
  const fault = (percent: number) =>
    faultOfRule({ ...divided(percent), conditions: sound }, [])?.message ?? null;
  expect([fault(99), fault(100), fault(0)]).toEqual([
    null,
    'Give each department at least 1 %, and all of them 100 % together.',
    'Give each department at least 1 %, and all of them 100 % together.',
  ]);
});
