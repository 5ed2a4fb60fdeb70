import type { Variable } from '../../../contract/condition-attributes.ts';
import type { ConditionGroup, Finding } from '../../../contract/conditions.ts';
import type { RuleOutcome } from '../../../contract/routing-rules.ts';
import { evaluate, isTrue } from '../conditions/evaluate.ts';
import type { Facts } from '../conditions/facts.ts';
import { wordFinding } from '../conditions/word.ts';
import { drawShare, type Share } from './split.ts';

/** A rule, ready to be asked. */
export interface Rule {
  id: string;
  name: string;
  isOn: boolean;
  conditions: ConditionGroup;
  /** Why it cannot be asked; null when it can. */
  fault: string | null;
  departmentId: string;
  /** What other departments get of it. */
  split: readonly Share[];
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
  /** Whether any of them asks who somebody is by their card. */
  asksForCards: boolean;
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
  /** By what it falls to one of several departments: always the same of the same conversation. */
  lot: string;
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
  /** Of the department, where the rule divides; null: it gets all. */
  percent: number | null;
  /** Rules that match, whose departments are closed or full. */
  passedOver: readonly Rule[];
}

export interface Decision {
  departmentId: string;
  ruleId: string | null;
  asks: Asks;
  because: string;
  tried: TriedRule[];
  /** Departments of its rules that were full. */
  full: string[];
}

const asksNothing: Asks = { skillIds: [], priority: null };

/**
 * Where a conversation goes: to the department of the first rule, from the top, whose conditions hold, or to one of its
 * departments by their shares. A department that is closed or full is passed over where its rule says so, and its share
 * goes to the others; are those of all matching rules, the one that opens first gets it. No rule: the department for
 * everything else. A rule that is off or broken does not match. Pure and total.
 *
 * @returns `pending` when it hangs on what is not known yet.
 */
export function choose(
  { set, facts, standings, lot, fallbackDepartmentId }: Case,
  ask: (rule: Rule) => boolean | null = (rule) => isTrue(rule.conditions, facts, set.variables),
): Choice | 'pending' {
  const passedOver: Rule[] = [];
  for (const rule of set.rules) {
    if (!rule.isOn || rule.fault !== null) continue;
    const answer = ask(rule);
    if (answer === null) return 'pending';
    if (!answer) continue;
    const share = drawShare(sharesOf(rule), `${lot} ${rule.id}`, (one) => isThere(one, rule, standings));
    if (share) return { ...endOf(share, rule), passedOver };
    passedOver.push(rule);
  }
  const [first] = passedOver
    .flatMap((rule) => sharesOf(rule).map((share) => ({ share, rule, opens: opensFor(share, standings) })))
    .toSorted((a, b) => a.opens - b.opens);
  return first
    ? { ...endOf(first.share, first.rule), passedOver }
    : { departmentId: fallbackDepartmentId, rule: null, percent: null, passedOver };
}

/** The rule's own department gets what it does not give to others. */
function sharesOf({ departmentId, split }: Rule): Share[] {
  const given = split.reduce((sum, { percent }) => sum + percent, 0);
  return [{ departmentId, percent: 100 - given }, ...split];
}

function endOf({ departmentId, percent }: Share, rule: Rule): Omit<Choice, 'passedOver'> {
  return { departmentId, rule, percent: rule.split.length === 0 ? null : percent };
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
    because: wordChoice(choice, set.rules.length, facts),
    full: fullAmong(set, standings),
    tried: set.rules.map((each) => ({ ruleId: each.id, name: each.name, ...tell(each) })),
  };
}

function isThere({ departmentId }: Share, { ifUnavailable }: Rule, standings: Case['standings']): boolean {
  const standing = standings.get(departmentId);
  return ifUnavailable === 'stay' || !standing || (standing.isOpen && !standing.isFull);
}

function fullAmong({ rules }: RuleSet, standings: Case['standings']): string[] {
  const named = new Set(rules.flatMap((rule) => sharesOf(rule).map(({ departmentId }) => departmentId)));
  return [...named].filter((id) => standings.get(id)?.isFull);
}

/** One that is open and full comes before all that are closed. */
function opensFor({ departmentId }: Share, standings: Case['standings']): number {
  const standing = standings.get(departmentId);
  if (!standing || standing.isOpen) return 0;
  return standing.opensAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function wordPassedOver(rule: Rule, { names }: Facts, standings: Case['standings']): string {
  const words = sharesOf(rule).map(({ departmentId }) => {
    const isOpen = standings.get(departmentId)?.isOpen ?? true;
    return `${names.get(departmentId) ?? 'its department'} is ${isOpen ? 'full' : 'closed'}`;
  });
  return `It matches, but ${words.join(', and ')}.`;
}

function wordChoice(choice: Choice, count: number, { names }: Facts): string {
  const { rule, passedOver, percent, departmentId } = choice;
  if (rule === null) return count === 0 ? 'There are no rules.' : 'No rule matched.';
  if (!passedOver.includes(rule)) {
    return percent === null
      ? `The rule “${rule.name}” matched.`
      : `The rule “${rule.name}” matched; of its departments it fell to ${names.get(departmentId) ?? 'this one'} (${percent} %).`;
  }
  return passedOver.length === 1
    ? `The rule “${rule.name}” matched, and no other does.`
    : `The departments of all ${passedOver.length} matching rules are closed or full; that of “${rule.name}” opens first.`;
}
