import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CustomerKind } from '../../../../contract/customers.ts';
import type { CustomerId } from '../../../../contract/ids.ts';
import { screenPaths, type CustomerSearch } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { ChooseDrawing } from '../../../ui/drawings.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link, useGo } from '../../../ui/link.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { customersQuery, useSaveCustomer } from '../api/customers.ts';
import { emptyDraft } from './card-draft.ts';
import { CustomerLine } from './choose-customer.tsx';
import { CustomerCard } from './customer-card.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import styles from './customers.module.css';

type CustomersScreenProps = {
  search: CustomerSearch;
  openId: CustomerId | null;
  onChange: (search: CustomerSearch) => void;
};

const typingMs = 300;

/** The contact centre: everybody whose conversations one may see, by name, and one card beside the list. */
export function CustomersScreen({ search, openId, onChange }: CustomersScreenProps) {
  const go = useGo();
  const [made, setMade] = useState<CustomerKind | null>(null);
  return (
    <div className={styles.screen} data-showing={openId ? 'card' : 'list'}>
      <section className={styles.listPane} aria-label="Customers">
        <header className="bar">
          <h1 className="title">Customers</h1>
          <span className="grow" />
          <Button
            size="small"
            kind="primary"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => setMade(search.kind ?? 'person')}
          >
            {search.kind === 'company' ? 'Add a company' : 'Add a person'}
          </Button>
        </header>
        <Narrow search={search} onChange={onChange} />
        <List search={search} openId={openId} />
      </section>
      <div className={styles.cardPane}>
        {openId ? (
          <CustomerCard
            key={openId}
            id={openId}
            backTo={screenPaths.customers(search)}
            onGone={() => go(screenPaths.customers(search), { replace: true })}
          />
        ) : (
          <div className={styles.nothing}>
            <ChooseDrawing />
            <p className="strong">Choose a customer</p>
            <p className="text-2">Their card shows every page on which they write.</p>
          </div>
        )}
      </div>
      {made && (
        <NewCustomer
          kind={made}
          onClose={() => setMade(null)}
          onMade={(id) => {
            setMade(null);
            go(screenPaths.customer(id, search));
          }}
        />
      )}
    </div>
  );
}

function Narrow({ search, onChange }: Omit<CustomersScreenProps, 'openId'>) {
  const [words, setWords] = useState(search.q ?? '');
  const { q: _words, ...rest } = search;
  const find = useDebouncedCallback((typed: string) => {
    const q = typed.trim();
    onChange(q === '' ? rest : { ...rest, q });
  }, typingMs);
  return (
    <search className={styles.narrow} aria-label="Narrow the customers">
      <TextInput
        aria-label="Name, company, e-mail or phone"
        placeholder="Name, company, e-mail or phone"
        type="search"
        maxLength={200}
        leftSection={<IconSearch size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      <Segments
        label="Who"
        value={search.kind ?? 'all'}
        choices={[
          { value: 'all', name: 'All' },
          { value: 'person', name: 'People' },
          { value: 'company', name: 'Companies' },
        ]}
        onChange={(kind) => {
          const { kind: _kind, ...others } = search;
          onChange(kind === 'all' ? others : { ...others, kind });
        }}
      />
    </search>
  );
}

function List({ search, openId }: { search: CustomerSearch; openId: CustomerId | null }) {
  const list = useInfiniteQuery(customersQuery(search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = search.q !== undefined || search.kind !== undefined;
  return (
    <div className={`${styles.listBody} scroll`}>
      {sectionState(list, 'The customers') ??
        (items.length === 0 ? (
          <EmptyState
            kind={isNarrowed ? 'search' : 'done'}
            title={isNarrowed ? 'Nobody fits' : 'No customer yet'}
          >
            {isNarrowed
              ? 'Look for another name, address or number.'
              : 'Add one here, or from a conversation: the card begins with what the profile tells.'}
          </EmptyState>
        ) : (
          <>
            <ul className={styles.rows}>
              {items.map((customer) => (
                <li key={customer.id}>
                  <Link
                    className={styles.rowLink}
                    href={screenPaths.customer(customer.id, search)}
                    aria-current={customer.id === openId ? 'true' : undefined}
                  >
                    <CustomerLine customer={customer} />
                  </Link>
                </li>
              ))}
            </ul>
            {list.hasNextPage && (
              <p className={styles.more}>
                <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  Show more
                </Button>
              </p>
            )}
          </>
        ))}
    </div>
  );
}

function NewCustomer({
  kind,
  onClose,
  onMade,
}: {
  kind: CustomerKind;
  onClose: () => void;
  onMade: (id: CustomerId) => void;
}) {
  const save = useSaveCustomer(({ id }) => onMade(id));
  return (
    <CustomerDialog
      title={kind === 'company' ? 'New company' : 'New customer'}
      kind={kind}
      begin={emptyDraft}
      submit="Add"
      save={save}
      onSave={(card) => save.mutate({ id: null, card: { kind, ...card } })}
      onClose={onClose}
    />
  );
}
