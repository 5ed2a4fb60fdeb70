import { z } from 'zod';
import type { AttributeType } from './condition-attributes.ts';

/** Conditions over what is known of a conversation: what each attribute may be asked, and how conditions are nested. */

/** How a value is asked for. `negates`: it holds exactly when the other one does not. */
export interface Operator {
  label: string;
  negates?: OperatorId;
  /** What stands behind it. */
  takes: 'none' | 'one' | 'some' | 'two' | 'days';
}

const operatorTable = {
  equals: { label: 'equals', takes: 'one' },
  'not-equals': { label: 'does not equal', takes: 'one', negates: 'equals' },
  in: { label: 'is in', takes: 'some' },
  'not-in': { label: 'is not in', takes: 'some', negates: 'in' },
  contains: { label: 'contains', takes: 'some' },
  'not-contains': { label: 'does not contain', takes: 'some', negates: 'contains' },
  'begins-with': { label: 'begins with', takes: 'some' },
  'not-begins-with': { label: 'does not begin with', takes: 'some', negates: 'begins-with' },
  'ends-with': { label: 'ends with', takes: 'some' },
  'not-ends-with': { label: 'does not end with', takes: 'some', negates: 'ends-with' },
  'has-data': { label: 'contains data', takes: 'none' },
  'has-no-data': { label: 'does not contain data', takes: 'none', negates: 'has-data' },
  greater: { label: 'greater than', takes: 'one' },
  'greater-or-equal': { label: 'greater or equal', takes: 'one' },
  less: { label: 'less than', takes: 'one' },
  'less-or-equal': { label: 'less or equal', takes: 'one' },
  between: { label: 'between', takes: 'two' },
  on: { label: 'on', takes: 'one' },
  before: { label: 'before', takes: 'one' },
  after: { label: 'after', takes: 'one' },
  'in-last': { label: 'in the last', takes: 'days' },
} as const satisfies Record<string, { label: string; takes: Operator['takes']; negates?: string }>;

export type OperatorId = keyof typeof operatorTable;
export const operators: Readonly<Record<OperatorId, Operator>> = operatorTable;

/** The operators of each type, in the order in which they are offered. */
export const operatorsOf: Readonly<Record<AttributeType, readonly OperatorId[]>> = {
  text: [
    'equals',
    'not-equals',
    'contains',
    'not-contains',
    'begins-with',
    'not-begins-with',
    'ends-with',
    'not-ends-with',
    'in',
    'not-in',
    'has-data',
    'has-no-data',
  ],
  choice: ['equals', 'not-equals', 'in', 'not-in', 'has-data', 'has-no-data'],
  number: [
    'equals',
    'not-equals',
    'greater',
    'greater-or-equal',
    'less',
    'less-or-equal',
    'between',
    'has-data',
    'has-no-data',
  ],
  boolean: ['equals'],
  date: ['on', 'before', 'after', 'in-last', 'between', 'has-data', 'has-no-data'],
  lookup: ['equals', 'has-data', 'has-no-data'],
};

export const conditionLimits = { depth: 5, conditions: 60, values: 100, valueLength: 500 } as const;

const conditionValue = z.union([
  z.string().trim().min(1, 'Write a value.').max(conditionLimits.valueLength, 'At most 500 characters.'),
  z.number(),
  z.boolean(),
]);

/**
 * One question. Its values are texts for text and choices, numbers for numbers and for days, `2026-11-27` for dates,
 * true or false for yes and no.
 */
export const condition = z.strictObject({
  attribute: z.string().min(1, 'Choose what is asked for.').max(220),
  operator: z.enum(Object.keys(operatorTable) as [OperatorId, ...OperatorId[]]),
  values: z.array(conditionValue).max(conditionLimits.values, 'At most 100 values.').default([]),
});
export type Condition = z.infer<typeof condition>;

export interface ConditionGroup {
  /** All of them hold, at least one, or not one. An empty group: `all` and `none` hold, `any` does not. */
  match: 'all' | 'any' | 'none';
  items: (Condition | ConditionGroup)[];
}

export const conditionGroup: z.ZodType<ConditionGroup> = z.strictObject({
  match: z.enum(['all', 'any', 'none']),
  get items() {
    return z.array(z.union([conditionGroup, condition])).max(conditionLimits.conditions);
  },
});

export function isGroup(item: Condition | ConditionGroup): item is ConditionGroup {
  return 'match' in item;
}

/** How one condition, or a group of them, came out; groups in the order of their items. */
export interface Finding {
  /** Null: cannot be told before the person's profile is known. */
  holds: boolean | null;
  /** What the context held, in words; null: nothing. Absent for groups. */
  value?: string | null | undefined;
  /** Why it could not be asked; then it does not hold. */
  fault?: string | undefined;
  items?: Finding[] | undefined;
}

export const finding: z.ZodType<Finding> = z.object({
  holds: z.boolean().nullable(),
  value: z.string().nullable().optional(),
  fault: z.string().optional(),
  get items() {
    return z.array(finding).optional();
  },
});
