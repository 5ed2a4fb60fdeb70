import type { Criterion, Exclusion } from '../../../contract/offers.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';

/** A member of a department as distribution sees them. What was chosen in this round already counts. */
export interface Candidate {
  userId: string;
  presence: 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'inactive';
  /** What they have switched on for themselves. */
  takesChats: boolean;
  takesTickets: boolean;
  /** It follows what they have in hand: what they are given changes it. */
  followsLoad: boolean;
  /** In units; null: as much as comes. */
  capacity: number | null;
  /** In units, of what they have in hand and of what is offered to them. */
  used: number;
  /** How many conversations that are. */
  inHand: number;
  /** The same by work stream. */
  inHandOf: ReadonlyMap<string, number>;
  skillIds: ReadonlySet<string>;
  /** When they were last given, or offered, something; null: never. */
  lastGivenAt: Date | null;
  /** The same in this department alone. */
  turnAt: Date | null;
  /** How many conversations they were ever given in this department. */
  givenCount: number;
  /** By work stream: how many they were offered within its time of fair share. */
  shareOf: ReadonlyMap<string, number>;
  /** Breaks the last tie, always in the same way. */
  name: string;
}

/** A conversation that waits for somebody. */
export interface Waiting {
  id: string;
  workStreamId: string;
  /** Comments are worked like tickets. */
  isTicket: boolean;
  units: number;
  requiredSkillIds: readonly string[];
  /** When what waits for an answer came, or when it came back. */
  since: Date;
  /** Who let it go by, said no, or handed it on a moment ago. */
  declinedBy: ReadonlyMap<string, 'missed' | 'rejected' | 'handed-on'>;
  /** Who is asked first. */
  preferred: { userId: string; because: 'parked' | 'previous' } | null;
  /** Whose browser was lost while they had it. */
  lostBy: string | null;
  /** Of an offer to one after another: when the first of this round was made; null: none yet. */
  firstOfferedAt: Date | null;
  /** Who has it before them now. */
  offeredTo: ReadonlySet<string>;
}

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
  const rules = [...firstRules(item, stream), ...rulesOf(item, stream), ...lastRules(item)];
  const ranked = eligible.toSorted((a, b) => compareBy(rules, a, b));
  const nobody = { chosen: [], by: null, ranked, excluded, waitsFor: null };
  const waitsFor = whomItWaitsFor(item, stream, ranked, excluded, now);
  if (waitsFor) return { ...nobody, waitsFor };
  const chosen = chosenOf(item, stream, ranked, now).filter(({ userId }) => !item.offeredTo.has(userId));
  if (chosen.length === 0) return nobody;
  const by = stream.algorithm === 'broadcast' ? 'all-at-once' : decisive(rules, ranked);
  return { chosen: chosen.map(({ userId }) => userId), by, ranked, excluded, waitsFor: null };
}

/** As they would stand without being asked for this one. */
function withoutOffer(candidate: Candidate, { units }: Waiting): Candidate {
  return { ...candidate, used: candidate.used - units, inHand: candidate.inHand - 1 };
}

function exclusionOf(item: Waiting, stream: WorkStreamSettings, candidate: Candidate): Exclusion | null {
  const declined = item.declinedBy.get(candidate.userId);
  if (declined) return declined;
  const required = [...stream.requiredSkillIds, ...item.requiredSkillIds];
  if (required.some((id) => !candidate.skillIds.has(id))) return 'lacks-skill';
  const allowed: readonly string[] = stream.allowedPresences;
  if (!allowed.includes(candidate.presence)) return 'presence';
  if (!(item.isTicket ? candidate.takesTickets : candidate.takesChats)) return 'switched-off';
  if (!hasRoom(candidate, item.units)) return 'no-room';
  const { fairShare } = stream;
  if (fairShare && (candidate.shareOf.get(item.workStreamId) ?? 0) >= fairShare.most) return 'fair-share';
  return null;
}

export function hasRoom({ capacity, used }: Pick<Candidate, 'capacity' | 'used'>, units: number): boolean {
  return capacity === null || capacity - used >= units;
}

/** Compares two candidates; below zero: the first one comes before. */
interface Rule {
  name: Criterion;
  compare(a: Candidate, b: Candidate): number;
}

const room = ({ capacity, used }: Candidate) => (capacity === null ? Infinity : capacity - used);
/** How full somebody is, from 0 on. */
const load = ({ capacity, used, inHand }: Candidate) =>
  capacity === null ? inHand / 1000 : capacity === 0 ? 1 : used / capacity;
