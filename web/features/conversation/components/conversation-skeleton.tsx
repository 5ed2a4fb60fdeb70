import { Skeleton } from '../../../ui/skeleton.tsx';
import styles from './conversation-skeleton.module.css';

const bubbles = [
  { side: 'in', width: '48%', height: '36px' },
  { side: 'in', width: '32%', height: '72px' },
  { side: 'out', width: '56%', height: '56px' },
  { side: 'in', width: '40%', height: '36px' },
  { side: 'out', width: '30%', height: '36px' },
] as const;

type ConversationSkeletonProps = {
  /** Under a header that stands already. */
  bodyOnly?: boolean;
  /** Keeps the room while it is too early to show anything. */
  hidden?: boolean;
};

/** What comes, in its sizes. */
export function ConversationSkeleton({ bodyOnly = false, hidden = false }: ConversationSkeletonProps) {
  return (
    <div className={styles.whole} role="status" aria-label="Loading the conversation">
      {!bodyOnly && (
        <div className="bar">
          <Skeleton shape="circle" width="36px" height="36px" />
          <span className={styles.lines}>
            <Skeleton width="140px" height="10px" />
            <Skeleton width="96px" height="8px" />
          </span>
        </div>
      )}
      <div className={styles.bubbles} data-hidden={hidden || undefined}>
        {bubbles.map(({ side, width, height }, index) => (
          <span key={index} className={styles.bubble} data-side={side}>
            <Skeleton shape="block" width={width} height={height} />
          </span>
        ))}
      </div>
    </div>
  );
}
