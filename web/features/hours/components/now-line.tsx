import type { HoursNow } from '../../../../contract/operating-hours.ts';
import { nowWords } from '../hours-words.ts';
import styles from './week.module.css';

type NowLineProps = { now: HoursNow; timeZone: string; nowMs: number };

/** Whether it is open now, and when that changes. */
export function NowLine({ now, timeZone, nowMs }: NowLineProps) {
  return (
    <output className={styles.now}>
      <span className={styles.dot} data-state={now.state} aria-hidden="true" />
      <span>{nowWords(now, timeZone, nowMs)}</span>
    </output>
  );
}
