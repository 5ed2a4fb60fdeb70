import { listAgentServices, listServiceAnswers, type ServiceAnswer } from '../../store/agent-services.ts';
import type { QueuedRow } from '../../store/distribution.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { Named } from './candidate.ts';
import type { Stream } from './stream-of.ts';

/** What a service said holds for so long; then it is asked anew. */
const HOLDS_MS = 10 * 60_000;
/** All tries are over by then, unless a service that does not answer is asked of many: it is waited for no longer. */
const ASKING_MS = 2 * 60_000;

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
    external.flatMap(({ id, workStreamId, departmentId }) =>
      services.has(workStreamId) ? [[id, namedBy(answers.get(id), departmentId, now)] as const] : [],
    ),
  );
}

function namedBy(answer: ServiceAnswer | undefined, departmentId: string, now: Date): Named {
  const passedMs = answer ? now.getTime() - answer.askedAt.getTime() : 0;
  if (answer?.departmentId !== departmentId || passedMs >= HOLDS_MS) {
    return { state: 'asking', userId: null, isNew: true };
  }
  const isGivenUp = answer.state === 'asking' && passedMs >= ASKING_MS;
  return { state: isGivenUp ? 'failed' : answer.state, userId: answer.userId, isNew: false };
}
