import { Popover, Select, Switch } from '@mantine/core';
import { IconFilter2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, pagesQuery } from '../../../lib/desk-queries.ts';
import type { ListSearch } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './filters.module.css';

type FilterProps = { search: ListSearch; onChange: (search: ListSearch) => void };

/** Narrows the list by department, page, what is public, and what is unread. */
export function FilterMenu({ search, onChange }: FilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const me = useMe();
  const pages = useQuery({ ...pagesQuery, enabled: isOpen });
  const count = [search.department, search.page, search.kind, search.unread].filter(Boolean).length;
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      offset={6}
      trapFocus
      returnFocus
      classNames={{ dropdown: styles.dropdown ?? '' }}
    >
      <Popover.Target>
        <IconButton
          className={count > 0 ? styles.set : undefined}
          label={count === 0 ? 'Filter' : `Filter, ${count} set`}
          icon={<IconFilter2 size={iconSizes.regular} stroke={iconStroke} />}
          onClick={() => setIsOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label="Filter">
        <Select
          label="Department"
          placeholder="All departments"
          clearable
          data={me.departments.map((one) => ({ value: one.id, label: one.name }))}
          value={search.department ?? null}
          onChange={(id) => onChange(put(search, 'department', id))}
          comboboxProps={{ withinPortal: false }}
        />
        <Select
          label="Page"
          placeholder="All pages"
          clearable
          data={(pages.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={search.page ?? null}
          onChange={(id) => onChange(put(search, 'page', id))}
          comboboxProps={{ withinPortal: false }}
        />
        <Select
          label="Messages or comments"
          placeholder="Both"
          clearable
          data={[
            { value: 'messenger', label: kindNames.messenger },
            { value: 'comment', label: kindNames.comment },
          ]}
          value={search.kind ?? null}
          onChange={(kind) => onChange(put(search, 'kind', kind as NonNullable<ListSearch['kind']> | null))}
          comboboxProps={{ withinPortal: false }}
        />
        <Switch
          label="Unread only"
          checked={search.unread ?? false}
          onChange={(event) => onChange(put(search, 'unread', event.currentTarget.checked || null))}
        />
        <div className={styles.foot}>
          <Button kind="quiet" size="small" disabled={count === 0} onClick={() => onChange(cleared(search))}>
            Clear
          </Button>
          <Button size="small" onClick={() => setIsOpen(false)}>
            Done
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the list is narrowed by, each to be taken away. */
export function FilterChips({ search, onChange }: FilterProps) {
  const me = useMe();
  const pages = useQuery({ ...pagesQuery, enabled: search.page !== undefined });
  const department = me.departments.find((one) => one.id === search.department)?.name;
  const page = pages.data?.find((one) => one.id === search.page)?.name;
  return (
    <>
      {search.department && (
        <RemovableChip
          name={department ?? 'One department'}
          onRemove={() => onChange(put(search, 'department', null))}
        />
      )}
      {search.page && (
        <RemovableChip name={page ?? 'One page'} onRemove={() => onChange(put(search, 'page', null))} />
      )}
      {search.kind && (
        <RemovableChip name={kindNames[search.kind]} onRemove={() => onChange(put(search, 'kind', null))} />
      )}
      {search.unread && (
        <RemovableChip name="Unread" onRemove={() => onChange(put(search, 'unread', null))} />
      )}
    </>
  );
}

function RemovableChip({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <Chip tone="accent" onRemove={onRemove} removeLabel={`Remove the filter ${name}`}>
      {name}
    </Chip>
  );
}

const kindNames = { messenger: 'Messages', comment: 'Comments' } as const;

const filters = ['department', 'page', 'kind', 'unread'] as const;

function cleared(search: ListSearch): ListSearch {
  return filters.reduce<ListSearch>((left, name) => put(left, name, null), search);
}

function put<Name extends (typeof filters)[number]>(
  search: ListSearch,
  name: Name,
  value: NonNullable<ListSearch[Name]> | null,
): ListSearch {
  const { [name]: _before, ...rest } = search;
  return value === null ? rest : { ...rest, [name]: value };
}
