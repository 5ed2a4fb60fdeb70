import type { ConversationStatus, Permissions, ReplyWindow } from '../../../contract/conversations.ts';
import { canSee, may } from '../access.ts';
import type { Actor } from '../context.ts';
import { nextStatus, type LifeEvent } from './life-cycle.ts';

/** What decides who may do what with a conversation. */
export interface ActFacts {
  status: ConversationStatus;
  departmentId: string;
  assigneeId: string | null;
}

/** Whether the conversation is in the actor's own hands. */
export function isOwn(actor: Actor, { assigneeId }: ActFacts): boolean {
  return actor.kind === 'user' && assigneeId === actor.userId;
}

/**
 * What the actor may do, all at once, for the screen. The verbs ask the same functions again on the locked row.
 *
 * Agents take what is nobody's and deal with what is theirs; supervisors and administrators with everything.
 */
export function permissionsFor(
  actor: Actor,
  facts: ActFacts,
  sending: { window: ReplyWindow; canSend: boolean; isReachable: boolean; isHeldElsewhere: boolean },
): Permissions {
  if (!canSee(actor, facts.departmentId)) {
    return nothing;
  }
  const canGo =
    sending.window.state !== 'closed' && sending.canSend && sending.isReachable && !sending.isHeldElsewhere;
  return {
    reply: mayWrite(actor, facts) && canGo,
    followUp: facts.status === 'closed' && canGo,
    note: true,
    take: mayTake(actor, facts),
    assign: mayAssign(actor, facts),
    end: mayEnd(actor, facts),
    reopen: nextStatus(facts.status, 'reopen') !== null,
    moveThread: mayMoveThread(actor, facts) && sending.canSend,
    park: mayPark(actor, facts),
    resume: mayResume(actor, facts),
    transfer: mayTransfer(actor, facts),
    close: mayFinish(actor, facts),
    setStatus: maySetStatus(actor, facts),
    ban: mayBan(actor, facts),
    liftBan: may(actor, 'lift-bans'),
  };
}

const nothing: Permissions = {
  moveThread: false,
  reply: false,
  followUp: false,
  note: false,
  take: false,
  assign: false,
  end: false,
  reopen: false,
  park: false,
  resume: false,
  transfer: false,
  close: false,
  setStatus: false,
  ban: false,
  liftBan: false,
};

function mayWrite(actor: Actor, facts: ActFacts): boolean {
  if (facts.status === 'closed') return false;
  return facts.assigneeId === null || isOwn(actor, facts) || may(actor, 'lead-conversations');
}

/** Who may take the thread over from another app, or hand it over: whoever may write into it otherwise. */
export function mayMoveThread(actor: Actor, facts: ActFacts): boolean {
  return mayWrite(actor, facts);
}

/** What is nobody's, or what one has parked oneself. */
export function mayTake(actor: Actor, facts: ActFacts): boolean {
  if (nextStatus(facts.status, 'take') === null) return false;
  return facts.assigneeId === null || isOwn(actor, facts);
}

/** Give it to somebody or back to the department: whose it is, and those who lead. */
export function mayAssign(actor: Actor, facts: ActFacts): boolean {
  return (
    nextStatus(facts.status, 'assign') !== null && (isOwn(actor, facts) || may(actor, 'lead-conversations'))
  );
}

/** End it: whose it is, and those who lead, these also what waits in the queue. */
export function mayEnd(actor: Actor, facts: ActFacts): boolean {
  return isTheirs('end', actor, facts);
}

/** Put it aside: whose it is, and those who lead. */
export function mayPark(actor: Actor, facts: ActFacts): boolean {
  return facts.assigneeId !== null && isTheirs('park', actor, facts);
}

/** Go on with it: whose it is, and those who lead. */
export function mayResume(actor: Actor, facts: ActFacts): boolean {
  return facts.assigneeId !== null && isTheirs('resume', actor, facts);
}

/** Hand it on: whose it is, and those who lead, these also what waits in the queue. */
export function mayTransfer(actor: Actor, facts: ActFacts): boolean {
  return isTheirs('transfer', actor, facts);
}

/** Set its ticket's status: like writing into it, and also once it is closed. */
export function maySetStatus(actor: Actor, facts: ActFacts): boolean {
  return facts.assigneeId === null || isOwn(actor, facts) || may(actor, 'lead-conversations');
}

/** Shut its customer out: likewise. */
export function mayBan(actor: Actor, facts: ActFacts): boolean {
  return maySetStatus(actor, facts);
}

/** Close what is being wrapped up: whose it is, and those who lead. */
export function mayFinish(actor: Actor, facts: ActFacts): boolean {
  return isTheirs('finish', actor, facts);
}

function isTheirs(event: LifeEvent, actor: Actor, facts: ActFacts): boolean {
  return (
    nextStatus(facts.status, event) !== null && (isOwn(actor, facts) || may(actor, 'lead-conversations'))
  );
}
