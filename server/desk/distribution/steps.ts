import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate } from './candidate.ts';
import { loadOf, scoreOf } from './score.ts';

/** Whether a stream asks some first, and more after each step. */
export function isInSteps({ algorithm }: WorkStreamSettings): boolean {
  return algorithm === 'steps' || algorithm === 'weights';
}

/** Whether somebody else may be asked for what is offered already. */
export function asksMore(stream: WorkStreamSettings): boolean {
  return stream.algorithm === 'broadcast' || isInSteps(stream);
}

/**
 * Those who are equally busy, or suit equally well, stand on one step; of more steps than there may be, neighbours are
 * put together. Each step keeps the order of the ranked.
 */
export function inSteps(ranked: readonly Candidate[], stream: WorkStreamSettings, now: Date): Candidate[][] {
  const level = stream.algorithm === 'weights' ? (one: Candidate) => -scoreOf(one, stream, now) : loadOf;
  const levels = [...new Set(ranked.map(level))].toSorted((a, b) => a - b);
  const count = Math.min(levels.length, stream.stepCount);
  const steps: Candidate[][] = Array.from({ length: count }, () => []);
  for (const candidate of ranked) {
    const index = levels.indexOf(level(candidate));
    steps[Math.floor((index * count) / levels.length)]?.push(candidate);
  }
  return steps;
}
