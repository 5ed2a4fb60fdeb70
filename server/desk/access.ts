import { hasRight, type Right } from '../../contract/rights.ts';
import type { Actor } from './context.ts';
import { forbidden, notFound, type Problem } from './problems.ts';

/**
 * Which departments an actor may look into: `all`, or the ids. Every query that lists, searches, counts or
 * tells something of a conversation takes this, so that nobody learns of what is not theirs.
 *
 * Administrators, supervisors of the whole desk and the system see all; supervisors of units the departments of these,
 * agents theirs, the default one included (`store/sight.ts` puts them into `departmentIds`).
 */
export type Sight = 'all' | readonly string[];

export function sightOf(actor: Actor): Sight {
  return may(actor, 'see-all-departments') ? 'all' : departmentsOf(actor);
}

function departmentsOf(actor: Actor): readonly string[] {
  return actor.kind === 'system' ? [] : actor.departmentIds;
}

/** Whether the actor may see what belongs to this department. */
export function canSee(actor: Actor, departmentId: string): boolean {
  const sight = sightOf(actor);
  return sight === 'all' || sight.includes(departmentId);
}

/** The conversations in which the actor takes part: they see them whatever their department. */
export function partsOf(actor: Actor): readonly string[] {
  return actor.kind === 'user' && may(actor, 'see-conversations') ? (actor.takesPartIn ?? []) : [];
}

/** The conversations that the actor sees whatever their department: also those they handed on a while ago. */
export function seenBesides(actor: Actor): readonly string[] {
  if (actor.kind !== 'user' || !may(actor, 'see-conversations')) return [];
  const handedOver = may(actor, 'work-on-conversations') ? (actor.handedOver ?? []) : [];
  return [...(actor.takesPartIn ?? []), ...handedOver];
}

/** Whether the actor may look into this conversation: a department of theirs has it, they take part in it, or had it. */
export function canLookInto(actor: Actor, conversation: { id: string; departmentId: string }): boolean {
  return canSee(actor, conversation.departmentId) || seenBesides(actor).includes(conversation.id);
}

/** Whether the actor may write notes in it, and mark it as seen: who handed it on only reads. */
export function canNote(actor: Actor, conversation: { id: string; departmentId: string }): boolean {
  return canSee(actor, conversation.departmentId) || partsOf(actor).includes(conversation.id);
}

/** @throws Problem `not-found` for what the actor may not see, `forbidden` for what they only read. */
export function requirePart(
  actor: Actor,
  conversation: { id: string; departmentId: string },
  what = 'conversation',
): void {
  if (!canLookInto(actor, conversation)) throw notFound(what);
  if (!canNote(actor, conversation)) {
    throw forbidden('It was handed on to another department: you can read it for a while.');
  }
}

/**
 * Of which departments the actor sees figures. Of one's own figures this is asked as well only where they are about
 * pages: what one did oneself is one's own wherever it was.
 */
export function figureSightOf(actor: Actor): Sight {
  return may(actor, 'see-figures-of-all-departments') ? 'all' : departmentsOf(actor);
}

/** @throws Problem `not-found` when somebody asks for a department that is not in sight. */
export function requireInSight(sight: Sight, departmentId: string | null | undefined): void {
  if (departmentId && sight !== 'all' && !sight.includes(departmentId)) throw notFound('department');
}

/** Whether the actor has a right (`contract/rights.ts`). The system has all. */
export function may(actor: Actor, right: Right): boolean {
  return actor.kind === 'system' || hasRight(actor.role, right);
}

/** @throws Problem `forbidden` unless the actor has the right. */
export function requireRight(actor: Actor, right: Right): void {
  if (!may(actor, right)) throw forbiddenBy(right);
}

/** What is said to who has not got a right. */
export function forbiddenBy(right: Right): Problem {
  const isLeads = hasRight('supervisor', right);
  const isAgents = hasRight('agent', right);
  if (isAgents) return forbidden('Your role does not allow this.');
  return forbidden(
    isLeads ? 'Only supervisors and administrators may do this.' : 'Only an administrator may do this.',
  );
}

/** The acting user's id; null for the system. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}
