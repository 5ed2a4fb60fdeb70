import { offerLook } from '../../../contract/offer-templates.ts';
import type { Offer } from '../../../contract/offers.ts';
import type { UserRef } from '../../../contract/team.ts';
import { listAsked } from '../../store/participants.ts';
import { listOffers as listRows } from '../../store/distribution.ts';
import type { Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { presentSummaries } from '../conversations/present.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';
import { storedDecision } from './decision.ts';
import { readOfferFacts } from './offer-facts.ts';

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
  const rows = await listRows(ctx.db, userIds, ctx.clock.now());
  const asked = await listAsked(ctx.db, userIds);
  const summaries = await presentSummaries(ctx, [
    ...new Set([...rows, ...asked].map(({ conversationId }) => conversationId)),
  ]);
  const conversations = new Map<string, Offer['conversation']>(summaries.map((one) => [one.id, one]));
  const offers = new Map<string, Offer[]>(userIds.map((userId) => [userId, []]));
  for (const row of rows) {
    const conversation = conversations.get(row.conversationId);
    if (!conversation) continue;
    const parsed = offerLook.safeParse(row.look);
    const look = parsed.success ? parsed.data : null;
    const settings = readStreamSettings(row.settings ?? {});
    const { showsCountdown, canReject } = look ?? settings;
    offers.get(row.userId)?.push({
      id: row.id as Offer['id'],
      conversation,
      offeredAt: row.offeredAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      isGiven: row.isGiven,
      look,
      facts: look ? await readOfferFacts(ctx.db, conversation, look) : {},
      ...{ showsCountdown, canReject },
      missedMakesInactive: settings.missedMakesInactive,
      by: row.fromUserId === null ? (storedDecision.safeParse(row.decision).data?.by ?? null) : null,
      from:
        row.fromUserId === null
          ? null
          : { id: row.fromUserId as UserRef['id'], name: row.fromName ?? 'A colleague' },
      consult: null,
      earlierCount: row.earlier ?? 0,
    });
  }
  for (const row of asked) {
    const conversation = conversations.get(row.conversationId);
    if (conversation) offers.get(row.userId)?.push(presentAsked(row, conversation));
  }
  return offers;
}

type AskedRow = Awaited<ReturnType<typeof listAsked>>[number];

/** A request for advice: nothing is lost with who lets it go by. */
function presentAsked(row: AskedRow, conversation: Offer['conversation']): Offer {
  return {
    id: row.id as Offer['id'],
    conversation,
    offeredAt: row.askedAt.toISOString(),
    expiresAt: (row.expiresAt ?? row.askedAt).toISOString(),
    ...{ isGiven: false, look: null, facts: {} },
    showsCountdown: true,
    canReject: true,
    missedMakesInactive: false,
    by: null,
    from:
      row.askedBy === null
        ? null
        : { id: row.askedBy as UserRef['id'], name: row.askedByName ?? 'A colleague' },
    consult: row.mode,
    earlierCount: 0,
  };
}
