import { z } from 'zod';
import { conditionGroup, finding } from './conditions.ts';
import { contactRef } from './conversations.ts';
import { conversationId, departmentId, pageId, routingRuleId, skillId, userId } from './ids.ts';
import { instant } from './instant.ts';

export const routingLimits = { rules: 100, departments: 5, replayed: 5_000, replayedByDefault: 200 } as const;

/** What a rule asks of whoever takes the conversation. */
const asks = z.strictObject({
  /** Beside those of its work stream. */
  skillIds: z.array(skillId).max(20, 'At most 20 skills.').default([]),
  /** 1 is served first, 5 last; null: as it would be anyway. */
  priority: z.number().int().min(1).max(5).nullable().default(null),
});

/** What other departments get of what a rule sends; its own department gets the rest. */
const split = z
  .array(
    z.strictObject({
      departmentId,
      percent: z.int('A whole number.').min(1, 'At least 1 %.').max(99, 'At most 99 %.'),
    }),
  )
  .max(routingLimits.departments - 1, 'At most 5 departments.')
  .default([])
  .refine((all) => all.reduce((sum, { percent }) => sum + percent, 0) < 100, 'More than 100 % is given.');

/** One rule: a conversation that meets its conditions goes to its department, or to one of several by their shares. */
export const routingRule = z
  .strictObject({
    /** Made by whoever writes it first. */
    id: routingRuleId,
    name: z.string().trim().min(1, 'Give the rule a name.').max(120, 'At most 120 characters.'),
    description: z.string().trim().max(1_000, 'At most 1,000 characters.').default(''),
    isOn: z.boolean().default(true),
    conditions: conditionGroup,
    departmentId,
    split,
    /** When that department is closed or full: the next rule that matches, or it waits there all the same. */
    ifUnavailable: z.enum(['next-rule', 'stay']).default('next-rule'),
    asks: asks.prefault({}),
  })
  .refine(
    ({ departmentId: own, split: others }) =>
      new Set([own, ...others.map((share) => share.departmentId)]).size === others.length + 1,
    { message: 'Each department once.', path: ['split'] },
  );
export type RoutingRule = z.infer<typeof routingRule>;

const rules = z
  .array(routingRule)
  .max(routingLimits.rules, 'At most 100 rules.')
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Each rule once.');

/** Where goes what no rule matches; null: to the page's own department, else the default one. */
const fallback = departmentId.nullable();

/** The rules of a work stream in their order, and the count of their changes. */
export const routingRules = z.object({
  version: z.number().int(),
  rules: z.array(routingRule),
  fallbackDepartmentId: fallback,
  /** Conversations of the last 7 days that each rule decided; the last one: that none did. */
  decided: z.object({ byRule: z.record(z.string(), z.number().int()), byNone: z.number().int() }),
  /** Conversations of this work stream that still wait for an agent. */
  queued: z.number().int(),
  /** Pages of the stream that have a department of their own and do not put the rules first: these ask no rule. */
  passedBy: z.array(pageId),
  changedAt: instant.nullable(),
  changedBy: userId.nullable(),
});
export type RoutingRules = z.infer<typeof routingRules>;

/** Replaces the whole set. Another version than the one looked at is answered by `conflict`. */
export const saveRoutingRules = z.strictObject({
  version: z.number().int().min(0),
  rules,
  fallbackDepartmentId: fallback.default(null),
});
export type SaveRoutingRules = z.infer<typeof saveRoutingRules>;

/** How a rule came out. `unavailable`: it matches, and its department is closed or full. */
export const ruleOutcome = z.enum(['matched', 'not-matched', 'unavailable', 'broken', 'off', 'not-asked']);
export type RuleOutcome = z.infer<typeof ruleOutcome>;

export const triedRule = z.object({
  ruleId: routingRuleId,
  name: z.string(),
  outcome: ruleOutcome,
  /** In a sentence: which condition decided, or what is wrong. */
  because: z.string(),
  /** Of its conditions; null when they were not asked. */
  finding: finding.nullable(),
});
export type TriedRule = z.infer<typeof triedRule>;

/** Where a conversation goes, and why. */
export const routingDecision = z.object({
  departmentId,
  /** Null: no rule decided. */
  ruleId: routingRuleId.nullable(),
  /** In a sentence. */
  because: z.string(),
  tried: z.array(triedRule),
});
export type RoutingDecision = z.infer<typeof routingDecision>;

/** How conversations would go by rules that are not saved yet. Nothing is changed. */
export const askWhatIf = z.strictObject({
  rules,
  fallbackDepartmentId: fallback.default(null),
  /** One conversation, to see each condition; else the last ones of the work stream. */
  conversationId: conversationId.optional(),
  last: z
    .int('A whole number.')
    .min(1, 'At least 1.')
    .max(routingLimits.replayed, 'At most 5,000.')
    .default(routingLimits.replayedByDefault),
});
export type AskWhatIf = z.input<typeof askWhatIf>;

/** A conversation to try rules on, with what a rule may know of it, in words. */
export const whatIfSample = z.object({
  id: conversationId,
  number: z.number().int(),
  contact: contactRef,
  openedAt: instant,
  /** The beginning of the first message; empty when it has no text. */
  text: z.string(),
  facts: z.array(z.string()),
});
export type WhatIfSample = z.infer<typeof whatIfSample>;

const ends = z.object({ departmentId, ruleId: routingRuleId.nullable() });

export const whatIf = z.object({
  /** Of the conversation that was asked for, by the rules as they are edited. */
  one: z.object({ sample: whatIfSample, edited: routingDecision, saved: ends }).nullable(),
  /** The newest that were replayed, at most 20, to try one of them. */
  samples: z.array(whatIfSample),
  /** Over all that were replayed. */
  replayed: z.number().int(),
  since: instant.nullable(),
  /** By the edited rules and by the saved ones: how many each rule decides; under `none` those that no rule does. */
  edited: z.record(z.string(), z.number().int()),
  saved: z.record(z.string(), z.number().int()),
  /** Those that would go to another department, newest first, at most 200. */
  changes: z.array(z.object({ sample: whatIfSample, saved: ends, edited: ends })),
  changeCount: z.number().int(),
});
export type WhatIf = z.infer<typeof whatIf>;

/** What routing anew did with the conversations that wait. */
export const reroutedItems = z.object({ looked: z.number().int(), moved: z.number().int() });
export type ReroutedItems = z.infer<typeof reroutedItems>;