const time = (date: Date | null) => date?.getTime() ?? -Infinity;
/** Infinity minus itself is no number. */
const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

const mostRoom: Rule = { name: 'most-room', compare: (a, b) => order(room(b), room(a)) };
const fewestInHand: Rule = { name: 'fewest-in-hand', compare: (a, b) => order(a.inHand, b.inHand) };
const fewestGiven: Rule = { name: 'fewest-given', compare: (a, b) => order(a.givenCount, b.givenCount) };
const leastBusy: Rule = { name: 'least-busy', compare: (a, b) => order(load(a), load(b)) };
const longestWithout: Rule = {
  name: 'longest-without',
  compare: (a, b) => order(time(a.lastGivenAt), time(b.lastGivenAt)),
};
const longestWithoutHere: Rule = {
  name: 'longest-without-here',
  compare: (a, b) => order(time(a.turnAt), time(b.turnAt)),
};
const byName: Rule = {
  name: 'name',
  compare: (a, b) => a.name.localeCompare(b.name) || (a.userId < b.userId ? -1 : 1),
};

function firstRules({ preferred }: Waiting, { preferredSkillIds }: WorkStreamSettings): Rule[] {
  const rules: Rule[] = [];
  if (preferred) {
    const rank = (one: Candidate) => (one.userId === preferred.userId ? 0 : 1);
    rules.push({ name: 'preferred', compare: (a, b) => rank(a) - rank(b) });
  }
  if (preferredSkillIds.length > 0) {
    const count = (one: Candidate) => preferredSkillIds.filter((id) => one.skillIds.has(id)).length;
    rules.push({ name: 'more-skills', compare: (a, b) => count(b) - count(a) });
  }
  return rules;
}

function lastRules({ lostBy }: Waiting): Rule[] {
  const rank = (one: Candidate) => (one.userId === lostBy ? 1 : 0);
  return [{ name: 'not-lost', compare: (a, b) => rank(a) - rank(b) }, byName];
}

function rulesOf({ workStreamId }: Waiting, { algorithm }: WorkStreamSettings): Rule[] {
  const ofStream = (one: Candidate) => one.inHandOf.get(workStreamId) ?? 0;
  const fewestOfStream: Rule = { name: 'fewest-of-stream', compare: (a, b) => ofStream(a) - ofStream(b) };
  switch (algorithm) {
    case 'highest-capacity':
    case 'broadcast':
      return [mostRoom, fewestOfStream, longestWithout];
    case 'round-robin':
      return [longestWithoutHere];
    case 'fewest-given':
      return [fewestGiven, longestWithoutHere];
    case 'load-balancing':
      return [fewestInHand, longestWithout];
    case 'load-rotation':
      return [longestWithout];
    case 'steps':
      return [leastBusy, longestWithout];
  }
}

function compareBy(rules: readonly Rule[], a: Candidate, b: Candidate): number {
  for (const rule of rules) {
    const difference = rule.compare(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first rule by which the best one differs from the next. */
function decisive(rules: readonly Rule[], [first, second]: readonly Candidate[]): Criterion {
  if (!first || !second) return 'only-one';
  return rules.find((rule) => rule.compare(first, second) !== 0)?.name ?? 'name';
}

/** What may be otherwise in a moment. */
const passing: ReadonlySet<Exclusion> = new Set(['presence', 'switched-off', 'no-room', 'fair-share']);

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
  switch (stream.algorithm) {
    case 'broadcast':
      return isPreferredHere ? ranked.slice(0, 1) : ranked;
    case 'steps': {
      if (isPreferredHere) return ranked.slice(0, 1);
      const passedMs = item.firstOfferedAt === null ? 0 : now.getTime() - item.firstOfferedAt.getTime();
      const step = Math.floor(passedMs / (stream.stepSeconds * 1_000));
      return inSteps(ranked, stream.stepCount)
        .slice(0, step + 1)
        .flat();
    }
    default:
      return item.offeredTo.size > 0 ? [] : ranked.slice(0, 1);
  }
}

/** Those who are equally busy stand on one step; of more steps than there may be, neighbours are put together. */
export function inSteps(ranked: readonly Candidate[], most: number): Candidate[][] {
  const levels = [...new Set(ranked.map(load))].toSorted((a, b) => a - b);
  const count = Math.min(levels.length, most);
  const steps: Candidate[][] = Array.from({ length: count }, () => []);
  for (const candidate of ranked) {
    const level = levels.indexOf(load(candidate));
    steps[Math.floor((level * count) / levels.length)]?.push(candidate);
  }
  return steps;
}
