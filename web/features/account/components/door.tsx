import type { ReactNode } from 'react';
import { Mark } from '../../../ui/drawings.tsx';
import styles from './door.module.css';

type DoorProps = { title: string; lead: ReactNode; children: ReactNode };

/** The quiet room in front of the desk. */
export function Door({ title, lead, children }: DoorProps) {
  return (
    <main className={styles.door}>
      <section className={styles.card}>
        <header className={styles.head}>
          <Mark size={40} />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </header>
        {children}
      </section>
      <p className={styles.foot}>Pagedesk</p>
    </main>
  );
}
