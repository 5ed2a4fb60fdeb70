import type { Criterion } from '../../../contract/offers.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate, Waiting } from './candidate.ts';
import { loadOf, scoreOf } from './score.ts';

/** Compares two candidates; below zero: the first one comes before. */
export interface Rule {
  name: Criterion;
  compare(a: Candidate, b: Candidate): number;
}

const room = ({ capacity, used }: Candidate) => (capacity === null ? Infinity : capacity - used);
const time = (date: Date | null) => date?.getTime() ?? -Infinity;
/** Infinity minus itself is no number. */
const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

const mostRoom: Rule = { name: 'most-room', compare: (a, b) => order(room(b), room(a)) };
const fewestInHand: Rule = { name: 'fewest-in-hand', compare: (a, b) => order(a.inHand, b.inHand) };
const fewestGiven: Rule = { name: 'fewest-given', compare: (a, b) => order(a.givenCount, b.givenCount) };
const leastBusy: Rule = { name: 'least-busy', compare: (a, b) => order(loadOf(a), loadOf(b)) };
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

/** By what candidates are ranked for a conversation, the weightiest first. */
export function rankingOf(item: Waiting, stream: WorkStreamSettings, now: Date): Rule[] {
  return [...firstRules(item, stream), ...rulesOf(item, stream, now), ...lastRules(item)];
}

function firstRules({ preferred }: Waiting, { preferredSkillIds, algorithm }: WorkStreamSettings): Rule[] {
  const rules: Rule[] = [];
  if (preferred) {
    const rank = (one: Candidate) => (one.userId === preferred.userId ? 0 : 1);
    rules.push({ name: 'preferred', compare: (a, b) => rank(a) - rank(b) });
  }
  // Where weights decide, they say how much skills count; where a program does, it is heard first.
  if (preferredSkillIds.length > 0 && algorithm !== 'weights' && algorithm !== 'external') {
    const count = (one: Candidate) => preferredSkillIds.filter((id) => one.skillIds.has(id)).length;
    rules.push({ name: 'more-skills', compare: (a, b) => count(b) - count(a) });
  }
  return rules;
}

function lastRules({ lostBy }: Waiting): Rule[] {
  const rank = (one: Candidate) => (one.userId === lostBy ? 1 : 0);
  return [{ name: 'not-lost', compare: (a, b) => rank(a) - rank(b) }, byName];
}

function rulesOf({ workStreamId, named }: Waiting, stream: WorkStreamSettings, now: Date): Rule[] {
  const ofStream = (one: Candidate) => one.inHandOf.get(workStreamId) ?? 0;
  const fewestOfStream: Rule = { name: 'fewest-of-stream', compare: (a, b) => ofStream(a) - ofStream(b) };
  switch (stream.algorithm) {
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
    case 'external': {
      const rank = (one: Candidate) => (one.userId === named?.userId ? 0 : 1);
      const isNamed: Rule = { name: 'named', compare: (a, b) => rank(a) - rank(b) };
      return [isNamed, mostRoom, fewestOfStream, longestWithout];
    }
    case 'steps':
      return [leastBusy, longestWithout];
    case 'weights': {
      const score = (one: Candidate) => scoreOf(one, stream, now);
      return [{ name: 'best-score', compare: (a, b) => order(score(b), score(a)) }, longestWithout];
    }
  }
}

export function compareBy(rules: readonly Rule[], a: Candidate, b: Candidate): number {
  for (const rule of rules) {
    const difference = rule.compare(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first rule by which the best one differs from the next. */
export function decisive(rules: readonly Rule[], [first, second]: readonly Candidate[]): Criterion {
  if (!first || !second) return 'only-one';
  return rules.find((rule) => rule.compare(first, second) !== 0)?.name ?? 'name';
}
