import type { Actor } from './context.ts';
import { forbidden } from './problems.ts';

/**
 * Which departments an actor may look into: `all`, or the ids. Every query that lists, searches, counts or
 * tells something of a conversation takes this, so that nobody learns of what is not theirs.
 *
 * Administrators, supervisors and the system see all; agents their departments, the default one included
 * (whoever makes the actor puts it into `departmentIds`).
 */
export type Sight = 'all' | readonly string[];

export function sightOf(actor: Actor): Sight {
  return actor.kind === 'system' || actor.role !== 'agent' ? 'all' : actor.departmentIds;
}

/** Whether the actor may see what belongs to this department. */
export function canSee(actor: Actor, departmentId: string): boolean {
  const sight = sightOf(actor);
  return sight === 'all' || sight.includes(departmentId);
}

/** Whether the actor leads: may assign to others, end what is theirs, and take over. The system may. */
export function isLead(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role !== 'agent';
}

/** @throws Problem `forbidden` unless the actor leads. */
export function requireLead(actor: Actor): void {
  if (!isLead(actor)) throw forbidden('Only supervisors and administrators may do this.');
}

/** @throws Problem `forbidden` unless the actor is an administrator or the system. */
export function requireAdministrator(actor: Actor): void {
  if (actor.kind === 'user' && actor.role !== 'administrator') {
    throw forbidden('Only an administrator may do this.');
  }
}

/** The acting user's id; null for the system. */
export function actorId(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}
