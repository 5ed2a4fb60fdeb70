import { z } from 'zod';
import type { BeginningRow } from '../../store/beginnings.ts';
import { presentReferrals } from '../conversations/present-referrals.ts';
import { beginningFacts, type Beginning, type CardFacts } from './beginning-facts.ts';
import { decide, type Case, type Decision, type RuleSet } from './decide.ts';
import { openAmong, type IsFull, type Surroundings } from './surroundings.ts';

/** Rules, and where goes what none of them matches unless its page has a department of its own. */
export interface Routing {
  set: RuleSet;
  fallbackDepartmentId: string | null;
}

/** A page's own say in where its conversations go. */
export interface PageSay {
  departmentId: string;
  /** Somebody chose it: rules are asked only where the page puts them first. */
  hasOwnDepartment: boolean;
  rulesFirst: boolean;
}

/** Whether a page leaves it to the rules. */
export function asksRules({ hasOwnDepartment, rulesFirst }: PageSay): boolean {
  return !hasOwnDepartment || rulesFirst;
}

/** A beginning, as a question to the rules. Pure. */
export function caseOf(
  { set, fallbackDepartmentId }: Routing,
  beginning: Omit<Beginning, 'openDepartmentIds'>,
  page: PageSay,
  { surroundings, isFull, lot }: { surroundings: Surroundings; isFull: IsFull; lot: string },
): Case {
  const standings = surroundings.standingsAt(beginning.openedAt, isFull);
  const openDepartmentIds = openAmong(surroundings.departmentIds, standings);
  const facts = beginningFacts(
    { ...beginning, openDepartmentIds },
    {
      zone: surroundings.zoneOf(beginning.page.id),
      names: surroundings.names,
      variables: set.variables,
    },
  );
  return {
    set: asksRules(page) ? set : { ...set, rules: [] },
    facts,
    standings,
    lot,
    fallbackDepartmentId: page.hasOwnDepartment
      ? page.departmentId
      : (fallbackDepartmentId ?? page.departmentId),
  };
}

/** Where a conversation goes, with its page's own say told where that decides. */
export function decideWithPage(at: Case, page: PageSay): Decision | 'pending' {
  const decision = decide(at);
  if (decision === 'pending' || asksRules(page)) return decision;
  return { ...decision, because: 'The page has a department of its own, and does not ask the rules.' };
}

/** A stored row, as the rules see it. `isLate`: nobody waits for the profile any more. */
export function beginningOf(row: BeginningRow, isLate: boolean): Omit<Beginning, 'openDepartmentIds'> {
  const { name, firstName, lastName, locale, timezone, psid, firstSeenAt, isLinked } = row;
  const profileState = isLate && row.profileState === 'pending' ? 'unavailable' : row.profileState;
  return {
    kind: row.kind,
    page: { id: row.pageId, name: row.pageName },
    contact: {
      psid,
      name,
      firstName,
      lastName,
      locale,
      timezone,
      profileState,
      firstSeenAt,
      isLinked,
      ...cardIn(row.card),
    },
    openedAt: row.openedAt,
    referrals: presentReferrals(row.referrals),
    first:
      row.firstMessageId === null
        ? null
        : { text: row.firstText, tapped: readTapped(row.firstTapped), hasAttachment: row.hasAttachment },
    earlier: { count: row.earlierCount, lastAt: row.earlierLastAt },
    answers: readAnswers(row.variables),
  };
}

const cardShape = z.object({
  cardIds: z.array(z.string()),
  companyIds: z.array(z.string()),
  managerId: z.string().nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  tickets: z.array(z.string()),
});

/** A card as it is stored, for what is known of a person. */
export function cardIn(stored: unknown): { card?: CardFacts } {
  const read = cardShape.safeParse(stored);
  return read.success ? { card: read.data } : {};
}

export function pageSayOf(row: BeginningRow): PageSay {
  return {
    departmentId: row.pageDepartmentId,
    hasOwnDepartment: row.pageHasOwnDepartment,
    rulesFirst: row.pageRulesFirst,
  };
}

const tappedShape = z.object({ kind: z.enum(['quick-reply', 'postback']), payload: z.string().nullable() });

function readTapped(stored: unknown): z.infer<typeof tappedShape> | null {
  const read = tappedShape.safeParse(stored);
  return read.success ? read.data : null;
}

function readAnswers(stored: unknown): Map<string, string> {
  const read = z.record(z.string(), z.string()).safeParse(stored);
  return new Map(Object.entries(read.success ? read.data : {}));
}
