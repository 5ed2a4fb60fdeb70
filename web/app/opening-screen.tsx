import { ListSkeleton } from '../features/inbox/components/list-skeleton.tsx';
import { Mark } from '../ui/drawings.tsx';
import styles from './opening-screen.module.css';

/** The desk while it is not known yet who sits at it: its grounds, and rows on their way. */
export function OpeningScreen() {
  return (
    <div className={styles.screen}>
      <div className={styles.rail}>
        <Mark />
      </div>
      <div className={styles.list}>
        <div className="bar" />
        <div className={styles.views} />
        <ListSkeleton />
      </div>
      <div className={styles.work} />
    </div>
  );
}
