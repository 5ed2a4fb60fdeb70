import { readCards, readPeopleOf } from '../../store/beginnings.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import type { NewInboundMessage } from '../../store/inbound-writes.ts';
import { presentReferrals } from '../conversations/present-referrals.ts';
import type { ApplyContext, Plan, PlannedConversation, PlannedRouting } from '../inbound/plan.ts';
import { routeJob } from '../jobs.ts';
import type { Beginning } from './beginning-facts.ts';
import { asksRules, cardIn, caseOf, decideWithPage, type PageSay, type Routing } from './candidate.ts';
import { keptDecision } from './keep-decision.ts';
import { readQueues } from './queues.ts';
import { loadRouting } from './rule-sets.ts';
import { readSurroundings } from './surroundings.ts';

/** So long a conversation waits for the person's profile, where a rule asks for it. */
export const profileWaitMs = 8_000;

interface Begun {
  page: PageFact;
  conversation: PlannedConversation;
}

/**
 * Sends the conversations that begin in a batch to their departments. Costs nothing where no page leaves it to rules;
 * else four small statements for the whole batch, and one more where a department has a limit to what
 * may wait, and where a rule asks for cards. What hangs on a profile that is not there yet waits for it in the
 * department for everything else, and is decided by a job (`route-waiting.ts`).
 */
export async function routeBegun(ctx: ApplyContext, plan: Plan): Promise<PlannedRouting> {
  const routing: PlannedRouting = { moves: [], decisions: [], left: new Map() };
  const begun = begunOf(plan);
  if (begun.length === 0) return routing;
  const { tx, now } = ctx;
  const surroundings = await readSurroundings(tx);
  const queues = await readQueues(tx, surroundings);
  const sets = await setsOf(tx, begun);
  const cards = [...sets.values()].some((one) => one?.set.asksForCards)
    ? await readCards(tx, [...new Set(begun.map(({ conversation }) => conversation.row.contactId))], now)
    : new Map<string, unknown>();
  const beginnings = await beginningsOf(ctx, plan, begun, cards);
  const messages = [...plan.messagesById.values()];
  for (const { page, conversation } of begun) {
    const { row } = conversation;
    const rules = sets.get(page.id);
    const beginning = beginnings.get(row.id);
    if (!rules || !beginning) continue;
    const around = { surroundings, isFull: queues.isFull, lot: row.id };
    const question = caseOf(rules, beginning, sayOf(page), around);
    const decision = decideWithPage(question, sayOf(page));
    const isPending = decision === 'pending';
    const before = row.departmentId;
    row.departmentId = isPending ? question.fallbackDepartmentId : decision.departmentId;
    queues.enters(row.departmentId);
    for (const message of messages) {
      if (message.row.conversationId === row.id) message.row.departmentId = row.departmentId;
    }
    if (!conversation.isNew && before !== row.departmentId) routing.left.set(row.id, before);
    const routesUntil = isPending ? new Date(now.getTime() + profileWaitMs) : null;
    routing.moves.push({
      conversationId: row.id,
      departmentId: row.departmentId,
      priority: isPending ? null : decision.asks.priority,
      skillIds: isPending ? [] : decision.asks.skillIds,
      routesUntil,
    });
    if (decision === 'pending') {
      plan.jobs.push(routeJob(row, { runAt: routesUntil ?? now }));
      continue;
    }
    const about = {
      id: ctx.newId(),
      conversationId: row.id,
      at: now,
      workStreamId: page.workStreamId,
      departmentName: surroundings.names.get(decision.departmentId) ?? '',
    };
    routing.decisions.push(keptDecision(decision, about));
  }
  return routing;
}

/** The rules of each page that something begins on. */
async function setsOf(tx: ApplyContext['tx'], begun: readonly Begun[]): Promise<Map<string, Routing | null>> {
  const sets = new Map<string, Routing | null>();
  for (const { page } of begun) {
    if (sets.has(page.id)) continue;
    const { workStreamId: id, rulesVersion, streamVersion } = page;
    sets.set(page.id, await loadRouting(tx, { id, rulesVersion, streamVersion }));
  }
  return sets;
}

function begunOf(plan: Plan): Begun[] {
  const places = [...plan.contacts.values(), ...plan.threads.byId.values()];
  return places.flatMap(({ page, conversations }) =>
    page.rulesVersion === 0 || !asksRules(sayOf(page))
      ? []
      : conversations.filter(hasBegun).map((conversation) => ({ page, conversation })),
  );
}

function hasBegun({ begins, row }: PlannedConversation): boolean {
  return begins === true && row.status !== 'closed';
}

export function sayOf({ departmentId, hasOwnDepartment, rulesFirst }: PageFact): PageSay {
  return { departmentId, hasOwnDepartment, rulesFirst };
}

async function beginningsOf(
  { tx }: ApplyContext,
  plan: Plan,
  begun: readonly Begun[],
  cards: ReadonlyMap<string, unknown>,
): Promise<Map<string, Omit<Beginning, 'openDepartmentIds'>>> {
  const people = new Map(
    (await readPeopleOf(tx, [...new Set(begun.map(({ conversation }) => conversation.row.contactId))])).map(
      (person) => [person.id, person],
    ),
  );
  const planned = new Map([...plan.contacts.values()].map(({ row }) => [row.id, row]));
  const first = firstWords(plan);
  return new Map(
    begun.flatMap(({ page, conversation: { row } }) => {
      const known = people.get(row.contactId);
      const fresh = planned.get(row.contactId);
      const person = known ?? (fresh && { ...unknownPerson, ...fresh });
      if (!person) return [];
      const { psid, name, firstName, lastName, locale, timezone, profileState, firstSeenAt, isLinked } =
        person;
      const message = first.get(row.id);
      const beginning = {
        kind: row.kind,
        page: { id: page.id, name: page.name },
        contact: {
          ...{ psid, name, firstName, lastName, locale, timezone, profileState, firstSeenAt, isLinked },
          ...cardIn(cards.get(row.contactId)),
        },
        openedAt: row.openedAt,
        referrals: presentReferrals(row.referrals),
        first: message
          ? {
              text: message.text,
              tapped: message.tapped,
              hasAttachment: plan.attachments.some(({ messageId }) => messageId === message.id),
            }
          : null,
        earlier: { count: person.earlierCount, lastAt: person.earlierLastAt },
      };
      return [[row.id, beginning] as const];
    }),
  );
}

/** Somebody who wrote for the first time. */
const unknownPerson = {
  name: null,
  firstName: null,
  lastName: null,
  locale: null,
  timezone: null,
  isLinked: false,
  earlierCount: 0,
  earlierLastAt: null,
};

/** What the customer wrote first in each conversation of the batch. */
function firstWords(plan: Plan): Map<string, NewInboundMessage> {
  const first = new Map<string, NewInboundMessage>();
  for (const message of plan.messagesById.values()) {
    if (!message.isNew || message.row.kind !== 'message' || message.row.direction !== 'in') continue;
    const earlier = first.get(message.row.conversationId);
    if (!earlier || message.row.at < earlier.at) first.set(message.row.conversationId, message.row);
  }
  return first;
}
