import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import type { askWhatIf as askSchema, WhatIf, WhatIfSample } from '../../../contract/routing-rules.ts';
import { entrySources, type EntrySource } from '../../../contract/condition-attributes.ts';
import { isGroup, type ConditionGroup } from '../../../contract/conditions.ts';
import {
  findInStream,
  listNewestOf,
  readBeginnings,
  readLookupNames,
  type BeginningRow,
} from '../../store/beginnings.ts';
import { readRuleSet } from '../../store/routing-rules.ts';
import { canSee, sightOf } from '../access.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { presentContactRef } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { beginningOf, cardIn, caseOf, decideWithPage, pageSayOf, type Routing } from './candidate.ts';
import { choose, type Case, type Choice, type TriedRule } from './decide.ts';
import { readKnownVariables } from './known-variables.ts';
import { readRules, rulesOf } from './read-rule-set.ts';
import { requireAskable, requireRoutingLead } from './rules.ts';
import { readSurroundings, type Surroundings } from './surroundings.ts';

const mostChanges = 200;
const mostSamples = 20;
/** So many are read and replayed before others get their turn. */
const chunk = 250;

type Ends = { departmentId: WhatIf['changes'][number]['saved']['departmentId']; ruleId: RuleId | null };
type RuleId = NonNullable<WhatIf['changes'][number]['saved']['ruleId']>;

/**
 * How conversations would go by rules that are not saved: one, with each condition, or the last ones of the stream
 * against the saved rules. What was is asked as it was then, as far as it is stored: hours, referral, first message,
 * earlier conversations, and which departments the rules found full; a profile as it is known now. Nothing is written.
 * For those who lead.
 *
 * @throws Problem `forbidden` · `not-found` · `invalid`, naming the condition.
 */
export async function askWhatIf(
  ctx: Context,
  workStreamId: string,
  input: z.output<typeof askSchema>,
): Promise<WhatIf> {
  requireRoutingLead(ctx);
  const stored = await readRuleSet(ctx.db, workStreamId);
  if (!stored) throw notFound('work stream');
  const variables = await readKnownVariables(ctx.db, stored.settings);
  requireAskable(input.rules, variables);
  const surroundings = await readSurroundings(ctx.db);
  const by: Both = {
    surroundings,
    edited: { set: rulesOf(input.rules, variables), fallbackDepartmentId: input.fallbackDepartmentId },
    saved: {
      set: readRules(stored.rules, variables),
      fallbackDepartmentId: stored.fallbackDepartmentId,
    },
  };
  if (input.conversationId === undefined) {
    const ids = await listNewestOf(ctx.db, stored, sightOf(ctx.actor), input.last);
    return replayAll(ctx, ids, by);
  }
  const found = await findInStream(ctx.db, stored, input.conversationId);
  if (!found || !canSee(ctx.actor, found.departmentId)) throw notFound('conversation');
  return replayOne(ctx, found.id, by);
}

interface Both {
  edited: Routing;
  saved: Routing;
  surroundings: Surroundings;
}

const empty: WhatIf = {
  one: null,
  samples: [],
  replayed: 0,
  since: null,
  edited: {},
  saved: {},
  changes: [],
  changeCount: 0,
};

async function replayOne(ctx: Context, id: string, plain: Both): Promise<WhatIf> {
  const [row] = await readBeginnings(ctx.db, [id]);
  if (!row) throw notFound('conversation');
  const named = await readLookupNames(ctx.db, lookedUp(row, plain));
  const names = new Map([...plain.surroundings.names, ...named]);
  const by = { ...plain, surroundings: { ...plain.surroundings, names } };
  const page = pageSayOf(row);
  const edited = decideWithPage(questionOf(row, by.edited, by.surroundings), page);
  // Nobody waits for a profile here, so that nothing is pending.
  if (edited === 'pending') return empty;
  const question = questionOf(row, by.edited, by.surroundings);
  const { asks: _, full: _full, ...decision } = { ...edited, tried: withFindings(edited.tried, question) };
  return {
    ...empty,
    one: {
      sample: sampleOf(row, question),
      edited: decision as NonNullable<WhatIf['one']>['edited'],
      saved: endsOf(choose(questionOf(row, by.saved, by.surroundings))),
    },
  };
}

