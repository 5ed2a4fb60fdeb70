import { useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CustomerId } from '../../contract/ids.ts';
import { CustomersScreen as Customers } from '../features/contacts/customers/customers-screen.tsx';
import { screenPaths, type CustomerSearch } from '../lib/screen-paths.ts';
import { useGo } from '../ui/link.tsx';
import { paneProps } from './panes.ts';
import styles from './tickets-screen.module.css';

/** The contact centre: who is looked for and whose card is open stands in the address. */
export default function CustomersScreen() {
  const search: CustomerSearch = useSearch({ strict: false });
  const { customerId } = useParams({ strict: false });
  const openId = (customerId as CustomerId | undefined) ?? null;
  const go = useGo();
  const change = useCallback(
    (next: CustomerSearch) => go(screenPaths.customers(next), { replace: true }),
    [go],
  );
  return (
    <main className={styles.tickets} {...paneProps('work')}>
      <Customers search={search} openId={openId} onChange={change} />
    </main>
  );
}
