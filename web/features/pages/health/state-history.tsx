import { useQuery } from '@tanstack/react-query';
import type { Page } from '../../../../contract/pages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { sectionState } from '../../../ui/section-page.tsx';
import { pageHealthQuery } from '../api/doctor.ts';
import { PageStateChip } from '../page-state-chip.tsx';
import styles from './state-history.module.css';

/** How the page has stood, the newest first. */
export function StateHistory({ page }: { page: Page }) {
  const health = useQuery(pageHealthQuery(page.id));
  const nowMs = useMinute();
  return (
    <section className="card" aria-label="History of the connection">
      <h2 className="subheading">History</h2>
      {sectionState(health, 'The history') ?? (
        <ol className={styles.changes}>
          {health.data?.history.map((change) => (
            <li key={`${change.at} ${change.state}`} className={styles.change}>
              <time className={styles.time} dateTime={change.at} title={fullTime(change.at)}>
                {shortTime(change.at, nowMs)}
              </time>
              <PageStateChip state={change.state} />
              {change.reason && <span className={styles.reason}>{change.reason}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
