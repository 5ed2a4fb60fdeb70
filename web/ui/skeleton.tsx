import { useEffect, useRef, useState, type CSSProperties } from 'react';
import styles from './skeleton.module.css';

type SkeletonProps = { width?: string; height?: string; shape?: 'line' | 'circle' | 'block' };

/** A grey stand-in, in the size of what comes. */
export function Skeleton({ width = '100%', height = '8px', shape = 'line' }: SkeletonProps) {
  return (
    <span
      className={styles.skeleton}
      data-shape={shape}
      style={{ '--width': width, '--height': height } as CSSProperties}
      aria-hidden="true"
    />
  );
}

const afterMs = 200;
const atLeastMs = 300;

/**
 * Whether to show skeletons for something that is pending: not for the first 200 ms, and once shown
 * never for less than 300 ms, so that nothing flashes.
 */
export function useSkeletons(pending: boolean): boolean {
  const [shown, setShown] = useState(false);
  const shownAtMs = useRef(0);
  useEffect(() => {
    if (pending === shown) return;
    const delayMs = pending ? afterMs : Math.max(0, shownAtMs.current + atLeastMs - performance.now());
    const timer = setTimeout(() => {
      if (pending) shownAtMs.current = performance.now();
      setShown(pending);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [pending, shown]);
  return shown;
}
