import type { Role, Standing } from './team.ts';

const administrators = ['administrator'] as const;
const deskLeads = [...administrators, 'supervisor'] as const;
const leads = [...deskLeads, 'unit-supervisor'] as const;
const workers = [...leads, 'agent'] as const;
const readers = [...workers, 'helper'] as const;
const everybody = [...readers, 'auditor'] as const;
/** Who is shown figures of work: their own, or those of others. */
const counted = [...workers, 'auditor'] as const;

/**
 * Who may do what: the whole matrix. A right says that somebody may do such a thing at all; with which conversations,
 * departments and people is told by what they see (`Sight`), and who has what in hand.
 */
export const rights = {
  // One's own.
  'use-the-desk': everybody,
  'choose-presence': workers,
  'get-requests': workers,

  // Conversations and customers.
  /** Those of every department; else those of one's own. */
  'see-all-departments': deskLeads,
  'see-conversations': readers,
  'write-notes': readers,
  'work-on-conversations': workers,
  'work-with-customers': workers,
  'ban-customers': workers,
  'use-macros': workers,
  'see-saved-replies': readers,
  'write-saved-replies': workers,
  'see-tags': readers,
  /** How conversations come to them: those of the work streams that lead to their departments. */
  'see-work-streams': workers,
  /** Ask helpers in, who then see the conversation and write notes. */
  'invite-helpers': workers,

  // For those who lead.
  /** Assign to others, end what is theirs, change what others wrote. */
  'lead-conversations': leads,
  /** The floor, monitoring and joining. */
  'watch-the-floor': leads,
  'lift-bans': leads,
  'delete-customers': leads,
  'share-saved-replies': leads,
  /** Who is in which department, and how much they may have in hand. */
  'staff-departments': leads,
  'reset-presence': leads,
  'see-routing': leads,
  'see-triggers': leads,
  /** Every work stream, and what they draw on: capacity profiles and templates of requests. */
  'see-distribution': leads,
  'see-hours': leads,
  'see-promises': leads,

  // For those who lead the whole desk.
  'write-macros': deskLeads,
  'share-saved-replies-with-all': deskLeads,

  // Figures.
  'see-reports': counted,
  /** Those of other people and of departments; else one's own alone. */
  'see-all-figures': [...leads, 'auditor'],
  'see-figures-of-all-departments': [...deskLeads, 'auditor'],
  'see-surveys': counted,
  'see-audit-log': [...leads, 'auditor'],

  // The desk itself.
  'manage-users': administrators,
  'manage-departments': administrators,
  'manage-units': administrators,
  'manage-work-streams': administrators,
  'manage-triggers': administrators,
  'manage-hours': administrators,
  'manage-promises': administrators,
  'manage-surveys': administrators,
  'manage-tags': administrators,
  'manage-customer-fields': administrators,
  'manage-automated-texts': administrators,
  'manage-pages': administrators,
  'manage-webhooks': administrators,
  'manage-translation': administrators,
  'manage-extensions': administrators,
  'manage-mail': administrators,
  'manage-privacy': administrators,
} as const satisfies Record<string, readonly Standing[]>;
export type Right = keyof typeof rights;

/** The roles of those who have a right, as users are stored. */
export function rolesWith(right: Right): Role[] {
  const holders: readonly Standing[] = rights[right];
  return [...new Set(holders.map((standing) => (standing === 'unit-supervisor' ? 'supervisor' : standing)))];
}

export function hasRight(standing: Standing, right: Right): boolean {
  const holders: readonly Standing[] = rights[right];
  return holders.includes(standing);
}
