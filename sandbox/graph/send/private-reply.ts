import type { Simulation } from '../../simulation.ts';
import type { CommentRecord, PageRecord, PostRecord, ThreadRecord } from '../../world/records.ts';
import type { GraphCall } from '../graph-call.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';

/** What a private reply answers: a comment, or a visitor's post. */
export type Answered = CommentRecord | PostRecord;

/** A comment may be answered in private for seven days, the seventh included. */
const openForMs = 7 * 24 * 3_600_000;

export function mayReplyPrivately(simulation: Simulation, answered: Answered): boolean {
  return faultOf(simulation, answered) === null;
}

/** The conversation in which it was answered; undefined: it was not yet. */
export function privateReplyOf(simulation: Simulation, answered: Answered): unknown {
  if (answered.privateReplyMid === undefined) return undefined;
  const thread = simulation.world.threadByMid(answered.privateReplyMid);
  return thread && { id: thread.id, link: `/${thread.pageId}/inbox/${thread.id.slice(2)}/` };
}

/**
 * The thread that a private reply goes to, made when the person never wrote. Throws 100 for what is not on this page
 * (with 2018292 for a comment), 10900 the second time, 10902 after seven days, 10903 for people who cannot be
 * answered: the page itself, and whom it has banned or blocked.
 */
export function findAnswered(
  call: GraphCall,
  page: PageRecord,
  form: 'comment_id' | 'post_id',
  id: string,
): { thread: ThreadRecord; answered: Answered } {
  const { simulation } = call;
  const { world } = simulation;
  const answered = form === 'comment_id' ? world.wall.comment(id) : world.wall.findPost(id);
  if (answered?.pageId !== page.id)
    throw form === 'comment_id'
      ? invalidParameter('Invalid comment_id', 2018292)
      : invalidParameter('Invalid post_id');
  const fault = faultOf(simulation, answered);
  if (fault) throw fault;
  return { thread: world.openThread(page.id, answered.by ?? ''), answered };
}

/** Takes the one private reply that there is, for the message `mid`; throws like `findAnswered` when it is gone. */
export function claimPrivateReply(simulation: Simulation, answered: Answered, mid: string): void {
  const fault = faultOf(simulation, answered);
  if (fault) throw fault;
  answered.privateReplyMid = mid;
}

function faultOf(simulation: Simulation, answered: Answered): GraphError | null {
  const { world, clock } = simulation;
  const { by, pageId } = answered;
  const isShutOut =
    by === null ||
    world.pages.get(pageId)?.bannedIds.includes(by) === true ||
    world.threadOf(pageId, by)?.isBlocked === true;
  if (isShutOut)
    return new GraphError({ code: 10903, message: "(#10903) This user can't reply to this activity" });
  if (answered.privateReplyMid !== undefined)
    return new GraphError({ code: 10900, message: '(#10900) Activity already replied to' });
  if (clock.nowMs() - answered.createdAt > openForMs)
    return new GraphError({ code: 10902, message: '(#10902) Activity not replyable' });
  return null;
}
