const dayMs = 24 * 3_600_000;
/** So long a merge can be undone; then the card that was merged is gone. */
export const undoDays = 30;
export const undoUntil = (mergedAt: Date) => new Date(mergedAt.getTime() + undoDays * dayMs);
/** What was merged at this time or before stays as it is. */
export const undoableAfter = (now: Date) => new Date(now.getTime() - undoDays * dayMs);
