import type { BeginningRow } from '../../store/beginnings.ts';
import { withdrawOffersOf } from '../../store/distribution.ts';
import { insertRoutingDecisions, moveRouted } from '../../store/routing-rules.ts';
import type { Change, Context } from '../context.ts';
import { beginningOf, caseOf, decideWithPage, pageSayOf, type Routing } from './candidate.ts';
import { keptDecision } from './keep-decision.ts';
import { readQueues } from './queues.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Asks the rules about conversations that wait and are locked, and moves them: rows, decisions and news.
 *
 * @returns how many changed their department, and those that still hang on the person's profile.
 */
export async function moveWaiting(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  rows: readonly BeginningRow[],
  by: { routing: Routing; workStreamId: string; surroundings: Surroundings },
): Promise<{ moved: number; pending: string[] }> {
  const now = ctx.clock.now();
  const queues = await readQueues(story.tx, by.surroundings);
  const decided = rows.flatMap((row) => {
    const isLate = row.routesUntil === null || row.routesUntil <= now;
    const page = pageSayOf(row);
    // Where it is does not count while it is asked where it goes.
    queues.leaves(row.departmentId);
    const around = { surroundings: by.surroundings, isFull: queues.isFull, lot: row.id };
    const decision = decideWithPage(caseOf(by.routing, beginningOf(row, isLate), page, around), page);
    queues.enters(decision === 'pending' ? row.departmentId : decision.departmentId);
    return decision === 'pending' ? [] : [{ row, decision }];
  });
  await moveRouted(
    story.tx,
    decided.map(({ row, decision }) => ({
      conversationId: row.id,
      departmentId: decision.departmentId,
      priority: decision.asks.priority,
      skillIds: decision.asks.skillIds,
      routesUntil: null,
    })),
    now,
  );
  await insertRoutingDecisions(
    story.tx,
    decided.map(({ row, decision }) =>
      keptDecision(decision, {
        id: ctx.newId(),
        conversationId: row.id,
        at: now,
        workStreamId: by.workStreamId,
        departmentName: by.surroundings.names.get(decision.departmentId) ?? '',
      }),
    ),
  );
  for (const { row, decision } of decided) {
    if (row.departmentId !== decision.departmentId) await withdraw(story, row.id, now);
    const departments = [...new Set([row.departmentId, decision.departmentId])];
    story.announce({ kind: 'conversation.changed', subjectId: row.id, departments });
  }
  const settled = new Set(decided.map(({ row }) => row.id));
  return {
    moved: decided.filter(({ row, decision }) => row.departmentId !== decision.departmentId).length,
    pending: rows.map((row) => row.id).filter((id) => !settled.has(id)),
  };
}

/** Whoever is asked for it in the department that it leaves need not answer any more. */
async function withdraw(story: Change, conversationId: string, now: Date): Promise<void> {
  for (const { userId } of await withdrawOffersOf(story.tx, conversationId, now)) {
    story.announce({ kind: 'offers.changed', subjectId: userId });
  }
}
