import styles from './count.module.css';

/** How many are unread, in a filled pill: `3`, `99+`. Decoration: its row or place says it in words. */
export function Count({ value }: { value: number }) {
  return (
    <span className={styles.count} aria-hidden="true">
      {value > 99 ? '99+' : value}
    </span>
  );
}
