import { faultOfGroup } from '../../../contract/condition-faults.ts';
import type { Variable } from '../../../contract/condition-attributes.ts';
import type { ConditionGroup } from '../../../contract/conditions.ts';
import type {
  RoutingRule,
  RoutingRules,
  saveRoutingRules as saveSchema,
} from '../../../contract/routing-rules.ts';
import type { z } from 'zod';
import { findDepartments } from '../../store/departments.ts';
import {
  countDecided,
  countQueued,
  findForeignRules,
  listPagesPassingBy,
  lockRuleSet,
  readRuleSet,
  replaceRules,
  type StoredRuleSet,
} from '../../store/routing-rules.ts';
import type { Tx } from '../../store/db.ts';
import { listSkills } from '../../store/work-streams.ts';
import { actorId, requireRight, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { readKnownVariables } from './known-variables.ts';

const weekMs = 7 * 24 * 60 * 60 * 1_000;

/**
 * The rules of a work stream in their order, with what they did in the last 7 days. For those who lead.
 * @throws Problem `forbidden` · `not-found`.
 */
export async function getRoutingRules(ctx: Context, workStreamId: string): Promise<RoutingRules> {
  requireRoutingLead(ctx);
  const stored = await readRuleSet(ctx.db, workStreamId);
  if (!stored) throw notFound('work stream');
  const since = new Date(ctx.clock.now().getTime() - weekMs);
  const sight = sightOf(ctx.actor);
  const [decided, queued, passedBy] = await Promise.all([
    countDecided(ctx.db, workStreamId, { since, sight }),
    countQueued(ctx.db, stored, sight),
    listPagesPassingBy(ctx.db, stored, sight),
  ]);
  return {
    version: stored.version,
    rules: stored.rules.map(presentRule),
    fallbackDepartmentId: stored.fallbackDepartmentId as RoutingRules['fallbackDepartmentId'],
    decided: {
      byRule: Object.fromEntries(
        decided.flatMap(({ ruleId, count }) => (ruleId === null ? [] : [[ruleId, count] as const])),
      ),
      byNone: decided.find(({ ruleId }) => ruleId === null)?.count ?? 0,
    },
    queued,
    passedBy: passedBy as RoutingRules['passedBy'],
    changedAt: stored.changedAt?.toISOString() ?? null,
    changedBy: stored.changedBy as RoutingRules['changedBy'],
  };
}

/**
 * Replaces the rules of a work stream, for conversations that begin from now on: what is queued stays where it is.
 * Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when somebody saved since `version` · `invalid`, naming the rule's field.
 */
export async function saveRoutingRules(
  ctx: Context,
  workStreamId: string,
  input: z.output<typeof saveSchema>,
): Promise<RoutingRules> {
  requireRight(ctx.actor, 'manage-work-streams');
  await change(ctx, async (story) => {
    const version = await lockRuleSet(story.tx, workStreamId);
    const stored = await readRuleSet(story.tx, workStreamId);
    if (!stored) throw notFound('work stream');
    if (version !== input.version) {
      throw conflict('Somebody else has saved these rules. Look at them and save again.', { version });
    }
    await requireSound(story.tx, stored, input);
    const { rules, fallbackDepartmentId } = input;
    await replaceRules(
      story.tx,
      { workStreamId, fallbackDepartmentId, changedAt: ctx.clock.now(), changedBy: actorId(ctx.actor) },
      rules.map(({ asks, ...rule }) => ({ ...rule, skillIds: asks.skillIds, priority: asks.priority })),
    );
    await audit(ctx, story, {
      action: 'routing.changed',
      subjectId: workStreamId,
      detail: whatChanged(stored, input),
    });
    story.announce({ kind: 'work-stream.changed', subjectId: workStreamId });
  });
  return getRoutingRules(ctx, workStreamId);
}

export function requireRoutingLead({ actor }: Context): void {
  requireRight(actor, 'see-routing');
}

/** Conditions that can be asked, departments and skills that there are, and ids that are not another stream's. */
async function requireSound(
  tx: Tx,
  stored: StoredRuleSet,
  { rules, fallbackDepartmentId }: z.output<typeof saveSchema>,
): Promise<void> {
  requireAskable(rules, await readKnownVariables(tx, stored.settings));
  const departments = await findDepartments(tx, [
    ...rules.flatMap(({ departmentId, split }) => [
      departmentId,
      ...split.map((share) => share.departmentId),
    ]),
    ...(fallbackDepartmentId === null ? [] : [fallbackDepartmentId]),
  ]);
  const lost = rules.findIndex(({ departmentId }) => !departments.has(departmentId));
  if (lost >= 0) throw invalid(`rules.${lost}.departmentId`, 'There is no such department.');
  const lostShare = rules.findIndex(({ split }) =>
    split.some((share) => !departments.has(share.departmentId)),
  );
  if (lostShare >= 0) throw invalid(`rules.${lostShare}.split`, 'There is no such department.');
  if (fallbackDepartmentId !== null && !departments.has(fallbackDepartmentId)) {
    throw invalid('fallbackDepartmentId', 'There is no such department.');
  }
  const wanted = [...new Set(rules.flatMap(({ asks }) => asks.skillIds))];
  const skills = new Set(wanted.length === 0 ? [] : (await listSkills(tx, wanted)).map(({ id }) => id));
  const unskilled = rules.findIndex(({ asks }) => asks.skillIds.some((id) => !skills.has(id)));
  if (unskilled >= 0) throw invalid(`rules.${unskilled}.asks.skillIds`, 'There is no such skill.');
  const [foreign] = await findForeignRules(
    tx,
    stored.id,
    rules.map(({ id }) => id),
  );
  if (foreign) {
    const index = rules.findIndex(({ id }) => id === foreign);
    throw invalid(`rules.${index}.id`, 'Another work stream has a rule of this id.');
  }
}

/** @throws Problem `invalid`, naming the condition by its place in the tree. */
export function requireAskable(
  rules: readonly { conditions: ConditionGroup }[],
  variables: readonly Variable[],
): void {
  for (const [index, { conditions }] of rules.entries()) {
    const fault = faultOfGroup(conditions, variables);
    if (!fault) continue;
    const path = fault.path.map((place) => `items.${place}`).join('.');
    throw invalid(`rules.${index}.conditions${path === '' ? '' : `.${path}`}`, fault.message);
  }
}

/** Conditions were checked when they were written; what an older version wrote is shown as an empty group. */
function presentRule(row: StoredRuleSet['rules'][number]): RoutingRule {
  const { skillIds, priority, ...rule } = row;
  return {
    ...rule,
    id: rule.id as RoutingRule['id'],
    departmentId: rule.departmentId as RoutingRule['departmentId'],
    split: rule.split as RoutingRule['split'],
    conditions: rule.conditions as ConditionGroup,
    asks: { skillIds: skillIds as RoutingRule['asks']['skillIds'], priority },
  };
}

/** For the audit log: names of rules that came, went and changed; conditions may hold a customer's name. */
function whatChanged(stored: StoredRuleSet, input: z.output<typeof saveSchema>): Record<string, unknown> {
  const before = new Map(stored.rules.map((rule) => [rule.id, JSON.stringify(presentRule(rule))]));
  const after = new Set<string>(input.rules.map(({ id }) => id));
  const added = input.rules.filter(({ id }) => !before.has(id)).map(({ name }) => name);
  const removed = stored.rules.filter(({ id }) => !after.has(id)).map(({ name }) => name);
  const order = (rules: readonly { id: string }[]) =>
    rules.flatMap(({ id }) => (before.has(id) && after.has(id) ? id : [])).join();
  const changed = input.rules
    .filter((rule) => before.has(rule.id) && !isSame(before.get(rule.id) ?? '', rule))
    .map(({ name }) => name);
  return {
    rules: input.rules.length,
    ...(added.length > 0 ? { added } : {}),
    ...(removed.length > 0 ? { removed } : {}),
    ...(changed.length > 0 ? { changed } : {}),
    ...(order(stored.rules) === order(input.rules) ? {} : { reordered: true }),
  };
}

function isSame(before: string, rule: RoutingRule): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, sorted(each)]),
    );
  };
  return JSON.stringify(sorted(JSON.parse(before))) === JSON.stringify(sorted(rule));
}
