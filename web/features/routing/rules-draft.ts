import { faultOfGroup } from '../../../contract/condition-faults.ts';
import type { Variable } from '../../../contract/condition-attributes.ts';
import { routingRuleId, type RoutingRuleId } from '../../../contract/ids.ts';
import type { RoutingRule, RoutingRules } from '../../../contract/routing-rules.ts';
import type { DepartmentId } from '../../../contract/ids.ts';
import { newCondition, type Path } from '../../ui/conditions/condition-tree.ts';

/** The rules as somebody edits them. */
export interface Draft {
  rules: readonly RoutingRule[];
  fallbackDepartmentId: DepartmentId | null;
}

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
    split: [],
    ifUnavailable: 'next-rule',
    asks: { skillIds: [], priority: null },
  };
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

/** What a rule's own department gets, in percent. */
export function shareLeft({ split }: Pick<RoutingRule, 'split'>): number {
  return 100 - split.reduce((sum, { percent }) => sum + percent, 0);
}

/** What keeps a rule from being saved; null: nothing. */
export function faultOfRule(
  rule: RoutingRule,
  variables: readonly Variable[],
): { path: Path | null; message: string } | null {
  if (rule.name.trim() === '') return { path: null, message: 'Give the rule a name.' };
  if (rule.split.some(({ percent }) => !Number.isInteger(percent) || percent < 1) || shareLeft(rule) < 1) {
    return { path: null, message: 'Give each department at least 1 %, and all of them 100 % together.' };
  }
  return faultOfGroup(rule.conditions, variables);
}

export function isSound({ rules }: Draft, variables: readonly Variable[]): boolean {
  return rules.every((rule) => faultOfRule(rule, variables) === null);
}
