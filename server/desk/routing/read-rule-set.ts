import { faultOfGroup } from '../../../contract/condition-faults.ts';
import { fieldPrefix, type AttributeId, type Variable } from '../../../contract/condition-attributes.ts';
import { conditionGroup, isGroup, type ConditionGroup } from '../../../contract/conditions.ts';
import type { RoutingRule } from '../../../contract/routing-rules.ts';
import type { RoutingRuleRow } from '../../store/routing-rules.ts';
import type { Rule, RuleSet } from './decide.ts';

/** Rules as they are stored, ready to be asked. What cannot be read or asked is a fault of its rule alone. */
export function readRules(rows: readonly RoutingRuleRow[], variables: readonly Variable[]): RuleSet {
  return setOf(
    rows.map((row) => readRule(row, variables)),
    variables,
  );
}

function readRule(row: RoutingRuleRow, variables: readonly Variable[]): Rule {
  const { id, name, isOn, departmentId, split, ifUnavailable, skillIds, priority } = row;
  const read = conditionGroup.safeParse(row.conditions);
  const fault = read.success ? (faultOfGroup(read.data, variables)?.message ?? null) : 'It cannot be read.';
  return {
    id,
    name,
    isOn,
    conditions: read.success ? read.data : { match: 'all', items: [] },
    fault,
    departmentId,
    split,
    ifUnavailable,
    asks: { skillIds, priority },
  };
}

/** Rules as somebody has written them, saved or not. */
export function rulesOf(rules: readonly RoutingRule[], variables: readonly Variable[]): RuleSet {
  return setOf(
    rules.map(({ asks, conditions, ...rule }) => ({
      ...rule,
      conditions,
      asks,
      fault: faultOfGroup(conditions, variables)?.message ?? null,
    })),
    variables,
  );
}

function setOf(rules: readonly Rule[], variables: readonly Variable[]): RuleSet {
  const asksForCards = rules.some(({ isOn, conditions }) => isOn && attributesIn(conditions).some(isOfCard));
  return { rules, variables, asksForCards };
}

function attributesIn({ items }: ConditionGroup): string[] {
  return items.flatMap((item) => (isGroup(item) ? attributesIn(item) : item.attribute));
}

const ofCards: ReadonlySet<string> = new Set<AttributeId>([
  'customer.card',
  'customer.company',
  'customer.manager',
  'customer.ticket',
]);

function isOfCard(attribute: string): boolean {
  return ofCards.has(attribute) || attribute.startsWith(fieldPrefix);
}
