import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import styles from './connection-banner.module.css';
import { useLive, useLiveState } from './live-context.ts';

/** A blink of the network is nobody's business. */
const worthTellingMs = 2_000;

/** Over the list while no events come: what still works, and when it is tried again. */
export function ConnectionBanner() {
  const live = useLive();
  const state = useLiveState();
  const isLost = state.status === 'waiting';
  const [isTold, setIsTold] = useState(false);
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setIsTold(true), worthTellingMs);
    return () => {
      clearTimeout(timer);
      setIsTold(false);
    };
  }, [isLost]);
  return (
    <output className={styles.region}>
      {isTold && (
        <div className={styles.banner}>
          <IconWifiOff size={18} stroke={1.5} aria-hidden="true" className={styles.sign} />
          <p className="grow">
            {state.status === 'waiting' && state.refusal !== null
              ? `${state.refusal} You can read what is here; what you write is kept.`
              : navigator.onLine
                ? 'The connection is lost. You can read; what you write is kept.'
                : 'You are offline. You can read; what you write is kept.'}
          </p>
          <button type="button" className={styles.retry} onClick={() => live.retryNow()}>
            Try now
          </button>
        </div>
      )}
    </output>
  );
}
