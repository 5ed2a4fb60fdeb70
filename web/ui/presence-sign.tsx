import styles from './presence-sign.module.css';

export type PresenceKind = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'inactive';

/** The word for a presence, as it stands beside the sign. */
export const presenceWords: Record<PresenceKind, string> = {
  available: 'Available',
  busy: 'Busy',
  'do-not-disturb': 'Do not disturb',
  away: 'Away',
  offline: 'Offline',
  inactive: 'Inactive',
};

/** By what name somebody's presence goes: the house's, where they chose one. */
export function presenceLabel(one: { presence: PresenceKind; presenceName: string | null }): string {
  return one.presenceName ?? presenceWords[one.presence];
}

/** Each presence has a shape of its own, so that colour never stands alone. Decoration: the word stands beside it. */
export function PresenceSign({ presence }: { presence: PresenceKind }) {
  return (
    <svg className={styles.sign} data-presence={presence} viewBox="0 0 10 10" aria-hidden="true">
      {presence === 'available' && <circle cx="5" cy="5" r="5" fill="currentColor" />}
      {presence === 'busy' && (
        <>
          <circle cx="5" cy="5" r="4.100" fill="none" stroke="currentColor" strokeWidth="1.800" />
          <path d="M5 .9a4.100 4.100 0 0 1 0 8.200z" fill="currentColor" />
        </>
      )}
      {presence === 'do-not-disturb' && (
        <>
          <circle cx="5" cy="5" r="5" fill="currentColor" />
          <path d="M2.500 5h5" stroke="var(--surface-1)" strokeWidth="1.800" strokeLinecap="round" />
        </>
      )}
      {presence === 'inactive' && (
        <circle
          cx="5"
          cy="5"
          r="4.100"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.800"
          strokeDasharray="2.200 1.500"
        />
      )}
      {presence === 'away' && (
        <path d="M9.600 6.600A4.900 4.900 0 0 1 3.400.4a4.900 4.900 0 1 0 6.200 6.200z" fill="currentColor" />
      )}
      {presence === 'offline' && (
        <circle cx="5" cy="5" r="4.100" fill="none" stroke="currentColor" strokeWidth="1.800" />
      )}
    </svg>
  );
}
