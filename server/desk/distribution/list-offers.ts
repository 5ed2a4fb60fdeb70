import type { Offer } from '../../../contract/offers.ts';
import type { UserRef } from '../../../contract/team.ts';
import { listOffers as listRows } from '../../store/distribution.ts';
import type { Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { presentSummaries } from '../conversations/present.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';
import { storedDecision } from './decision.ts';

/** What is offered to the one who asks, the oldest first. */
export async function listOffers(ctx: Context): Promise<Offer[]> {
  const { userId } = requirePerson(ctx);
  return (await presentOffers(ctx, [userId])).get(userId) ?? [];
}

/** What is offered to each of these people. */
export async function presentOffers(
  ctx: Pick<Context, 'db' | 'clock'>,
  userIds: readonly string[],
): Promise<Map<string, Offer[]>> {
  const rows = await listRows(ctx.db, userIds);
  const summaries = await presentSummaries(ctx, [
    ...new Set(rows.map(({ conversationId }) => conversationId)),
  ]);
  const conversations = new Map<string, Offer['conversation']>(summaries.map((one) => [one.id, one]));
  const offers = new Map<string, Offer[]>(userIds.map((userId) => [userId, []]));
  for (const row of rows) {
    const conversation = conversations.get(row.conversationId);
    if (!conversation) continue;
    const settings = readStreamSettings(row.settings ?? {});
    offers.get(row.userId)?.push({
      id: row.id as Offer['id'],
      conversation,
      offeredAt: row.offeredAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      showsCountdown: settings.showsCountdown,
      canReject: settings.canReject,
      missedMakesInactive: settings.missedMakesInactive,
      by: row.fromUserId === null ? (storedDecision.safeParse(row.decision).data?.by ?? null) : null,
      from:
        row.fromUserId === null
          ? null
          : { id: row.fromUserId as UserRef['id'], name: row.fromName ?? 'A colleague' },
      earlierCount: row.earlier ?? 0,
    });
  }
  return offers;
}
