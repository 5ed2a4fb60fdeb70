import type { ReactNode } from 'react';

function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      width="88"
      height="64"
      viewBox="0 0 88 64"
      aria-hidden="true"
      fill="none"
      strokeWidth="1.500"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

const quiet = { fill: 'var(--surface-sunken)', stroke: 'var(--line-3)' };
const line = 'var(--line-3)';
const accent = { stroke: 'var(--accent-text)', strokeWidth: 2.5 };

/** A tray with a tick. */
export function DoneDrawing() {
  return (
    <Drawing>
      <path d="M16 36 26 14h36l10 22v16H16z" {...quiet} />
      <path d="M16 36h16l4 7h16l4-7h16" stroke={line} />
      <path d="m36 25 6 6 11-13" {...accent} />
    </Drawing>
  );
}

/** A magnifier with nothing under it. */
export function NothingFoundDrawing() {
  return (
    <Drawing>
      <circle cx="40" cy="28" r="16" {...quiet} />
      <path d="m52 40 12 12" stroke={line} strokeWidth="3" />
      <path d="M33 28h14" {...accent} />
    </Drawing>
  );
}

/** A plug out of its socket. */
export function UnpluggedDrawing() {
  return (
    <Drawing>
      <path d="M8 40c12 0 12-16 24-16h4M80 40c-12 0-12-16-24-16h-4" stroke={line} />
      <rect x="34" y="18" width="7" height="12" rx="2" {...quiet} />
      <rect x="47" y="18" width="7" height="12" rx="2" {...quiet} />
      <path d="M44 8v5M37 10l2 3M51 10l-2 3" stroke="var(--warning-solid)" strokeWidth="2" />
    </Drawing>
  );
}

/** A door with a padlock. */
export function ForbiddenDrawing() {
  return (
    <Drawing>
      <rect x="28" y="8" width="32" height="48" rx="3" {...quiet} />
      <path d="M20 56h48" stroke={line} />
      <rect
        x="37"
        y="28"
        width="14"
        height="11"
        rx="2"
        fill="var(--surface-2)"
        stroke="var(--accent-text)"
        strokeWidth="2"
      />
      <path d="M40 28v-3a4 4 0 0 1 8 0v3" stroke="var(--accent-text)" strokeWidth="2" />
    </Drawing>
  );
}

/** Two bubbles, one answered: the work pane before a conversation is opened. */
export function ChooseDrawing() {
  return (
    <Drawing>
      <path
        d="M14 12h36a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H28l-8 7v-7h-6a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4z"
        {...quiet}
      />
      <path
        d="M60 26h14a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-5v6l-7-6H46a4 4 0 0 1-4-4"
        stroke="var(--accent-text)"
        strokeWidth="2"
      />
      <path d="M19 20h26M19 26h16" stroke={line} />
    </Drawing>
  );
}

/** The sign of the product. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 28 28" width={size} height={size} aria-hidden="true">
      <rect width="28" height="28" rx="8" fill="var(--accent)" />
      <path
        d="M8 8.500h12V17h-6.200L10 20.500V17H8z"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M11.500 12.700h5" stroke="var(--on-accent)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
