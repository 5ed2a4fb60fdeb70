import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ConversationSummary } from '../../../contract/conversations.ts';
import type { DepartmentId, PageId, UserId } from '../../../contract/ids.ts';
import { ticketStatus, type TicketStatus } from '../../../contract/tickets.ts';
import { useMinute } from '../../lib/clock.ts';
import { fullTime, shortTime } from '../../lib/dates.ts';
import { colleaguesQuery, pagesQuery, useMe } from '../../lib/desk-queries.ts';
import type { ListQuery } from '../../lib/paths.ts';
import { screenPaths, type TicketSearch } from '../../lib/screen-paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { Link } from '../../ui/link.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { TicketChip, ticketWords } from '../../ui/ticket-chip.tsx';
import { useList } from './api/list-conversations.ts';
import styles from './tickets-screen.module.css';

type TicketsScreenProps = { search: TicketSearch; onChange: (search: TicketSearch) => void };

/** Tickets as a list with their cards: what is about what, how far it has come, and whose it is. */
export function TicketsScreen({ search, onChange }: TicketsScreenProps) {
  const query = useMemo(() => toQuery(search), [search]);
  const list = useList(query);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.values(search).some(Boolean);
  return (
    <SectionPage
      title="Tickets"
      lead="What is worked on as a ticket: comments, and the messages of pages that are set so."
    >
      <Filters search={search} onChange={onChange} />
      {sectionState(list, 'The tickets') ??
        (rows.length === 0 ? (
          <EmptyState
            kind={isFiltered ? 'search' : 'done'}
            title={isFiltered ? 'No ticket fits' : 'No open ticket'}
            action={
              isFiltered ? (
                <Button size="small" onClick={() => onChange({})}>
                  Show all open ones
                </Button>
              ) : undefined
            }
          >
            {isFiltered ? 'None has all of these.' : 'Whether a page makes tickets is one of its settings.'}
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Tickets"
              heads={[
                { name: 'No.', width: '84px' },
                { name: 'Subject' },
                { name: 'Status', width: '104px' },
                { name: 'Assignee', width: '150px' },
                { name: 'Department', width: '150px' },
                { name: 'Page', width: '150px' },
                { name: 'Changed', width: '96px' },
              ]}
            >
              {rows.map((row) => (
                <TicketRow key={row.id} row={row} />
              ))}
            </Table>
            <MoreButton list={list}>Show more</MoreButton>
          </>
        ))}
    </SectionPage>
  );
}

function TicketRow({ row }: { row: ConversationSummary }) {
  const nowMs = useMinute();
  const { ticket, assignee, department, page } = row;
  return (
    <tr>
      <td className="num text-3" data-head="No.">
        {row.number}
      </td>
      <td data-head="Subject">
        <About row={row} />
      </td>
      <td data-head="Status">
        <TicketChip ticket={ticket} />
      </td>
      <td data-head="Assignee">
        {assignee ? (
          <span className={styles.person}>
            <Avatar name={assignee.name} size={20} />
            <span className="clip">{assignee.name}</span>
          </span>
        ) : (
          <span className="text-3">nobody</span>
        )}
      </td>
      <td data-head="Department">
        <DepartmentMark name={department.name} color={department.color} />
      </td>
      <td data-head="Page">
        <span className="text-2">{page.name}</span>
      </td>
      <td className="num text-3" data-head="Changed">
        <time dateTime={row.lastActivityAt} title={fullTime(row.lastActivityAt)}>
          {shortTime(row.lastActivityAt, nowMs)}
        </time>
      </td>
    </tr>
  );
}

function About({ row }: { row: ConversationSummary }) {
  const { ticket, contact } = row;
  const href = screenPaths.conversation(row.id, row.status === 'closed' ? 'closed' : 'all');
  return (
    <div className={styles.about}>
      <Link className={`${styles.subject} clip`} href={href} data-unread={row.unreadCount > 0 || undefined}>
        {ticket.subject ?? row.lastMessage?.text ?? `No. ${row.number}`}
      </Link>
      <span className="small text-3 clip">
        {contact.name} · {row.kind === 'comment' ? 'Comment' : 'Messenger'}
      </span>
    </div>
  );
}

const typingMs = 300;

function Filters({ search, onChange }: TicketsScreenProps) {
  const me = useMe();
  const people = useQuery(colleaguesQuery);
  const pages = useQuery(pagesQuery);
  const [words, setWords] = useState(search.q ?? '');
  const put = (name: keyof TicketSearch, value: string | null) => {
    const { [name]: _before, ...rest } = search;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  const find = useDebouncedCallback((typed: string) => put('q', typed.trim() || null), typingMs);
  return (
    <search className={styles.filters} aria-label="Narrow the tickets">
      <TextInput
        label="Subject or words"
        placeholder="Search"
        maxLength={200}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      <Select
        label="Status"
        placeholder="All open ones"
        clearable
        data={ticketStatus.options.map((value) => ({ value, label: ticketWords[value] }))}
        value={search.status ?? null}
        onChange={(value) => put('status', value)}
      />
      <Select
        label="Assignee"
        placeholder="Anybody"
        clearable
        searchable
        data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.assignee ?? null}
        onChange={(value) => put('assignee', value)}
      />
      <Select
        label="Department"
        placeholder="All"
        clearable
        data={me.departments.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.department ?? null}
        onChange={(value) => put('department', value)}
      />
      <Select
        label="Page"
        placeholder="All"
        clearable
        data={(pages.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.page ?? null}
        onChange={(value) => put('page', value)}
      />
    </search>
  );
}

/** The same object keys for the same list, so that it is found again in the cache. */
function toQuery(search: TicketSearch): ListQuery {
  return {
    view: 'all',
    mode: 'ticket',
    ...(search.status ? { ticket: search.status as TicketStatus } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(search.assignee ? { assignee: search.assignee as UserId } : {}),
    ...(search.department ? { department: search.department as DepartmentId } : {}),
    ...(search.page ? { page: search.page as PageId } : {}),
  };
}
