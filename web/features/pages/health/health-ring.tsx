import type { DoctorCheck } from '../../../../contract/doctor.ts';
import { ringArcs } from './order-checks.ts';

const radius = 18;
const around = 2 * Math.PI * radius;
/** A hair between two arcs. */
const gap = 1.5;

const colors = {
  passed: 'var(--success-solid)',
  warning: 'var(--warning-solid)',
  failed: 'var(--danger-solid)',
};

/** How much of the chain is whole; the words beside it say the same. */
export function HealthRing({ checks }: { checks: readonly DoctorCheck[] }) {
  const arcs = ringArcs(checks);
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
      <g fill="none" strokeWidth="5" transform="rotate(-90 22 22)">
        <circle cx="22" cy="22" r={radius} stroke="var(--line-1)" />
        {arcs.map(({ verdict, start, length }) => (
          <circle
            key={verdict}
            cx="22"
            cy="22"
            r={radius}
            stroke={colors[verdict]}
            strokeDasharray={`${Math.max(0, length * around - (arcs.length > 1 ? gap : 0))} ${around}`}
            strokeDashoffset={-start * around}
          />
        ))}
      </g>
    </svg>
  );
}
