import type { DistributionDecision, WaitingReason, WhyHere } from '../../../contract/offers.ts';
import type { DepartmentRef, UserRef } from '../../../contract/team.ts';
import { findConversation } from '../../store/conversations.ts';
import { listDepartments } from '../../store/departments.ts';
import { findQueued, listDecisions, listOffersOf } from '../../store/distribution.ts';
import { findNames } from '../../store/users.ts';
import { canLookInto } from '../access.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { toDepartmentRef } from '../team/departments.ts';
import type { Waiting } from './candidate.ts';
import { choose, type Choice } from './choose.ts';
import { judgementOf, storedDecision, type StoredJudgement } from './decision.ts';
import { seePeople, seeWaiting } from './see-people.ts';
import { readHouse } from './stream-of.ts';

/**
 * Why a conversation is with whom it is: each decision of distribution as it was made, and of one that waits, why it does,
 * by the same rules as of now.
 *
 * @throws Problem `not-found`, also for one that the actor may not see.
 */
export async function explainPlace(ctx: Context, id: string): Promise<WhyHere> {
  const conversation = await findConversation(ctx.db, id);
  if (!conversation || !canLookInto(ctx.actor, conversation)) throw notFound('conversation');
  const [rows, offers, waits] = await Promise.all([
    listDecisions(ctx.db, id),
    listOffersOf(ctx.db, id),
    judgeWaiting(ctx, id),
  ]);
  const decisions = rows.flatMap(({ kind, detail, ...row }) => {
    const stored = kind === 'distribution' ? storedDecision.safeParse(detail) : undefined;
    return stored?.success ? [{ ...row, stored: stored.data }] : [];
  });
  const judgements = [...decisions.map(({ stored }) => stored), ...(waits ? [waits.judgement] : [])];
  const names = await findNames(ctx.db, [
    ...decisions.flatMap(({ stored }) => stored.to),
    ...judgements.flatMap(({ ranked, excluded }) => [...ranked, ...excluded].map(({ userId }) => userId)),
    ...(waits?.userIds ?? []),
  ]);
  const departments = new Map(
    (await listDepartments(ctx.db)).map((row) => [row.id, toDepartmentRef(row)] as const),
  );
  const words = { names, departments };
  return {
    decisions: decisions.map(({ id: decisionId, at, stored }) => ({
      kind: 'distribution' as const,
      id: decisionId,
      at: at.toISOString(),
      outcome: stored.outcome,
      to: stored.to.map((userId) => userRef(words, userId)),
      by: stored.by,
      answers: offers
        .filter((offer) => stored.outcome === 'offered' && offer.offeredAt.getTime() === at.getTime())
        .map((offer) => ({ user: userRef(words, offer.userId), state: offer.state })),
      ...presentJudgement(words, stored),
    })),
    waiting: waits && {
      because: waits.because,
      users: waits.userIds.map((userId) => userRef(words, userId)),
      ...presentJudgement(words, waits.judgement),
    },
  };
}

/** What distribution would say of it now; null when it waits for nobody. */
async function judgeWaiting(
  ctx: Context,
  id: string,
): Promise<{
  because: WaitingReason['because'];
  userIds: readonly string[];
  judgement: StoredJudgement;
} | null> {
  const row = await findQueued(ctx.db, id);
  if (!row) return null;
  const now = ctx.clock.now();
  const house = await readHouse(ctx.db);
  const { streams } = house;
  const stream = streams.find((one) => one.id === row.workStreamId) ?? streams.find((one) => one.isDefault);
  if (!stream) return null;
  const people = await seePeople(ctx.db, [row.departmentId], house, now);
  const [item] = await seeWaiting(ctx.db, [row], new Map([[stream.id, stream]]), now);
  if (!item) return null;
  const seen = people.seeFor(row.departmentId, item);
  const choice = choose(seen.item, stream.settings, seen.candidates, now);
  const judgement = judgementOf(row.departmentId, stream.settings, choice, now);
  if (stream.settings.mode === 'pick' || !stream.settings.pushes.includes(row.mode)) {
    return { because: 'picked', userIds: [], judgement };
  }
  const ageHours = (now.getTime() - row.since.getTime()) / 3_600_000;
  const isTooOld = stream.settings.maxAgeHours !== null && ageHours > stream.settings.maxAgeHours;
  return { ...(isTooOld ? { because: 'too-old', userIds: [] } : reasonOf(item, choice)), judgement };
}

function reasonOf(
  item: Waiting,
  choice: Choice,
): { because: WaitingReason['because']; userIds: readonly string[] } {
  if (item.offeredTo.size > 0) return { because: 'asked', userIds: [...item.offeredTo] };
  if (item.named?.state === 'asking') return { because: 'service', userIds: [] };
  if (choice.waitsFor) return { because: 'agent', userIds: [choice.waitsFor] };
  return { because: choice.chosen.length === 0 ? 'nobody' : 'next', userIds: choice.chosen };
}

interface Words {
  names: ReadonlyMap<string, string>;
  departments: ReadonlyMap<string, DepartmentRef>;
}

function userRef({ names }: Words, id: string): UserRef {
  return { id: id as UserRef['id'], name: names.get(id) ?? 'Somebody who is gone' };
}

function presentJudgement(
  words: Words,
  { departmentId, algorithm, ranked, excluded, excludedMore }: StoredJudgement,
): Pick<DistributionDecision, 'department' | 'algorithm' | 'ranked' | 'excluded' | 'excludedMore'> {
  return {
    department: words.departments.get(departmentId) ?? null,
    algorithm,
    ranked: ranked.map(({ userId, ...facts }) => ({ user: userRef(words, userId), ...facts })),
    excluded: excluded.map(({ userId, because }) => ({ user: userRef(words, userId), because })),
    excludedMore,
  };
}
