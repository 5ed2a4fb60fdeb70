import type { ConditionGroup, Finding, Variable } from '../../../contract/conditions.ts';
import type { RuleOutcome } from '../../../contract/routing-rules.ts';
import { evaluate, isTrue } from '../conditions/evaluate.ts';
import type { Facts } from '../conditions/facts.ts';
import { wordFinding } from '../conditions/word.ts';

/** A rule, ready to be asked. */
export interface Rule {
  id: string;
  name: string;
  isOn: boolean;
  conditions: ConditionGroup;
  /** Why it cannot be asked; null when it can. */
  fault: string | null;
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

/** The rules of a work stream in their order, and the words that they may refer to. */
export interface RuleSet {
  rules: readonly Rule[];
  variables: readonly Variable[];
}

/** How a department stands at the moment. One that is not named is open and has room. */
export interface Standing {
  isOpen: boolean;
  isFull: boolean;
  /** When it opens next; null: not known, or open. */
  opensAt: Date | null;
}

/** All that a decision hangs on. */
export interface Case {
  set: RuleSet;
  facts: Facts;
  standings: ReadonlyMap<string, Standing>;
  /** Where goes what no rule matches. */
  fallbackDepartmentId: string;
}

export interface TriedRule {
  ruleId: string;
  name: string;
  outcome: RuleOutcome;
  because: string;
  finding: Finding | null;
}

/** Where a conversation goes, by which rule. */
export interface Choice {
  departmentId: string;
  /** Null: no rule. */
  rule: Rule | null;
  /** Rules that match, whose departments are closed or full. */
  passedOver: readonly Rule[];
}

export interface Decision {
  departmentId: string;
  ruleId: string | null;
  asks: Asks;
  because: string;
  tried: TriedRule[];
}

const asksNothing: Asks = { skillIds: [], priority: null };

/**
 * Where a conversation goes: to the department of the first rule, from the top, whose conditions hold. A department
 * that is closed or full is passed over where its rule says so; are all of them, the one that opens first gets it. No
 * rule: the department for everything else. A rule that is off or broken does not match. Pure and total.
 *
 * @returns `pending` when it hangs on what is not known yet.
 */
export function choose(
  { set, facts, standings, fallbackDepartmentId }: Case,
  ask: (rule: Rule) => boolean | null = (rule) => isTrue(rule.conditions, facts, set.variables),
): Choice | 'pending' {
  const passedOver: Rule[] = [];
  for (const rule of set.rules) {
    if (!rule.isOn || rule.fault !== null) continue;
    const answer = ask(rule);
    if (answer === null) return 'pending';
    if (!answer) continue;
    if (isThere(rule, standings)) return { departmentId: rule.departmentId, rule, passedOver };
    passedOver.push(rule);
  }
  const first = passedOver.toSorted((a, b) => opensFor(a, standings) - opensFor(b, standings)).at(0) ?? null;
  return { departmentId: first?.departmentId ?? fallbackDepartmentId, rule: first, passedOver };
}

/**
 * The same, with how each rule came out and why. The sentences hold no word of the customer's, so that they may be
 * kept; the findings do.
 */
export function decide(at: Case): Decision | 'pending' {
  const { set, facts, standings } = at;
  const findings = new Map<Rule, Finding>();
  const choice = choose(at, (rule) => {
    const finding = evaluate(rule.conditions, facts, set.variables);
    findings.set(rule, finding);
    return finding.holds;
  });
  if (choice === 'pending') return choice;
  const { rule, departmentId, passedOver } = choice;
  const tell = (each: Rule): Omit<TriedRule, 'ruleId' | 'name'> => {
    if (!each.isOn) return { outcome: 'off', because: 'It is switched off.', finding: null };
    if (each.fault !== null) return { outcome: 'broken', because: each.fault, finding: null };
    const finding = findings.get(each);
    if (!finding) return { outcome: 'not-asked', because: 'The first match decides.', finding: null };
    if (passedOver.includes(each)) {
      return { outcome: 'unavailable', because: wordPassedOver(each, facts, standings), finding };
    }
    const because = wordFinding(each.conditions, finding, set.variables, facts);
    return { outcome: finding.holds === true ? 'matched' : 'not-matched', because, finding };
  };
  return {
    departmentId,
    ruleId: rule?.id ?? null,
    asks: rule?.asks ?? asksNothing,
    because: wordChoice(choice, set.rules.length),
    tried: set.rules.map((each) => ({ ruleId: each.id, name: each.name, ...tell(each) })),
  };
}

function isThere(rule: Rule, standings: Case['standings']): boolean {
  const standing = standings.get(rule.departmentId);
  return rule.ifUnavailable === 'stay' || !standing || (standing.isOpen && !standing.isFull);
}

/** One that is open and full comes before all that are closed. */
function opensFor({ departmentId }: Rule, standings: Case['standings']): number {
  const standing = standings.get(departmentId);
  if (!standing || standing.isOpen) return 0;
  return standing.opensAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function wordPassedOver({ departmentId }: Rule, { names }: Facts, standings: Case['standings']): string {
  const isOpen = standings.get(departmentId)?.isOpen ?? true;
  return `It matches, but ${names.get(departmentId) ?? 'its department'} is ${isOpen ? 'full' : 'closed'}.`;
}

function wordChoice({ rule, passedOver }: Choice, count: number): string {
  if (rule === null) return count === 0 ? 'There are no rules.' : 'No rule matched.';
  if (!passedOver.includes(rule)) return `The rule “${rule.name}” matched.`;
  return passedOver.length === 1
    ? `The rule “${rule.name}” matched, and no other does.`
    : `The departments of all ${passedOver.length} matching rules are closed or full; that of “${rule.name}” opens first.`;
}
