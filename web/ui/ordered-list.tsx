import type { ComponentProps, ReactNode } from 'react';
import styles from './ordered-list.module.css';

/** Things whose order counts; `news` says what was moved. */
export function OrderedList({ label, news, children }: { label: string; news: string; children: ReactNode }) {
  return (
    <>
      <ol className={styles.list} aria-label={label}>
        {children}
      </ol>
      <p className="sr" aria-live="polite">
        {news}
      </p>
    </>
  );
}

type OrderedRowProps = {
  /** As `useSorting` makes them. */
  place?: ComponentProps<'li'>;
  grip?: ReactNode;
  number?: number;
  name: string;
  /** Behind the name. */
  marks?: ReactNode;
  about: ReactNode;
  isOff?: boolean;
  actions: ReactNode;
};

export function OrderedRow({ place, grip, number, name, marks, about, isOff, actions }: OrderedRowProps) {
  return (
    <li className={styles.row} data-off={isOff || undefined} {...place}>
      {grip ?? <span />}
      <span className={styles.number}>{number}</span>
      <div className={styles.words}>
        <p className={styles.name}>
          {name}
          {marks}
        </p>
        <div className={styles.about}>{about}</div>
      </div>
      <div className={styles.actions}>{actions}</div>
    </li>
  );
}
