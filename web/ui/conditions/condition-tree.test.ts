import { describe, expect, test } from 'vitest';
import type { Condition, ConditionGroup } from '../../../contract/conditions.ts';
import { addAt, changeAt, newCondition, withOperator } from './condition-tree.ts';

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
