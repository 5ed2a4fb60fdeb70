import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { CustomerKind, CustomerSummary } from '../../../../contract/customers.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { foundCustomersQuery } from '../api/customers.ts';
import styles from './customers.module.css';

type ChooseCustomerProps = {
  title: string;
  lead?: ReactNode;
  /** What is looked for at the beginning. */
  words?: string;
  kind?: CustomerKind;
  /** Cannot be chosen: the card that is open. */
  without?: string;
  choose: string;
  act: { isPending: boolean; error: Error | null };
  onChoose: (customer: CustomerSummary) => void;
  onClose: () => void;
};

const typingMs = 250;

/** Looks customers up by name, company, e-mail or phone, and takes one. */
export function ChooseCustomer({
  title,
  lead,
  words = '',
  kind,
  without,
  choose,
  act,
  onChoose,
  onClose,
}: ChooseCustomerProps) {
  const [typed, setTyped] = useState(words);
  const [q] = useDebouncedValue(typed.trim(), typingMs);
  const found = useQuery(foundCustomersQuery({ ...(q === '' ? {} : { q }), ...(kind ? { kind } : {}) }));
  const items = (found.data?.items ?? []).filter(({ id }) => id !== without);
  return (
    <Dialog title={title} width="480px" onClose={onClose}>
      {lead && <p className={`${styles.chooseLead} text-2`}>{lead}</p>}
      <TextInput
        label="Name, company, e-mail or phone"
        data-autofocus
        type="search"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {(act.error ?? found.error) && (
        <Notice tone="danger" role="alert" title={act.error ? 'Nothing changed' : 'The search failed'}>
          {(act.error ?? found.error)?.message}
        </Notice>
      )}
      <ul className={styles.choices} aria-busy={found.isFetching}>
        {items.map((customer) => (
          <li key={customer.id}>
            <CustomerLine customer={customer} />
            <Button
              size="small"
              busy={act.isPending}
              aria-label={`${choose} ${customer.name}`}
              onClick={() => onChoose(customer)}
            >
              {choose}
            </Button>
          </li>
        ))}
        {items.length === 0 && !found.isPending && (
          <li className="text-3">{q === '' ? 'There is no customer yet.' : 'Nobody fits.'}</li>
        )}
      </ul>
    </Dialog>
  );
}

/** A customer in two lines: who, and how to reach them. */
export function CustomerLine({ customer, because }: { customer: CustomerSummary; because?: string }) {
  const more = [customer.company, customer.email, customer.phone, customer.location];
  return (
    <span className={styles.line}>
      <Avatar
        name={customer.name}
        pictureUrl={customer.pictureUrl}
        size={36}
        square={customer.kind === 'company'}
      />
      <span className={styles.lineText}>
        <span className="medium clip">{customer.name}</span>
        <span className="small text-3 clip">
          {because ?? (more.filter((one) => one !== null).join(' · ') || kindWords[customer.kind])}
        </span>
      </span>
    </span>
  );
}

export const kindWords = { person: 'Person', company: 'Company' } as const;
