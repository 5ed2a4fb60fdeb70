import { useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { TicketsScreen as Tickets } from '../features/inbox/tickets-screen.tsx';
import { screenPaths, type TicketSearch } from '../lib/screen-paths.ts';
import { useGo } from '../ui/link.tsx';
import { paneProps } from './panes.ts';
import styles from './tickets-screen.module.css';

/** The tickets, narrowed by what stands in the address. */
export default function TicketsScreen() {
  const search: TicketSearch = useSearch({ strict: false });
  const go = useGo();
  const change = useCallback((next: TicketSearch) => go(screenPaths.tickets(next), { replace: true }), [go]);
  return (
    <main className={styles.tickets} {...paneProps('work')}>
      <Tickets search={search} onChange={change} />
    </main>
  );
}
