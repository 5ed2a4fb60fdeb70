import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customerDetails, customerList } from '../../../contract/customers.ts';
import { customerId } from '../../../contract/ids.ts';
import { request } from '../../lib/api.ts';
import { apiPaths } from '../../lib/paths.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import type { CardFieldProps } from './value-field.tsx';

const typingMs = 250;

/** Looks a card up by name, company, e-mail or phone; shows the one that is chosen by its name. */
export function CardField({ kind, label, value, isDisabled, hasError, onChange }: CardFieldProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), typingMs);
  const filter = { ...(q === '' ? {} : { q }), ...(kind === 'company' ? { kind: 'company' as const } : {}) };
  const found = useQuery({
    queryKey: [...queryKeys.customers, 'choice', filter],
    queryFn: ({ signal }) =>
      request('GET', apiPaths.customers({ ...filter, limit: 20 }), { answer: customerList, signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    queryKey: [...queryKeys.customers, 'chosen', value],
    queryFn: ({ signal }) =>
      request('GET', apiPaths.customer(customerId.parse(value)), { answer: customerDetails, signal }),
    enabled: value !== null,
    retry: false,
  });
  const options = new Map(
    (found.data?.items ?? []).map((one) => [
      String(one.id),
      one.company ? `${one.name} (${one.company})` : one.name,
    ]),
  );
  if (value !== null) options.set(value, chosen.data?.name ?? (chosen.isError ? 'A card that is gone' : '…'));
  return (
    <Select
      aria-label={label}
      data={[...options].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      searchable
      disabled={isDisabled}
      error={hasError}
      allowDeselect={false}
      placeholder="Look a card up"
      nothingFoundMessage="No card found"
      filter={({ options: all }) => all}
      onSearchChange={(words) => setTyped([...options.values()].includes(words) ? '' : words)}
      onChange={(id) => id && onChange(id)}
    />
  );
}