/** Ids of the cards and people that the rules ask for, and of those that it is. */
function lookedUp(row: BeginningRow, { edited }: Both): string[] {
  const { card } = cardIn(row.card);
  const held = card ? [...card.cardIds, ...card.companyIds, ...(card.managerId ? [card.managerId] : [])] : [];
  const asked = edited.set.rules.flatMap(({ conditions }) => valuesIn(conditions));
  return [...new Set([...held, ...asked])].filter((id) => z.uuid().safeParse(id).success);
}

function valuesIn({ items }: ConditionGroup): string[] {
  return items.flatMap((item) => (isGroup(item) ? valuesIn(item) : item.values.map(String)));
}

/** Rules behind the one that decided are shown with their conditions too: somebody may be writing one of them. */
function withFindings(tried: readonly TriedRule[], { set, facts }: Case): TriedRule[] {
  const rules = new Map(set.rules.map((rule) => [rule.id, rule]));
  return tried.map((each) => {
    const rule = rules.get(each.ruleId);
    return each.finding || !rule
      ? each
      : { ...each, finding: evaluate(rule.conditions, facts, set.variables) };
  });
}

async function replayAll(ctx: Context, ids: readonly string[], by: Both): Promise<WhatIf> {
  const answer = structuredClone(empty);
  const withCards = by.edited.set.asksForCards || by.saved.set.asksForCards;
  for (let from = 0; from < ids.length; from += chunk) {
    const rows = await readBeginnings(ctx.db, ids.slice(from, from + chunk), { withCards });
    const newestFirst = rows.toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
    for (const row of newestFirst) compare(answer, row, by);
    await breathe();
  }
  return answer;
}

function compare(answer: WhatIf, row: BeginningRow, by: Both): void {
  const question = questionOf(row, by.edited, by.surroundings);
  const edited = endsOf(choose(question));
  const saved = endsOf(choose(questionOf(row, by.saved, by.surroundings)));
  answer.replayed++;
  answer.since = row.openedAt.toISOString();
  if (answer.samples.length < mostSamples) answer.samples.push(sampleOf(row, question));
  count(answer.edited, edited);
  count(answer.saved, saved);
  if (edited.departmentId === saved.departmentId) return;
  answer.changeCount++;
  if (answer.changes.length < mostChanges) {
    answer.changes.push({ sample: sampleOf(row, question), saved, edited });
  }
}

function count(counts: Record<string, number>, { ruleId }: Ends): void {
  const key = ruleId ?? 'none';
  counts[key] = (counts[key] ?? 0) + 1;
}

function questionOf(row: BeginningRow, routing: Routing, surroundings: Surroundings): Case {
  const full = z.array(z.string()).catch([]).parse(row.fullThen);
  const around = { surroundings, isFull: (id: string) => full.includes(id), lot: row.id };
  return caseOf(routing, beginningOf(row, true), pageSayOf(row), around);
}

function endsOf(choice: Choice | 'pending'): Ends {
  if (choice === 'pending') throw new Error('Nothing is pending for what is long over.');
  return {
    departmentId: choice.departmentId as Ends['departmentId'],
    ruleId: (choice.rule?.id ?? null) as RuleId | null,
  };
}

const longestText = 120;

function sampleOf(row: BeginningRow, { facts }: Case): WhatIfSample {
  const source = facts.values.get('entry.source') as EntrySource;
  const language = facts.values.get('message.language');
  const words = [
    entrySources[source],
    row.locale ?? (typeof language === 'string' ? language : ''),
    row.hasAttachment ? 'with a file' : '',
    row.earlierCount > 0 ? 'returning' : 'new',
    row.pageName,
  ];
  return {
    id: row.id as WhatIfSample['id'],
    number: row.number,
    contact: presentContactRef({
      id: row.contactId,
      name: row.name,
      psid: row.psid,
      pictureFileId: row.pictureFileId,
    }),
    openedAt: row.openedAt.toISOString(),
    text: [...(row.firstText ?? '')].slice(0, longestText).join(''),
    facts: words.filter((word) => word !== ''),
  };
}
