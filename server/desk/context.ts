import type { Standing } from '../../contract/team.ts';
import type { Clock } from '../kit/clock.ts';
import type { Bell, BellTopic } from '../store/bell.ts';
import { withKeptPlans, type Db, type Tx } from '../store/db.ts';
import { writeNews } from '../store/change-news.ts';
import { logPresence } from '../store/presence-log.ts';
import type { NewJob } from '../store/job-queue.ts';
import type { NewLiveEvent } from '../store/live-log.ts';

/** Who acts. Verbs check it first; the database stores it. */
export type Actor =
  | {
      kind: 'user';
      userId: string;
      name: string;
      /** The role, as it stands in the matrix of rights. */
      role: Standing;
      /** Departments whose conversations this user may see; who sees all needs none. */
      departmentIds: readonly string[];
      /** Conversations in which this user takes part, whatever their department; absent: none. */
      takesPartIn?: readonly string[];
      /** Conversations that this user handed on to another department a while ago, and may still read; absent: none. */
      handedOver?: readonly string[];
    }
  | { kind: 'system'; name: string };

/** What a verb may reach. Small, and it points down only: verbs are functions, they do not hang on it. */
export interface Context {
  db: Db;
  clock: Clock;
  bell: Bell;
  /** A new UUIDv7. */
  newId: () => string;
  actor: Actor;
}

/** A change in the making: what is announced and enqueued here is written with it, or not at all. */
export interface Change {
  tx: Tx;
  /** Tells the browsers, once the change is committed. */
  announce(event: NewLiveEvent): void;
  /** Leaves work for after the change. */
  enqueue(job: NewJob): void;
}

/** For a change that goes by ids, in front of which somebody waits: its statements keep their plans. */
export function byIds<Ground extends Pick<Context, 'db'>>(ctx: Ground): Ground {
  return { ...ctx, db: withKeptPlans(ctx.db) };
}

/**
 * Runs one change in one transaction: the story, then its live events and its jobs, then the commit, then the bell.
 * Nothing inside may wait for the network.
 */
export async function change<T>(
  ctx: Pick<Context, 'db' | 'clock' | 'bell'>,
  story: (change: Change) => Promise<T>,
): Promise<T> {
  const events: NewLiveEvent[] = [];
  const jobs: NewJob[] = [];
  const result = await ctx.db.transaction().execute(async (tx) => {
    const told = await story({
      tx,
      announce: (event) => events.push(event),
      enqueue: (job) => jobs.push(job),
    });
    // Whatever changes how somebody is seen tells it: the log of it needs no other place.
    const seen = events.flatMap(({ kind, subjectId }) => (kind === 'colleague.changed' ? subjectId : []));
    await logPresence(tx, [...new Set(seen)], ctx.clock.now());
    await writeNews(tx, { events, jobs }, ctx.clock.now());
    return told;
  });
  const topics: BellTopic[] = [];
  if (events.length > 0) topics.push('live');
  if (jobs.length > 0) topics.push('jobs');
  if (topics.length > 0) ctx.bell.ring(...topics);
  return result;
}
