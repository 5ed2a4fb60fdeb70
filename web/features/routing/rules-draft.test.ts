import { describe, expect, test } from 'vitest';
import type { Condition, ConditionGroup } from '../../../contract/conditions.ts';
import { departmentId } from '../../../contract/ids.ts';
import {
  addAt,
  changeAt,
  countChanges,
  faultOfRule,
  moveRule,
  newCondition,
  newRule,
  withOperator,
  type Draft,
} from './rules-draft.ts';

const billing = departmentId.parse('00000000-0000-7000-8000-000000000001');
const rules = ['a', 'b', 'c'].map((name) => ({ ...newRule(billing), name }));
const [a, b, c] = rules as [(typeof rules)[0], (typeof rules)[0], (typeof rules)[0]];
const draft: Draft = { rules, fallbackDepartmentId: null };
const text: Condition = { attribute: 'message.text', operator: 'contains', values: ['x'] };
const tree: ConditionGroup = {
  match: 'all',
  items: [text, { match: 'any', items: [text, { match: 'none', items: [text] }] }],
};

describe('a tree of conditions', () => {
  test('is changed at one place and nowhere else', () => {
    const changed = changeAt(tree, [1, 1, 0], (item) => ({ ...item, values: ['y'] }) as Condition);
    expect(changed.items[0]).toBe(text);
    expect(changed).toMatchObject({ items: [text, { items: [text, { items: [{ values: ['y'] }] }] }] });
    expect(addAt(tree, [1], text)).toMatchObject({ items: [text, { items: [text, {}, text] }] });
    expect(addAt(tree, [], text).items).toHaveLength(3);
  });

  test('loses a group with its last condition, and the first group stays', () => {
    expect(changeAt(tree, [1, 1, 0], () => null)).toEqual({
      match: 'all',
      items: [text, { match: 'any', items: [text] }],
    });
    expect(changeAt({ match: 'any', items: [text] }, [0], () => null)).toEqual({ match: 'any', items: [] });
  });

  test('keeps values where another operator takes them', () => {
    const several = { ...text, values: ['x', 'y'] };
    expect(withOperator(several, 'not-contains').values).toEqual(['x', 'y']);
    expect(withOperator(several, 'equals').values).toEqual(['x']);
    expect(withOperator(several, 'has-data').values).toEqual([]);
    const date: Condition = { attribute: 'time.now', operator: 'on', values: ['2026-11-27'] };
    expect(withOperator(date, 'in-last').values).toEqual([]);
    expect(withOperator(date, 'before').values).toEqual(['2026-11-27']);
  });

  test('a new condition fits its attribute', () => {
    expect(newCondition('customer.returning')).toEqual({
      attribute: 'customer.returning',
      operator: 'equals',
      values: [true],
    });
    expect(newCondition('variable:vip', [{ name: 'vip', type: 'number' }]).operator).toBe('equals');
  });
});

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
});
