import {
  attributeOf,
  fieldPrefix,
  variablePrefix,
  type Asking,
  type Attribute,
  type AttributeType,
  type Variable,
} from './condition-attributes.ts';
import {
  conditionLimits,
  isGroup,
  operators,
  operatorsOf,
  type Condition,
  type ConditionGroup,
} from './conditions.ts';

/** Which values a condition needs, in a sentence; null when it has them. */
export function faultOf(
  { attribute: id, operator, values }: Condition,
  variables: readonly Variable[] = [],
  asking: Asking = 'beginning',
): string | null {
  const attribute = attributeOf(id, variables);
  if (attribute?.isOfNow && asking === 'beginning') {
    return `${attribute.label} is not known when a conversation begins.`;
  }
  if (!attribute) {
    if (id.startsWith(fieldPrefix)) return 'The field of customers that it asks for is gone.';
    return id.startsWith(variablePrefix)
      ? `The variable ${id.slice(variablePrefix.length)} is not declared by ${asking === 'now' ? 'any' : 'the'} work stream.`
      : `There is no attribute ${id}.`;
  }
  if (!operatorsOf[attribute.type].includes(operator)) {
    return `${attribute.label} cannot be asked “${operators[operator].label}”.`;
  }
  const { takes } = operators[operator];
  const most = { none: 0, one: 1, some: conditionLimits.values, two: 2, days: 1 }[takes];
  const least = takes === 'two' ? 2 : takes === 'none' ? 0 : 1;
  if (values.length < least) return `${attribute.label}: a value is missing.`;
  if (values.length > most) return `${attribute.label}: too many values.`;
  if (takes === 'days') {
    const [days] = values;
    return typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 3_650
      ? null
      : `${attribute.label}: write a whole number of days.`;
  }
  return values.every((each) => isOfType(attribute.type, each)) ? null : wrongType[attribute.type](attribute);
}

const wrongType: Record<AttributeType, (attribute: Attribute) => string> = {
  text: ({ label }) => `${label}: write a text.`,
  choice: ({ label }) => `${label}: choose a value.`,
  number: ({ label }) => `${label}: write a number.`,
  boolean: ({ label }) => `${label}: choose yes or no.`,
  date: ({ label }) => `${label}: write a date as 2026-11-27.`,
  lookup: ({ label }) => `${label}: choose one.`,
};

function isOfType(type: AttributeType, value: string | number | boolean): boolean {
  switch (type) {
    case 'text':
    case 'choice':
    case 'lookup':
      return typeof value === 'string' && value !== '';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDay(value);
  }
}

/** `2026-02-29` is none. */
function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** The first thing wrong with a tree of conditions, and where; null when all is well. */
export function faultOfGroup(
  group: ConditionGroup,
  variables: readonly Variable[] = [],
  asking: Asking = 'beginning',
): { path: number[]; message: string } | null {
  let count = 0;
  const look = (at: ConditionGroup, path: number[]): { path: number[]; message: string } | null => {
    if (path.length >= conditionLimits.depth) return { path, message: 'Groups are nested too deeply.' };
    for (const [index, item] of at.items.entries()) {
      const here = [...path, index];
      if (!isGroup(item)) count++;
      if (count > conditionLimits.conditions)
        return { path: here, message: 'At most 60 conditions in a rule.' };
      const message = isGroup(item) ? null : faultOf(item, variables, asking);
      const found = isGroup(item) ? look(item, here) : message === null ? null : { path: here, message };
      if (found) return found;
    }
    return null;
  };
  return look(group, []);
}
