import type { ReactNode } from 'react';
import styles from './screen.module.css';

type ScreenProps = {
  label: string;
  /** What stands in the bar at the top. */
  bar: ReactNode;
  /** Below the bar, and does not scroll away. */
  tabs?: ReactNode;
  /** Below the column, and does not scroll away. */
  foot?: ReactNode;
  /** Forms read better in a narrow column. */
  isNarrow?: boolean;
  /** Figures and wide tables take all there is. */
  isWide?: boolean;
  /** There is nothing to press in it: it takes the focus itself, so that keys scroll it. */
  isForReading?: boolean;
  children: ReactNode;
};

/** A screen beside the navigation: a bar, and one column below it that scrolls. */
export function Screen(props: ScreenProps) {
  const { label, bar, tabs, foot, isNarrow = false, isWide = false, isForReading = false, children } = props;
  return (
    <section className={styles.screen} aria-label={label}>
      <header className="bar">{bar}</header>
      {tabs}
      <div
        className={styles.body}
        {...(isForReading ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {})}
      >
        <div className={styles.column} data-narrow={isNarrow || undefined} data-wide={isWide || undefined}>
          {children}
        </div>
      </div>
      {foot}
    </section>
  );
}
