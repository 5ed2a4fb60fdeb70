import { role, type Role } from '../../../contract/team.ts';

export const roleWords: Record<Role, string> = {
  administrator: 'Administrator',
  supervisor: 'Supervisor',
  agent: 'Agent',
};

/** What somebody in a role may do, in a sentence or two. */
export const roleMeanings: Record<Role, string> = {
  administrator:
    'Sees everything, and sets up the desk: pages, people, rules, and what is kept of customers.',
  supervisor:
    'Leads the departments of their units, or the whole desk: assigns, joins, sees the floor, reports and the audit log.',
  agent: 'Works on the conversations of their departments, and sees their own figures.',
};

/** Those that are given most come first. */
export const roleChoices: { value: Role; label: string }[] = role.options
  .toReversed()
  .map((value) => ({ value, label: roleWords[value] }));
