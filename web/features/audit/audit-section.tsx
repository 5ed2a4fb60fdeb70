import { Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEntry } from '../../../contract/audit.ts';
import { fullTime, stampOf } from '../../lib/dates.ts';
import { colleaguesQuery } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { auditActionsQuery, auditQuery, type AuditFilter } from './api/read-audit.ts';
import styles from './audit-section.module.css';
import { auditFacts, auditWords, nameOfSubject } from './audit-words.ts';

/** Who did what, and to what. It cannot be changed from here, nor from anywhere. */
export function AuditSection() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const [subjectName, setSubjectName] = useState<string | null>(null);
  const entries = useInfiniteQuery(auditQuery(filter));
  const shown = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <SectionPage
      title="Audit log"
      lead="What people did to settings, secrets, pages and users, who signed in, and who looked where they do not belong."
      action={
        <Button
          icon={<IconRefresh size={iconSizes.control} stroke={iconStroke} />}
          busy={entries.isFetching}
          onClick={() => void entries.refetch()}
        >
          Look again
        </Button>
      }
    >
      <Filters
        filter={filter}
        subjectName={subjectName}
        onChange={(next) => {
          setFilter(next);
          if (next.subject === undefined) setSubjectName(null);
        }}
      />
      {sectionState(entries, 'The audit log') ??
        (shown.length === 0 ? (
          <EmptyState
            kind={isFiltered ? 'search' : 'done'}
            title={isFiltered ? 'Nothing fits' : 'Nothing yet'}
          >
            {isFiltered ? 'No entry has all of these.' : 'What administrators do appears here.'}
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Audit log"
              heads={[
                { name: 'When', width: '190px' },
                { name: 'Who', width: '160px' },
                { name: 'What' },
                { name: 'To what', width: '200px' },
              ]}
            >
              {shown.map((entry) => (
                <EntryRow
                  key={entry.id}
                  entry={entry}
                  onSubject={(subject, name) => {
                    setFilter({ ...filter, subject });
                    setSubjectName(name);
                  }}
                />
              ))}
            </Table>
            <MoreButton list={entries} />
          </>
        ))}
    </SectionPage>
  );
}

type FiltersProps = {
  filter: AuditFilter;
  subjectName: string | null;
  onChange: (filter: AuditFilter) => void;
};

function Filters({ filter, subjectName, onChange }: FiltersProps) {
  const people = useQuery(colleaguesQuery);
  const actions = useQuery(auditActionsQuery);
  const change = (name: keyof AuditFilter, value: string | null) => {
    const { [name]: _, ...rest } = filter;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  return (
    <div className={styles.filters}>
      <Select
        label="Who"
        placeholder="Everybody"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Everybody' }}
        data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.actor ?? null}
        onChange={(value) => change('actor', value)}
      />
      <Select
        label="What"
        placeholder="Everything"
        clearable
        searchable
        clearButtonProps={{ 'aria-label': 'Everything' }}
        data={(actions.data ?? []).map((action) => ({ value: action, label: auditWords(action) }))}
        value={filter.action ?? null}
        onChange={(value) => change('action', value)}
      />
      {filter.subject && (
        <Chip tone="accent" onRemove={() => change('subject', null)} removeLabel="Show everything else again">
          {subjectName ?? 'This one'}
        </Chip>
      )}
    </div>
  );
}

type EntryRowProps = { entry: AuditEntry; onSubject: (id: string, name: string | null) => void };

function EntryRow({ entry, onSubject }: EntryRowProps) {
  const { at, actor, action, subject, detail } = entry;
  const facts = auditFacts(detail);
  const name = nameOfSubject(entry);
  return (
    <tr>
      <td className="text-2 num" data-head="When">
        <time dateTime={at} title={fullTime(at)}>
          {stampOf(at)}
        </time>
      </td>
      <td data-head="Who">{actor?.name ?? <span className="text-3">the desk</span>}</td>
      <td data-head="What">
        <div>
          <p>{auditWords(action)}</p>
          {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
        </div>
      </td>
      <td data-head="To what">
        {subject ? (
          <button
            type="button"
            className="link"
            aria-label={name === null ? undefined : `Only ${name}`}
            onClick={() => onSubject(subject.id, name)}
          >
            {name ?? 'only this one'}
          </button>
        ) : (
          <span className="text-3">–</span>
        )}
      </td>
    </tr>
  );
}
