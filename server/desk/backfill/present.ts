import type { Backfill } from '../../../contract/backfills.ts';
import type { BackfillRow } from '../../store/backfills.ts';

/** A reading in the words of the contract. */
export function presentBackfill(row: BackfillRow): Backfill {
  const { id, pageId, reason, state, trouble, conversationsRead, messagesAdded } = row;
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
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** How much of the time between the start and `since` the list has gone back. */
function progressOf({ state, since, startedAt, reachedAt }: BackfillRow): number {
  if (state === 'done') return 1;
  const wholeMs = startedAt.getTime() - since.getTime();
  if (reachedAt === null || wholeMs <= 0) return 0;
  return Math.min(1, Math.max(0, (startedAt.getTime() - reachedAt.getTime()) / wholeMs));
}
