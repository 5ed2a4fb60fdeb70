import {
  attributeOf,
  weekdays,
  type Attribute,
  type Variable,
} from '../../../contract/condition-attributes.ts';
import {
  isGroup,
  operators,
  type Condition,
  type ConditionGroup,
  type Finding,
} from '../../../contract/conditions.ts';
import { dayIn, type Facts, type FactValue } from './facts.ts';

type Names = Pick<Facts, 'names'>;

/** What an attribute holds, as a person reads it; null: nothing. */
export function wordValue(
  attribute: Attribute,
  value: FactValue | null,
  facts: Names & Pick<Facts, 'zone'>,
): string | null {
  if (value === null || value === '') return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : dayIn(facts.zone, value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  const words = (Array.isArray(value) ? value : [value]) as readonly string[];
  if (words.length === 0) return null;
  return words.map((word) => wordOf(attribute, word, facts)).join(', ');
}

const longest = 80;

function wordOf(attribute: Attribute, value: Condition['values'][number], { names }: Names): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (attribute.type === 'lookup' && attribute.choices !== 'free')
    return names.get(value) ?? 'the one that is chosen';
  if (attribute.type === 'text') return `“${cut(value)}”`;
  const fixed: Readonly<Record<string, string>> = attribute.words ?? weekdays;
  return fixed[value] ?? names.get(value) ?? (isId.test(value) ? 'one that is gone' : value);
}

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function cut(text: string): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text;
}

/** A condition as a person reads it: `Customer name contains “Gilda”`. */
export function wordCondition(
  { attribute: id, operator, values }: Condition,
  variables: readonly Variable[],
  names: Names,
): string {
  const attribute = attributeOf(id, variables);
  const { label, takes } = operators[operator];
  if (!attribute) return `${id} ${label}`;
  const wanted = values.slice(0, 3).map((value) => wordOf(attribute, value, names));
  const more = values.length > wanted.length ? ` or ${values.length - wanted.length} more` : '';
  const joined = takes === 'two' ? wanted.join(' and ') : `${wanted.join(' or ')}${more}`;
  const unit = takes === 'days' ? ' days' : '';
  return `${attribute.label} ${label}${joined === '' ? '' : ` ${joined}`}${unit}`;
}

/**
 * Why a tree of conditions came out as it did, in a sentence without the customer's own words, so that it may be kept.
 * For one that holds, how many of its conditions do; else the first one that decided.
 */
export function wordFinding(
  group: ConditionGroup,
  finding: Finding,
  variables: readonly Variable[],
  names: Names,
): string {
  if (finding.holds === true) return wordHolding(finding);
  if (finding.holds === null) return 'It cannot be told yet.';
  return wordRefusal(group, finding, variables, names);
}

function wordHolding(finding: Finding): string {
  const all = leaves(finding);
  if (all.length === 0) return 'It has no conditions.';
  const so = all.filter(({ holds }) => holds === true).length;
  return `${so} of ${all.length} ${all.length === 1 ? 'condition' : 'conditions'} true`;
}

function wordRefusal(
  group: ConditionGroup,
  finding: Finding,
  variables: readonly Variable[],
  names: Names,
): string {
  const results = finding.items ?? [];
  const wanted = group.match === 'none';
  if (group.match === 'any') {
    const [only] = group.items;
    if (group.items.length === 1 && only && !isGroup(only))
      return `Not so: ${wordCondition(only, variables, names)}`;
    return results.length === 0
      ? 'A group of “any of” is empty.'
      : `None of ${leaves(finding).length} conditions true`;
  }
  const index = results.findIndex(({ holds }) => holds === wanted);
  const item = group.items[index];
  const result = results[index];
  if (!item || !result) return 'It does not hold.';
  if (!isGroup(item)) {
    return `${wanted ? 'It must not be' : 'Not so'}: ${wordCondition(item, variables, names)}`;
  }
  return wanted ? 'A group that must not hold does' : wordRefusal(item, result, variables, names);
}

function leaves(finding: Finding): Finding[] {
  return finding.items ? finding.items.flatMap(leaves) : [finding];
}
