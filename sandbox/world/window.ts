import type { ThreadRecord } from './records.ts';

const hourMs = 3_600_000;
export const standardWindowMs = 24 * hourMs;
export const humanAgentWindowMs = 7 * 24 * hourMs;

type WindowOfThread = Pick<ThreadRecord, 'lastActionAt' | 'adWindowEndsAt'>;

/** When the standard window shuts, or null when the person has never opened one. */
export function standardWindowEndsAt(thread: WindowOfThread): number | null {
  if (thread.lastActionAt === null) return null;
  return Math.max(thread.lastActionAt + standardWindowMs, thread.adWindowEndsAt ?? 0);
}

export function mayAnswer(thread: WindowOfThread, nowMs: number): boolean {
  const endsAt = standardWindowEndsAt(thread);
  return endsAt !== null && nowMs <= endsAt;
}

/** The human-agent tag and the feedback template reach seven days. */
export function mayAnswerByHand(thread: WindowOfThread, nowMs: number): boolean {
  return (
    mayAnswer(thread, nowMs) ||
    (thread.lastActionAt !== null && nowMs <= thread.lastActionAt + humanAgentWindowMs)
  );
}

/** A message, a tap, a reaction or an m.me link opens the window; it never shortens one that is longer. */
export function openWindow(thread: ThreadRecord, atMs: number, cameFromAd: boolean): void {
  thread.lastActionAt = Math.max(thread.lastActionAt ?? 0, atMs);
  if (cameFromAd) thread.adWindowEndsAt = atMs + humanAgentWindowMs;
}
