import { faultOfGroup } from '../../../contract/condition-faults.ts';
import {
  isGroup,
  operators,
  operatorsOf,
  attributeOf,
  type Condition,
  type ConditionGroup,
  type OperatorId,
  type Variable,
} from '../../../contract/conditions.ts';
import { routingRuleId, type RoutingRuleId } from '../../../contract/ids.ts';
import type { RoutingRule, RoutingRules } from '../../../contract/routing-rules.ts';
import type { DepartmentId } from '../../../contract/ids.ts';

/** The rules as somebody edits them. */
export interface Draft {
  rules: readonly RoutingRule[];
  fallbackDepartmentId: DepartmentId | null;
}

/** A place in a tree of conditions: the item of the group, then the item of that, and so on. */
export type Path = readonly number[];

export function draftOf({ rules, fallbackDepartmentId }: RoutingRules): Draft {
  return { rules, fallbackDepartmentId };
}

export function newRule(departmentId: DepartmentId): RoutingRule {
  return {
    id: routingRuleId.parse(crypto.randomUUID()),
    name: 'New rule',
    description: '',
    isOn: true,
    conditions: { match: 'all', items: [newCondition('message.text')] },
    departmentId,
    ifUnavailable: 'next-rule',
    asks: { skillIds: [], priority: null },
  };
}

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

/** The rules with one moved to another place. */
export function moveRule(rules: readonly RoutingRule[], id: RoutingRuleId, to: number): RoutingRule[] {
  const moved = rules.find((rule) => rule.id === id);
  if (!moved) return [...rules];
  const rest = rules.filter((rule) => rule.id !== id);
  const place = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, place), moved, ...rest.slice(place)];
}

/** How many things are different from what is saved: each rule once, the order once, everything else once. */
export function countChanges(saved: Draft, draft: Draft): number {
  const before = new Map(saved.rules.map((rule) => [rule.id, rule]));
  const after = new Set(draft.rules.map((rule) => rule.id));
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const changed = draft.rules.filter((rule) => !same(before.get(rule.id), rule)).length;
  const removed = saved.rules.filter(({ id }) => !after.has(id)).length;
  const order = (rules: readonly RoutingRule[], others: ReadonlySet<string>) =>
    rules.flatMap(({ id }) => (others.has(id) ? id : []));
  const isReordered = !same(order(saved.rules, after), order(draft.rules, new Set(before.keys())));
  const isElsewhere = saved.fallbackDepartmentId !== draft.fallbackDepartmentId;
  return changed + removed + Number(isReordered) + Number(isElsewhere);
}

/** What keeps a rule from being saved; null: nothing. */
export function faultOfRule(
  rule: RoutingRule,
  variables: readonly Variable[],
): { path: Path | null; message: string } | null {
  if (rule.name.trim() === '') return { path: null, message: 'Give the rule a name.' };
  return faultOfGroup(rule.conditions, variables);
}

export function isSound({ rules }: Draft, variables: readonly Variable[]): boolean {
  return rules.every((rule) => faultOfRule(rule, variables) === null);
}
