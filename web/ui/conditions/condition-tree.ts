import { attributeOf, type Variable } from '../../../contract/condition-attributes.ts';
import {
  isGroup,
  operators,
  operatorsOf,
  type Condition,
  type ConditionGroup,
  type OperatorId,
} from '../../../contract/conditions.ts';

/** A place in a tree of conditions: the item of the group, then the item of that, and so on. */
export type Path = readonly number[];

/** A condition on an attribute, with the first operator and no value yet. */
export function newCondition(attribute: string, variables: readonly Variable[] = []): Condition {
  const type = attributeOf(attribute, variables)?.type ?? 'text';
  const operator = attribute === 'message.text' ? 'contains' : (operatorsOf[type][0] ?? 'equals');
  return { attribute, operator, values: type === 'boolean' ? [true] : [] };
}

/** The same condition asked by another operator: its values stay as far as they fit. */
export function withOperator(condition: Condition, operator: OperatorId): Condition {
  const { takes } = operators[operator];
  const isCounted = takes === 'days' || operators[condition.operator].takes === 'days';
  const most = { none: 0, one: 1, some: Number.POSITIVE_INFINITY, two: 2, days: 1 }[takes];
  const values =
    isCounted && takes !== operators[condition.operator].takes ? [] : condition.values.slice(0, most);
  return { ...condition, operator, values };
}

/** The tree with the item at a place changed; null takes it out. A group that is left empty goes too, but not the first. */
export function changeAt(
  group: ConditionGroup,
  path: Path,
  change: (item: Condition | ConditionGroup) => Condition | ConditionGroup | null,
): ConditionGroup {
  const [index, ...rest] = path;
  if (index === undefined) {
    const changed = change(group);
    return changed && isGroup(changed) ? changed : { match: group.match, items: [] };
  }
  const items = group.items.flatMap((item, at) => {
    if (at !== index) return [item];
    if (rest.length > 0 && isGroup(item)) {
      const inner = changeAt(item, rest, change);
      return inner.items.length === 0 ? [] : [inner];
    }
    return change(item) ?? [];
  });
  return { ...group, items };
}

/** The tree with one more item at the end of the group at a place. */
export function addAt(group: ConditionGroup, path: Path, item: Condition | ConditionGroup): ConditionGroup {
  return changeAt(group, path, (at) => (isGroup(at) ? { ...at, items: [...at.items, item] } : at));
}
