import type { ConditionGroup, Finding, Variable } from '../../../contract/conditions.ts';
import type { RuleOutcome } from '../../../contract/routing-rules.ts';
import { evaluate, faultIn } from '../conditions/evaluate.ts';
import type { Facts } from '../conditions/facts.ts';
import { wordFinding } from '../conditions/word.ts';

/** A rule as it is stored; null conditions: what is stored cannot be read. */
export interface Rule {
  id: string;
  name: string;
  isOn: boolean;
  conditions: ConditionGroup | null;
  departmentId: string;
  ifUnavailable: 'next-rule' | 'stay';
  asks: Asks;
}

/** What a rule asks of whoever takes the conversation. */
export interface Asks {
  skillIds: readonly string[];
  /** Null: as it would be anyway. */
  priority: number | null;
}

/** The rules of a work stream in their order, with what they refer to. */
export interface RuleSet {
  rules: readonly Rule[];
  variables: readonly Variable[];
  fallbackDepartmentId: string;
}

/** How a department stands at the moment. One that is not named is open and has room. */
export interface Standing {
  isOpen: boolean;
  isFull: boolean;
  /** When it opens next; null: not known, or open. */
  opensAt: Date | null;
}

export interface TriedRule {
  ruleId: string;
  name: string;
  outcome: RuleOutcome;
  because: string;
  finding: Finding | null;
}

export interface Decision {
  departmentId: string;
  ruleId: string | null;
  asks: Asks;
  because: string;
  tried: TriedRule[];
}

/**
 * Where a conversation goes: to the department of the first rule, from the top, whose conditions hold. A department
 * that is closed or full is passed over where its rule says so; are all of them, the one that opens first gets it. No
 * rule: the department for everything else. A rule that is broken does not match, and says so.
 *
 * Pure and total. The sentences hold no word of the customer's, so that they may be kept; the findings do.
 *
 * @returns `pending` when it hangs on what is not known yet.
 */
export function decide(
  { rules, variables, fallbackDepartmentId }: RuleSet,
  facts: Facts,
  standings: ReadonlyMap<string, Standing>,
): Decision | 'pending' {
  const tried: TriedRule[] = [];
  const passedOver: { rule: Rule; at: number }[] = [];
  for (const [index, rule] of rules.entries()) {
    const result = ask(rule, variables, facts);
    if (result === 'pending') return 'pending';
    tried.push(result);
    if (result.outcome !== 'matched') continue;
    const standing = standings.get(rule.departmentId);
    if (rule.ifUnavailable === 'stay' || !standing || (standing.isOpen && !standing.isFull)) {
      return decided(rule, [...tried, ...rules.slice(index + 1).map(notAsked)]);
    }
    result.outcome = 'unavailable';
    result.because = `It matches, but ${nameOf(facts, rule.departmentId)} is ${standing.isOpen ? 'full' : 'closed'}`;
    passedOver.push({ rule, at: opensFor(standing) });
  }
  const [first] = passedOver.toSorted((a, b) => a.at - b.at);
  if (first) return { ...decided(first.rule, tried), because: becauseFirst(first.rule, passedOver.length) };
  return {
    departmentId: fallbackDepartmentId,
    ruleId: null,
    asks: { skillIds: [], priority: null },
    because: rules.length === 0 ? 'There are no rules.' : 'No rule matched.',
    tried,
  };
}

function ask(rule: Rule, variables: readonly Variable[], facts: Facts): TriedRule | 'pending' {
  const row = { ruleId: rule.id, name: rule.name, finding: null };
  if (!rule.isOn) return { ...row, outcome: 'off', because: 'It is switched off.' };
  if (rule.conditions === null) return { ...row, outcome: 'broken', because: 'It cannot be read.' };
  const finding = evaluate(rule.conditions, facts, variables);
  const fault = faultIn(finding);
  if (fault !== null) return { ...row, finding, outcome: 'broken', because: fault };
  if (finding.holds === null) return 'pending';
  return {
    ...row,
    finding,
    outcome: finding.holds ? 'matched' : 'not-matched',
    because: wordFinding(rule.conditions, finding, variables, facts),
  };
}

function notAsked({ id, name }: Rule): TriedRule {
  return { ruleId: id, name, outcome: 'not-asked', because: 'The first match decides.', finding: null };
}

function decided(rule: Rule, tried: TriedRule[]): Decision {
  return {
    departmentId: rule.departmentId,
    ruleId: rule.id,
    asks: rule.asks,
    because: `The rule ${rule.name} matched.`,
    tried,
  };
}

/** One that is open and full comes before all that are closed. */
function opensFor({ isOpen, opensAt }: Standing): number {
  return isOpen ? 0 : (opensAt?.getTime() ?? Number.MAX_SAFE_INTEGER);
}

function becauseFirst(rule: Rule, count: number): string {
  return count === 1
    ? `The rule ${rule.name} matched, and no other does.`
    : `The departments of all ${count} matching rules are closed or full; ${rule.name} has the one that opens first.`;
}

function nameOf({ names }: Facts, departmentId: string): string {
  return names.get(departmentId) ?? 'its department';
}
