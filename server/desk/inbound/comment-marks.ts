import type { Mark } from './mark.ts';
import { earliest, type Plan, type PlannedMessage } from './plan.ts';

// What stands on a comment besides its words. Applied in any order and any number of times, it gives the same.

/** One entry of a comment's history; `by` names who did it here, null when it was done on Facebook. */
export interface Moderation {
  verb: 'hide' | 'unhide' | 'remove';
  at: Date;
  by: string | null;
}

/** It was hidden, shown again or removed. @returns false when that was known. */
export function moderate(
  plan: Plan,
  { row }: PlannedMessage,
  { verb, at }: Extract<Mark, { kind: 'moderation' }>,
): boolean {
  const comment = plan.threads.comments.get(row.id);
  if (!comment) return false;
  const history = readHistory(comment.row.history);
  if (history.some((each) => each.verb === verb && each.at.getTime() === at.getTime())) return false;
  comment.row.history = [...history, { verb, at, by: null }].toSorted(byTime);
  comment.isChanged = true;
  if (verb === 'remove') row.unsentAt = row.unsentAt === null ? at : earliest(row.unsentAt, at);
  return true;
}

/** A history as the database has it, by time. */
export function readHistory(value: unknown): Moderation[] {
  if (!Array.isArray(value)) return [];
  // Written by us alone; in the database the time has become text.
  const entries = value as { verb: Moderation['verb']; at: string | Date; by: string | null }[];
  return entries.map((each) => ({ ...each, at: new Date(each.at) })).toSorted(byTime);
}

/** Of what happened at one time: hidden, shown, removed. */
const order = ['hide', 'unhide', 'remove'];

function byTime(a: Moderation, b: Moderation): number {
  return a.at.getTime() - b.at.getTime() || order.indexOf(a.verb) - order.indexOf(b.verb);
}

/** Somebody reacted to it, changed that, or took it back; the database keeps the newest of each person. */
export function reactToComment(
  plan: Plan,
  { row }: PlannedMessage,
  { person, reaction, at }: Extract<Mark, { kind: 'feed-reaction' }>,
): void {
  const { reactions } = plan.threads;
  const key = `${row.id} ${person}`;
  const before = reactions.get(key);
  const isNewer =
    !before ||
    at > before.at ||
    (at.getTime() === before.at.getTime() && (reaction ?? '') > (before.reaction ?? ''));
  if (isNewer) reactions.set(key, { messageId: row.id, person, reaction, at });
}

/** What was kept aside asks for an answer after all. */
export function heed(plan: Plan, { row }: PlannedMessage): void {
  const comment = plan.threads.comments.get(row.id);
  if (!comment?.row.isIgnored) return;
  comment.row.isIgnored = false;
  comment.isChanged = true;
}
