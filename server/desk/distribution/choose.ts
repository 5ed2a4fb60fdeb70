import type { Criterion, Exclusion } from '../../../contract/offers.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate, Waiting } from './candidate.ts';
import { compareBy, decisive, rankingOf } from './rank.ts';
import { inSteps, isInSteps } from './steps.ts';

export interface Choice {
  /** To whom it goes, the best first; several where all are asked at once. Empty: to nobody now. */
  chosen: readonly string[];
  /** Why the first one; null where nobody was chosen. */
  by: Criterion | null;
  /** Those who could take it, best first. */
  ranked: readonly Candidate[];
  excluded: readonly { userId: string; because: Exclusion }[];
  /** It waits a little for this one, who cannot take it now. */
  waitsFor: string | null;
}

/**
 * Who gets a conversation: those who cannot are left out, each for the first reason that holds, in the order of the
 * rules; the others are ranked by the stream's algorithm. Pure.
 */
export function choose(
  item: Waiting,
  stream: WorkStreamSettings,
  candidates: readonly Candidate[],
  now: Date,
): Choice {
  const excluded: { userId: string; because: Exclusion }[] = [];
  const eligible: Candidate[] = [];
  for (const candidate of candidates) {
    if (item.offeredTo.has(candidate.userId)) {
      eligible.push(withoutOffer(candidate, item));
      continue;
    }
    const because = exclusionOf(item, stream, candidate);
    if (because) excluded.push({ userId: candidate.userId, because });
    else eligible.push(candidate);
  }
  const rules = rankingOf(item, stream, now);
  const ranked = eligible.toSorted((a, b) => compareBy(rules, a, b));
  const nobody = { chosen: [], by: null, ranked, excluded, waitsFor: null };
  const waitsFor = whomItWaitsFor(item, stream, ranked, excluded, now);
  if (waitsFor) return { ...nobody, waitsFor };
  // Whose it is anyway is not asked for elsewhere.
  const isOwned = item.preferred !== null && ranked[0]?.userId === item.preferred.userId;
  if (item.named?.state === 'asking' && !isOwned) return nobody;
  const chosen = chosenOf(item, stream, ranked, now).filter(({ userId }) => !item.offeredTo.has(userId));
  if (chosen.length === 0) return nobody;
  const by = stream.algorithm === 'broadcast' ? 'all-at-once' : decisive(rules, ranked);
  return { chosen: chosen.map(({ userId }) => userId), by, ranked, excluded, waitsFor: null };
}

/** As they would stand without being asked for this one. */
function withoutOffer(candidate: Candidate, { units }: Waiting): Candidate {
  return { ...candidate, used: candidate.used - units, inHand: candidate.inHand - 1, isAsked: true };
}

function exclusionOf(item: Waiting, stream: WorkStreamSettings, candidate: Candidate): Exclusion | null {
  const declined = item.declinedBy.get(candidate.userId);
  if (declined) return declined;
  const required = [...stream.requiredSkillIds, ...item.requiredSkillIds];
  if (required.some((id) => !candidate.skillIds.has(id))) return 'lacks-skill';
  const allowed: readonly string[] = stream.allowedPresences;
  if (!allowed.includes(candidate.presence)) return 'presence';
  if (!(item.isTicket ? candidate.takesTickets : candidate.takesChats)) return 'switched-off';
  if (!hasRoom(candidate, item.units)) return candidate.full ?? 'no-room';
  if (candidate.full) return candidate.full;
  const { fairShare } = stream;
  if (fairShare && (candidate.shareOf.get(item.workStreamId) ?? 0) >= fairShare.most) return 'fair-share';
  return null;
}

export function hasRoom({ capacity, used }: Pick<Candidate, 'capacity' | 'used'>, units: number): boolean {
  return capacity === null || capacity - used >= units;
}

/** What may be otherwise in a moment. */
const passing: ReadonlySet<Exclusion> = new Set([
  'presence',
  'switched-off',
  'no-room',
  'profile-full',
  'profile-blocks',
  'most-conversations',
  'fair-share',
]);

/** It is not given to another while it may wait for the one it belongs to; whoever said no is not waited for. */
function whomItWaitsFor(
  { preferred, since }: Waiting,
  { waitsForAgentMinutes }: WorkStreamSettings,
  ranked: readonly Candidate[],
  excluded: Choice['excluded'],
  now: Date,
): string | null {
  if (!preferred || waitsForAgentMinutes === 0) return null;
  if (ranked.some(({ userId }) => userId === preferred.userId)) return null;
  if (now.getTime() - since.getTime() >= waitsForAgentMinutes * 60_000) return null;
  const because = excluded.find(({ userId }) => userId === preferred.userId)?.because;
  return because !== undefined && passing.has(because) ? preferred.userId : null;
}

function chosenOf(
  item: Waiting,
  stream: WorkStreamSettings,
  ranked: readonly Candidate[],
  now: Date,
): readonly Candidate[] {
  const isPreferredHere = item.preferred !== null && ranked[0]?.userId === item.preferred.userId;
  if (stream.algorithm === 'broadcast') return isPreferredHere ? ranked.slice(0, 1) : ranked;
  if (!isInSteps(stream)) return item.offeredTo.size > 0 ? [] : ranked.slice(0, 1);
  if (isPreferredHere) return ranked.slice(0, 1);
  const passedMs = item.firstOfferedAt === null ? 0 : now.getTime() - item.firstOfferedAt.getTime();
  const step = Math.floor(passedMs / (stream.stepSeconds * 1_000));
  return inSteps(ranked, stream, now)
    .slice(0, step + 1)
    .flat();
}
