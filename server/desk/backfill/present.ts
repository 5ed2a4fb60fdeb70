import type { Backfill } from '../../../contract/backfills.ts';
import type { BackfillRow } from '../../store/backfills.ts';

/** A reading in the words of the contract. */
export function presentBackfill(row: BackfillRow): Backfill {
  const { id, pageId, reason, state, trouble, conversationsRead, messagesAdded, postsRead, commentsAdded } =
    row;
  return {
    id: id as Backfill['id'],
    pageId: pageId as Backfill['pageId'],
    reason,
    since: row.since.toISOString(),
    state,
    trouble,
    progress: progressOf(row),
    conversationsRead,
    messagesAdded,
    postsRead,
    commentsAdded,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** How much of the time between the start and `since` has been gone back: half of the way for each part. */
function progressOf({ state, part, since, startedAt, reachedAt }: BackfillRow): number {
  if (state === 'done') return 1;
  const before = part === 'messages' ? 0 : 0.5;
  const wholeMs = startedAt.getTime() - since.getTime();
  if (reachedAt === null || wholeMs <= 0) return before;
  const ofPart = (startedAt.getTime() - reachedAt.getTime()) / wholeMs;
  return before + Math.min(1, Math.max(0, ofPart)) / 2;
}
