import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf } from '../../../contract/condition-faults.ts';
import { attributeIds, attributes } from '../../../contract/condition-attributes.ts';
import {
  isGroup,
  operators,
  operatorsOf,
  type Condition,
  type ConditionGroup,
  type OperatorId,
} from '../../../contract/conditions.ts';
import { evaluate, isTrue } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { wordFinding } from './word.ts';

const operatorIds = Object.keys(operators) as OperatorId[];
const scalar = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom('', '2026-11-27', '٣', '💥', '__proto__'),
);

/** Anything that fits the shape, sense or not. */
const wildCondition: fc.Arbitrary<Condition> = fc.record({
  attribute: fc.oneof(
    fc.constantFrom(...attributeIds),
    fc.string(),
    fc.constantFrom('variable:x', 'toString'),
  ),
  operator: fc.constantFrom(...operatorIds),
  values: fc.array(scalar, { maxLength: 4 }),
});

/** One that may be saved. */
const soundCondition: fc.Arbitrary<Condition> = fc.constantFrom(...attributeIds).chain((attribute) => {
  const { type } = attributes[attribute];
  const value = {
    text: fc.string({ minLength: 1, maxLength: 3 }),
    choice: fc.constantFrom('en', 'ad', 'monday', 'x'),
    lookup: fc.constant('x'),
    number: fc.double({ noNaN: true, min: -20, max: 20 }),
    boolean: fc.boolean(),
    date: fc.constantFrom('2026-11-26', '2026-11-27', '2027-01-01'),
  }[type] as fc.Arbitrary<string | number | boolean>;
  return fc.constantFrom(...operatorsOf[type]).chain((operator) => {
    const { takes } = operators[operator];
    const count = { none: 0, one: 1, some: 2, two: 2, days: 1 }[takes];
    const each = takes === 'days' ? fc.integer({ min: 1, max: 30 }) : value;
    return fc
      .array(each, { minLength: count, maxLength: count })
      .map((values): Condition => ({ attribute, operator, values }));
  });
});

function tree(leaf: fc.Arbitrary<Condition>): fc.Arbitrary<ConditionGroup> {
  return fc.letrec<{ group: ConditionGroup; item: Condition | ConditionGroup }>((tie) => ({
    item: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
    group: fc.record({
      match: fc.constantFrom('all', 'any', 'none'),
      items: fc.array(tie('item'), { maxLength: 4 }),
    }),
  })).group;
}

const value = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 5 }),
  fc.double(),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
);

const context: fc.Arbitrary<Facts> = fc.record({
  values: fc
    .array(fc.tuple(fc.constantFrom(...attributeIds), value), { maxLength: 20 })
    .map((entries) => new Map<string, never>(entries as never)),
  pending: fc.array(fc.constantFrom(...attributeIds), { maxLength: 5 }).map((ids) => new Set<string>(ids)),
  zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'Nowhere/Atall', ''),
  now: fc.date({ noInvalidDate: true }),
  names: fc.constant(new Map<string, string>()),
});

const settled = context.map((facts): Facts => ({ ...facts, pending: new Set() }));

test('whatever stands in a rule and in a context, there is an answer with a reason, and nothing is thrown', () => {
  fc.assert(
    fc.property(tree(wildCondition), context, (group, facts) => {
      const found = evaluate(group, facts);
      expect([true, false, null]).toContain(found.holds);
      expect(wordFinding(group, found, [], facts)).not.toBe('');
      expect(found.items).toHaveLength(group.items.length);
    }),
  );
});

test('none of is the contrary of any of, and all of the contraries are none of (de Morgan)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(soundCondition, tree(soundCondition)), { maxLength: 4 }),
      context,
      (items, facts) => {
        const holds = (match: ConditionGroup['match'], of: ConditionGroup['items']) =>
          evaluate({ match, items: of }, facts).holds;
        const contrary = (is: boolean | null) => (is === null ? null : !is);
        expect(holds('none', items)).toBe(contrary(holds('any', items)));
        const contraries = items.map((item): ConditionGroup => ({ match: 'none', items: [item] }));
        expect(holds('all', contraries)).toBe(holds('none', items));
        expect(holds('any', contraries)).toBe(contrary(holds('all', items)));
      },
    ),
  );
});

test('a negative operator holds exactly when its positive one does not, also of a missing value', () => {
  fc.assert(
    fc.property(soundCondition, settled, (condition, facts) => {
      const { negates } = operators[condition.operator];
      if (!negates) return;
      const positive = { ...condition, operator: negates };
      const holds = (item: Condition) => evaluate({ match: 'all', items: [item] }, facts).holds;
      expect(holds(condition)).toBe(!holds(positive));
    }),
  );
});

test('asked briefly, a tree comes out as it does with reasons', () => {
  fc.assert(
    fc.property(tree(soundCondition), context, (group, facts) => {
      expect(isTrue(group, facts)).toBe(evaluate(group, facts).holds);
    }),
  );
});

test('the order within a group does not matter', () => {
  fc.assert(
    fc.property(tree(soundCondition), context, (group, facts) => {
      const turned: ConditionGroup = { ...group, items: group.items.toReversed() };
      expect(evaluate(turned, facts).holds).toBe(evaluate(group, facts).holds);
    }),
  );
});

test('what is told later never contradicts what was decided before it was known', () => {
  fc.assert(
    fc.property(tree(soundCondition), context, (group, facts) => {
      const before = evaluate(group, facts).holds;
      const after = evaluate(group, { ...facts, pending: new Set() }).holds;
      if (before !== null) expect(after).toBe(before);
      expect(after).not.toBeNull();
    }),
  );
});

test('what may be saved is what can be asked', () => {
  fc.assert(
    fc.property(fc.oneof(soundCondition, wildCondition), settled, (condition, facts) => {
      const found = evaluate({ match: 'all', items: [condition] }, facts).items?.[0];
      expect(found?.fault ?? null).toBe(faultOf(condition, [], 'now'));
      expect(isGroup(condition)).toBe(false);
    }),
  );
});
