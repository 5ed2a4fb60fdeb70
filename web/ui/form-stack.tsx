import type { FormEvent, ReactNode } from 'react';
import styles from './form-stack.module.css';

type FormStackProps = { onSubmit: (event: FormEvent) => void; children: ReactNode; foot: ReactNode };

/** Fields below one another, and the buttons at the end. Faults are told by the fields, not by the browser. */
export function FormStack({ onSubmit, children, foot }: FormStackProps) {
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {children}
      <div className={styles.foot}>{foot}</div>
    </form>
  );
}
