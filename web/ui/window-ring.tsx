import { IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTimeUntil } from '../lib/clock.ts';
import { classNames } from './class-names.ts';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import { viewWindow, type WindowFacts } from './window-view.ts';
import styles from './window-ring.module.css';

const radius = 5.25;
const round = 2 * Math.PI * radius;

type WindowRingProps = WindowFacts & {
  /** `short` for rows and bars: `5 d left · by hand`. `long` for the composer: `5 d left — human reply`. */
  length?: 'short' | 'long';
  className?: string | undefined;
};

/** The one sign of what Facebook allows, and for how long. */
export const WindowRing = memo(function WindowRing({
  state,
  endsAt,
  length = 'short',
  className,
}: WindowRingProps) {
  const nowMs = useTimeUntil(endsAt);
  const view = viewWindow({ state, endsAt }, nowMs);
  return (
    <span className={classNames(styles.window, className)} data-tone={view.tone} data-length={length}>
      {view.tone === 'closed' ? (
        <IconLock size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
      ) : (
        <svg className={styles.ring} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle className={styles.track} cx="7" cy="7" r={radius} />
          <circle
            className={styles.left}
            cx="7"
            cy="7"
            r={radius}
            strokeDasharray={`${(round * view.left).toFixed(2)} ${round.toFixed(2)}`}
            transform="rotate(-90 7 7)"
          />
          {view.tone === 'human' && <circle className={styles.dot} cx="7" cy="7" r="1.800" />}
        </svg>
      )}
      <span>
        {length === 'long' ? <b>{view.words}</b> : view.words}
        {length === 'long' && view.manner && ` — ${view.manner}`}
        {length === 'short' && view.tone === 'human' && ' · by hand'}
      </span>
    </span>
  );
});
