import type { ConversationStatus, Permissions, ReplyWindow } from '../../../contract/conversations.ts';
import { canNote, canSee, may } from '../access.ts';
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
  facts: WriteFacts & ActFacts & { id: string },
  sending: { window: ReplyWindow; canSend: boolean; isReachable: boolean; isHeldElsewhere: boolean },
): Permissions {
  const canGo =
    sending.window.state !== 'closed' && sending.canSend && sending.isReachable && !sending.isHeldElsewhere;
  const reply = facts.status !== 'closed' && mayWrite(actor, facts) && canGo;
  const leave = facts.participants.some(({ userId }) => actor.kind === 'user' && userId === actor.userId);
  // Who only takes part writes, and does nothing else with it.
  if (!canSee(actor, facts.departmentId)) {
    return { ...nothing, note: canNote(actor, facts), reply, leave };
  }
  return {
    reply,
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
    join: mayJoin(actor, facts),
    leave,
    consult: mayConsult(actor, facts),
    invite: facts.status !== 'closed' && mayInvite(actor, facts),
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
  join: false,
  leave: false,
  consult: false,
  invite: false,
};

/** What decides who may write to a conversation's customer. */
export interface WriteFacts {
  departmentId: string;
  assigneeId: string | null;
  /** Who takes part in it beside its agent. */
  participants: readonly { userId: string; mode: 'internal' | 'public' }[];
}

/**
 * Write to its customer: whose it is, and who takes part in public; while it is nobody's, everybody of its department.
 * Those who lead come in by writing, unless they chose to stay unseen.
 */
export function mayWrite(actor: Actor, facts: WriteFacts): boolean {
  if (actor.kind !== 'user' || !may(actor, 'work-on-conversations')) return false;
  const modes = facts.participants.filter(({ userId }) => userId === actor.userId).map(({ mode }) => mode);
  if (facts.assigneeId === actor.userId || modes.includes('public')) return true;
  if (facts.assigneeId === null) return canSee(actor, facts.departmentId);
  return may(actor, 'lead-conversations') && modes.length === 0;
}

/** Whether the actor comes in by writing: they lead, and it is a colleague's that they are not in yet. */
export function comesInByWriting(actor: Actor, { assigneeId, participants }: WriteFacts): boolean {
  if (actor.kind !== 'user' || assigneeId === null || assigneeId === actor.userId) return false;
  return !participants.some(({ userId }) => userId === actor.userId);
}

/** Who may take the thread over from another app, or hand it over: whose it is, those who lead, and with nobody's all. */
export function mayMoveThread(actor: Actor, facts: ActFacts): boolean {
  return facts.status !== 'closed' && maySetStatus(actor, facts);
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

/** Being served, or wrapped up: somebody can be beside its agent. */
export function isServed({ status }: Pick<ActFacts, 'status'>): boolean {
  return status === 'active' || status === 'wrapup';
}

/** Come in beside its agent: those who lead. */
export function mayJoin(actor: Actor, facts: ActFacts): boolean {
  return isServed(facts) && !isOwn(actor, facts) && may(actor, 'watch-the-floor');
}

/** Ask colleagues for advice, and let them go: whose it is, and those who lead. */
export function mayConsult(actor: Actor, facts: ActFacts): boolean {
  return isServed(facts) && (isOwn(actor, facts) || may(actor, 'lead-conversations'));
}

/** Ask helpers in, and let them go: likewise. */
export function mayInvite(actor: Actor, facts: ActFacts): boolean {
  return may(actor, 'invite-helpers') && maySetStatus(actor, facts);
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
