import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './settings-group.module.css';

/** Some fields that belong together, under their head. */
export function SettingsGroup({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <fieldset className={classNames('card', styles.group)}>
      <legend className={styles.title}>{title}</legend>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </fieldset>
  );
}
