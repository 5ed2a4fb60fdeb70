import { faultOfGroup } from '../../../contract/condition-faults.ts';
import { conditionGroup, type Variable } from '../../../contract/conditions.ts';
import type { RoutingRule } from '../../../contract/routing-rules.ts';
import type { RoutingRuleRow } from '../../store/routing-rules.ts';
import type { Rule, RuleSet } from './decide.ts';

/** Rules as they are stored, ready to be asked. What cannot be read or asked is a fault of its rule alone. */
export function readRules(rows: readonly RoutingRuleRow[], variables: readonly Variable[]): RuleSet {
  return { variables, rules: rows.map((row) => readRule(row, variables)) };
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
  return {
    variables,
    rules: rules.map(({ asks, conditions, ...rule }) => ({
      ...rule,
      conditions,
      asks,
      fault: faultOfGroup(conditions, variables)?.message ?? null,
    })),
  };
}
