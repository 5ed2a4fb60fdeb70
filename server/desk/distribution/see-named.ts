import { listAgentServices, listServiceAnswers } from '../../store/agent-services.ts';
import type { QueuedRow } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { Named } from './candidate.ts';
import type { Stream } from './stream-of.ts';

/** What a service said holds for so long; then it is asked anew. */
const HOLDS_MS = 10 * 60_000;

/**
 * Whom services name for conversations, by conversation; nothing of streams that ask none, and of those no statement.
 * `isNew`: it is to be asked.
 */
export async function seeNamed(
  tx: Db | Tx,
  rows: readonly QueuedRow[],
  streams: ReadonlyMap<string, Stream>,
  now: Date,
): Promise<Map<string, Named>> {
  const external = rows.filter(
    ({ workStreamId }) => streams.get(workStreamId)?.settings.algorithm === 'external',
  );
  if (external.length === 0) return new Map();
  const services = await listAgentServices(tx);
  const answers = new Map(
    (
      await listServiceAnswers(
        tx,
        external.map(({ id }) => id),
      )
    ).map((one) => [one.conversationId, one]),
  );
  return new Map(
    external.flatMap(({ id, workStreamId, departmentId }) => {
      if (!services.has(workStreamId)) return [];
      const answer = answers.get(id);
      const isNew =
        answer?.departmentId !== departmentId || now.getTime() - answer.askedAt.getTime() >= HOLDS_MS;
      const named = isNew ? { state: 'asking' as const, userId: null } : answer;
      return [[id, { state: named.state, userId: named.userId, isNew }]];
    }),
  );
}
