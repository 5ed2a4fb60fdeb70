import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import type { Candidate } from './candidate.ts';

/** Who had nothing new for so long is as idle as can be. */
const IDLE_MS = 60 * 60_000;

/** How full somebody is, from 0 on. */
export function loadOf({ capacity, used, inHand }: Candidate): number {
  if (capacity === null) return inHand / 1000;
  return capacity === 0 ? 1 : used / capacity;
}

/**
 * How well somebody suits, from 0 to 1, in hundredths: how much is free, how long they had nothing new, and how many of
 * the preferred skills they have, each as much as its weight says. Pure.
 */
export function scoreOf(
  one: Candidate,
  { weights, preferredSkillIds }: WorkStreamSettings,
  now: Date,
): number {
  const free = 1 - Math.min(1, loadOf(one));
  const idleMs = one.isAsked || !one.lastGivenAt ? IDLE_MS : now.getTime() - one.lastGivenAt.getTime();
  const idle = Math.min(1, Math.max(0, idleMs / IDLE_MS));
  const matched = preferredSkillIds.filter((id) => one.skillIds.has(id)).length;
  const skills = preferredSkillIds.length === 0 ? 0 : matched / preferredSkillIds.length;
  // A stream without preferred skills has nothing to count there.
  const skillWeight = preferredSkillIds.length === 0 ? 0 : weights.skills;
  const all = weights.load + weights.idle + skillWeight;
  const sum = weights.load * free + weights.idle * idle + skillWeight * skills;
  return all === 0 ? 0 : Math.round((sum / all) * 100) / 100;
}
