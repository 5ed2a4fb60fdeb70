import type { Role } from '../../../contract/team.ts';

export const roleWords: Record<Role, string> = {
  administrator: 'Administrator',
  supervisor: 'Supervisor',
  agent: 'Agent',
  helper: 'Helper',
  auditor: 'Auditor',
};

/** What somebody in a role may do, in a sentence or two. */
export const roleMeanings: Record<Role, string> = {
  administrator:
    'Sees everything, and sets up the desk: pages, people, rules, and what is kept of customers.',
  supervisor:
    'Leads the departments of their units, or the whole desk: assigns, joins, sees the floor, reports and the audit log.',
  helper:
    'Sees only the conversations that a colleague invites them to, and writes notes there; never to customers.',
  auditor: 'Reads every report and the audit log, and nothing else.',
  agent: 'Works on the conversations of their departments, and sees their own figures.',
};

/** Those that are given most come first. */
export const roleChoices: { value: Role; label: string }[] = (
  ['agent', 'supervisor', 'administrator', 'helper', 'auditor'] as const
).map((value) => ({ value, label: roleWords[value] }));
