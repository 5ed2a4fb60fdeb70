import { expect, test } from 'vitest';
import { hasRight, type Right } from './rights.ts';
import type { Standing } from './team.ts';

const standings = ['administrator', 'supervisor', 'unit-supervisor', 'agent', 'helper', 'auditor'] as const;
const admins = ['administrator'] as const;
const deskLeads = [...admins, 'supervisor'] as const;
const leads = [...deskLeads, 'unit-supervisor'] as const;
const workers = [...leads, 'agent'] as const;

/** Section B2, a line for each thing it names; `of` says which right it is here. */
const matrix: { thing: string; of: Right[]; has: readonly Standing[] }[] = [
  {
    thing: 'connect and remove pages, see masked secrets, webhooks, extensions',
    of: ['manage-pages', 'manage-webhooks', 'manage-extensions'],
    has: admins,
  },
  {
    thing: 'edit work streams, routing rules, hours, masking, surveys, automated messages',
    of: ['manage-work-streams', 'manage-hours', 'manage-privacy', 'manage-surveys', 'manage-automated-texts'],
    has: admins,
  },
  { thing: 'view hours and all streams', of: ['see-hours', 'see-routing', 'see-distribution'], has: leads },
  { thing: 'view streams that concern one', of: ['see-work-streams'], has: workers },
  { thing: 'give roles', of: ['manage-users'], has: admins },
  {
    thing: 'set default presence, capacity and membership; reset presence',
    of: ['staff-departments', 'reset-presence'],
    has: leads,
  },
  { thing: 'own presence', of: ['choose-presence'], has: workers },
  { thing: 'all saved replies', of: ['share-saved-replies-with-all'], has: deskLeads },
  { thing: 'saved replies of departments', of: ['share-saved-replies'], has: leads },
  { thing: 'own saved replies', of: ['write-saved-replies'], has: workers },
  { thing: 'view saved replies', of: ['see-saved-replies'], has: [...workers, 'helper'] },
  { thing: 'see conversations of every queue', of: ['see-all-departments'], has: deskLeads },
  {
    thing: 'see conversations of own queues, or by invitation; write notes',
    of: ['see-conversations', 'write-notes'],
    has: [...workers, 'helper'],
  },
  {
    thing: 'take, reply, hold, end, transfer, link a customer',
    of: ['work-on-conversations', 'work-with-customers'],
    has: workers,
  },
  {
    thing: 'assign what waits, monitor, join',
    of: ['lead-conversations', 'watch-the-floor'],
    has: leads,
  },
  { thing: 'own figures', of: ['see-reports'], has: [...workers, 'auditor'] },
  {
    thing: 'reports of others, audit log',
    of: ['see-all-figures', 'see-audit-log'],
    has: [...leads, 'auditor'],
  },
  {
    thing: 'reports of the whole desk',
    of: ['see-figures-of-all-departments'],
    has: [...deskLeads, 'auditor'],
  },
  { thing: 'export and erase personal data', of: ['manage-privacy'], has: admins },
  { thing: 'ban', of: ['ban-customers'], has: workers },
  { thing: 'lift bans', of: ['lift-bans'], has: leads },
];

test.each(matrix)('$thing: whom the role matrix names, and nobody else (N4, B2)', ({ of, has }) => {
  for (const right of of) {
    expect([right, standings.filter((one) => hasRight(one, right))]).toEqual([right, has]);
  }
});
