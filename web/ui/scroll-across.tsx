import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './scroll-across.module.css';

type ScrollAcrossProps = {
  /** What is in it, for those who come to it by keyboard. */
  label: string;
  /** More than a screenful scrolls within it, too. */
  isBounded?: boolean;
  children: ReactNode;
};

/** Around a table that is wider than a phone: it scrolls, by keyboard too, and its screen does not. */
export function ScrollAcross({ label, isBounded = false, children }: ScrollAcrossProps) {
  return (
    <div
      className={classNames(styles.scroll, isBounded && styles.bounded)}
      role="group"
      aria-label={label}
      // What scrolls and holds nothing to press can be scrolled by keys only when it takes the focus itself.
      tabIndex={0}
    >
      {children}
    </div>
  );
}
