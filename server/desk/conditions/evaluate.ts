import { faultOf } from '../../../contract/condition-faults.ts';
import { attributeOf, type Attribute, type Variable } from '../../../contract/condition-attributes.ts';
import {
  isGroup,
  operators,
  type Condition,
  type ConditionGroup,
  type Finding,
} from '../../../contract/conditions.ts';
import { dayIn, type Facts, type FactValue } from './facts.ts';
import { wordValue } from './word.ts';

/**
 * Asks a tree of conditions of what is known. Total: whatever stands in the tree, it answers and never throws; what
 * cannot be asked does not hold, and says why. Every condition is asked, also those behind one that has decided.
 *
 * A negative operator holds exactly when its positive one does not, also where there is no value: a missing locale
 * does not equal `fr_FR`. Comparing, beginning, greater: never of a missing value. What cannot be told yet is null,
 * and so is what depends on it.
 */
export function evaluate(group: ConditionGroup, facts: Facts, variables: readonly Variable[] = []): Finding {
  const items = group.items.map((item) =>
    isGroup(item) ? evaluate(item, facts, variables) : ask(item, facts, variables),
  );
  return { holds: combine(group.match, items), items };
}

/**
 * Whether a tree of conditions holds, and nothing else: no further than it takes, for thousands at once. Of what
 * `faultOfGroup` finds nothing wrong with it gives what `evaluate` does.
 */
export function isTrue(
  group: ConditionGroup,
  facts: Facts,
  variables: readonly Variable[] = [],
): boolean | null {
  // The one that settles it: of `all` one that is not so, of the others one that is.
  const decisive = group.match !== 'all';
  let isOpen = false;
  for (const item of group.items) {
    const result = isGroup(item) ? isTrue(item, facts, variables) : isTrueOne(item, facts, variables);
    if (result === decisive) return group.match === 'any';
    if (result === null) isOpen = true;
  }
  return isOpen ? null : group.match !== 'any';
}

function isTrueOne(condition: Condition, facts: Facts, variables: readonly Variable[]): boolean | null {
  const attribute = attributeOf(condition.attribute, variables);
  if (!attribute) return false;
  if (facts.pending.has(condition.attribute)) return null;
  return isSo(attribute, condition, facts.values.get(condition.attribute) ?? null, facts);
}

/** Whether anything in it could not be asked at all. */
export function faultIn(finding: Finding): string | null {
  if (finding.fault !== undefined) return finding.fault;
  for (const item of finding.items ?? []) {
    const fault = faultIn(item);
    if (fault !== null) return fault;
  }
  return null;
}

function combine(match: ConditionGroup['match'], items: readonly Finding[]): boolean | null {
  if (match === 'all') {
    if (items.some(({ holds }) => holds === false)) return false;
    return items.some(({ holds }) => holds === null) ? null : true;
  }
  const isAny = items.some(({ holds }) => holds === true)
    ? true
    : items.some(({ holds }) => holds === null)
      ? null
      : false;
  return match === 'any' ? isAny : not(isAny);
}

function not(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}

function ask(condition: Condition, facts: Facts, variables: readonly Variable[]): Finding {
  const fault = faultOf(condition, variables, 'now');
  const attribute = attributeOf(condition.attribute, variables);
  if (fault !== null || !attribute)
    return { holds: false, value: null, fault: fault ?? 'It cannot be asked.' };
  if (facts.pending.has(condition.attribute)) return { holds: null, value: null };
  const value = facts.values.get(condition.attribute) ?? null;
  return { holds: isSo(attribute, condition, value, facts), value: wordValue(attribute, value, facts) };
}

function isSo(
  attribute: Attribute,
  { operator, values, attribute: id }: Condition,
  value: FactValue | null,
  facts: Facts,
): boolean {
  const { negates } = operators[operator];
  if (negates) return !isSo(attribute, { attribute: id, operator: negates, values }, value, facts);
  if (operator === 'has-data') return hasData(value);
  if (value === null) return false;
  switch (attribute.type) {
    case 'text':
      return compareTexts(
        operator,
        fold(attribute, value),
        values.map((each) => fold(attribute, each)),
      );
    case 'choice':
    case 'lookup':
      return listOf(value).some((each) => values.some((wanted) => sameWord(attribute, each, wanted)));
    case 'number':
      return compareNumbers(operator, Number(value), values.map(Number));
    case 'boolean':
      return value === values[0];
    case 'date':
      return (
        (value instanceof Date || typeof value === 'string') && compareDates(operator, value, values, facts)
      );
  }
}

function hasData(value: FactValue | null): boolean {
  if (value === null || value === '') return false;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return !Array.isArray(value) || value.length > 0;
}

function listOf(value: FactValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}

/** `en-us` and `en_US` are one locale. */
function sameWord(attribute: Attribute, a: string, b: string | number | boolean): boolean {
  if (attribute.choices !== 'free') return a === b;
  const plain = (word: string) => word.toLowerCase().replaceAll('_', '-');
  return plain(a) === plain(String(b));
}

function fold(attribute: Attribute, value: FactValue | string | number | boolean): string {
  const text = String(value).normalize('NFC');
  return attribute.isExact ? text : text.toLowerCase();
}

function compareTexts(operator: Condition['operator'], value: string, wanted: readonly string[]): boolean {
  return wanted.some((each) => {
    if (operator === 'contains') return value.includes(each);
    if (operator === 'begins-with') return value.startsWith(each);
    if (operator === 'ends-with') return value.endsWith(each);
    return value === each;
  });
}

function compareNumbers(operator: Condition['operator'], value: number, wanted: readonly number[]): boolean {
  const [first = Number.NaN, second = Number.NaN] = wanted;
  switch (operator) {
    case 'greater':
      return value > first;
    case 'greater-or-equal':
      return value >= first;
    case 'less':
      return value < first;
    case 'less-or-equal':
      return value <= first;
    case 'between':
      return value >= Math.min(first, second) && value <= Math.max(first, second);
    default:
      return value === first;
  }
}

const dayMs = 24 * 60 * 60 * 1_000;

function compareDates(
  operator: Condition['operator'],
  value: Date | string,
  wanted: Condition['values'],
  { zone, now }: Facts,
): boolean {
  if (operator === 'in-last') {
    // A day without a time is as long ago as today is days later.
    const agoMs =
      value instanceof Date
        ? now.getTime() - value.getTime()
        : Date.parse(dayIn(zone, now)) - Date.parse(value);
    return agoMs >= 0 && agoMs <= Number(wanted[0]) * dayMs;
  }
  const day = value instanceof Date ? dayIn(zone, value) : value;
  // Written as `2026-11-27`, days compare as texts.
  const [first = '', second = ''] = wanted.map(String);
  if (operator === 'before') return day < first;
  if (operator === 'after') return day > first;
  if (operator === 'between') return day >= min(first, second) && day <= max(first, second);
  return day === first;
}

const min = (a: string, b: string) => (a < b ? a : b);
const max = (a: string, b: string) => (a < b ? b : a);
