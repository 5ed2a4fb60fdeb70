import type { CSSProperties } from 'react';
import styles from './department-mark.module.css';

type DepartmentMarkProps = {
  name: string;
  /** Index of the square's colour, 1 to 6. */
  color: number;
};

/** A department everywhere it is named: a small square and the name. */
export function DepartmentMark({ name, color }: DepartmentMarkProps) {
  return (
    <span className={styles.department} style={{ '--square': `var(--department-${color})` } as CSSProperties}>
      <span className="clip">{name}</span>
    </span>
  );
}
