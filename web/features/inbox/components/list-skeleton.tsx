import { Skeleton } from '../../../ui/skeleton.tsx';
import styles from './list-skeleton.module.css';

const names = ['44%', '58%', '38%', '50%', '62%', '42%', '54%'];

/** Rows that are on their way, in their size. */
export function ListSkeleton() {
  return (
    <output className={styles.list} aria-label="Loading conversations">
      {names.map((width) => (
        <div key={width} className={styles.row}>
          <Skeleton shape="circle" width="36px" height="36px" />
          <div className={styles.lines}>
            <Skeleton width={width} />
            <Skeleton width="88%" />
            <Skeleton width="30%" />
          </div>
        </div>
      ))}
    </output>
  );
}
