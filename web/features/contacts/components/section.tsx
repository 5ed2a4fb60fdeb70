import type { ReactNode } from 'react';
import styles from './section.module.css';

type SectionProps = {
  /** Its head; without one only for the customer, whose name is the head. */
  title?: string;
  /** Stands at the end of the head: a number. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A part of the panel: a strong head, a line to the next. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={styles.section}>
      {title !== undefined && (
        <h3 className={styles.head}>
          {title}
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </h3>
      )}
      {children}
    </section>
  );
}

type FactProps = { name: string; children: ReactNode };

/** A name and its value, in a `dl`. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}
