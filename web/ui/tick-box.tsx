import type { ReactNode } from 'react';
import styles from './tick-box.module.css';

type TickBoxProps = {
  label: ReactNode;
  /** Below the label, smaller. */
  description?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (isChecked: boolean) => void;
};

/** Something a person agrees to, or marks as done. */
export function TickBox({ label, description, checked, disabled = false, onChange }: TickBoxProps) {
  return (
    <label className={styles.box}>
      <input
        className={styles.input}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={styles.words}>
        {label}
        {description && <span className={styles.description}>{description}</span>}
      </span>
    </label>
  );
}
