import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationSummary } from '../../../../contract/conversations.ts';
import type { FloorFilter } from '../../../../contract/floor.ts';
import { nowMs, useMinute } from '../../../lib/clock.ts';
import { spanWords } from '../../../lib/dates.ts';
import { colleaguesQuery, useMe } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
import { WindowRing } from '../../../ui/window-ring.tsx';
import { floorFilterQuery, underWayQuery, useFloorAct, useSaveFloorFilter } from '../api/read-floor.ts';
import styles from '../floor.module.css';

const statuses = [
  { value: 'all', name: 'All' },
  { value: 'active', name: 'Active' },
  { value: 'open', name: 'Open' },
  { value: 'wrapup', name: 'Wrap-up' },
  { value: 'waiting', name: 'Waiting' },
] as const;

const statusWords: Record<string, string> = Object.fromEntries(
  statuses.map(({ value, name }) => [value, name]),
);

/** Conversations under way, with what those who lead may do: assign what waits, look at and join what is served. */
export function UnderWay() {
  const kept = useQuery(floorFilterQuery);
  return sectionState(kept, 'Your filter') ?? (kept.data && <List kept={kept.data} />);
}

function List({ kept }: { kept: FloorFilter }) {
  useMinute();
  const [filter, setFilter] = useState(kept);
  const { departments } = useMe();
  const people = useQuery(colleaguesQuery);
  const list = useQuery(underWayQuery(filter));
  const save = useSaveFloorFilter();
  const isKept = JSON.stringify(filter) === JSON.stringify(kept);
  const rows = list.data?.items ?? [];
  return (
    <>
      <div className={styles.filters}>
        <Segments
          label="Status"
          value={filter.status ?? 'all'}
          choices={statuses}
          onChange={(status) => setFilter({ ...filter, status: status === 'all' ? null : status })}
        />
        <Select
          aria-label="Department"
          placeholder="All departments"
          clearable
          clearButtonProps={{ 'aria-label': 'All departments' }}
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.departmentId}
          onChange={(id) => setFilter({ ...filter, departmentId: id as FloorFilter['departmentId'] })}
        />
        <Select
          aria-label="Agent"
          placeholder="All agents"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'All agents' }}
          data={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.userId}
          onChange={(id) => setFilter({ ...filter, userId: id as FloorFilter['userId'] })}
        />
        <Button kind="quiet" disabled={isKept} busy={save.isPending} onClick={() => save.mutate(filter)}>
          Show this first
        </Button>
      </div>
      {sectionState(list, 'The conversations') ??
        (rows.length === 0 ? (
          <EmptyState title="Nothing under way here">
            Another status, department or agent may have some.
          </EmptyState>
        ) : (
          <Table
            caption="Conversations under way, the longest wait first"
            heads={[
              { name: 'Customer' },
              { name: 'Status' },
              { name: 'Department' },
              { name: 'Agent' },
              { name: 'Waits' },
              { name: 'Window' },
              { name: 'Actions', hidden: true },
            ]}
          >
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </Table>
        ))}
      {list.data?.nextCursor && (
        <p className="text-3">The first {rows.length} are shown. Narrow the list to see others.</p>
      )}
    </>
  );
}

function Row({ row }: { row: ConversationSummary }) {
  return (
    <tr>
      <td>
        <span className={`row medium ${styles.person}`}>
          <Avatar name={row.contact.name} pictureUrl={row.contact.pictureUrl} size={28} />
          <span className="clip">{row.contact.name}</span>
          <span className="text-3 num">{row.number}</span>
        </span>
      </td>
      <td data-head="Status">{statusWords[row.status] ?? row.status}</td>
      <td data-head="Department">
        <DepartmentMark name={row.department.name} color={row.department.color} />
      </td>
      <td data-head="Agent">{row.assignee?.name ?? <span className="text-3">Nobody</span>}</td>
      <td data-head="Waits" className="num">
        {row.waitingSince ? (
          spanWords(nowMs() - Date.parse(row.waitingSince))
        ) : (
          <span className="text-3">–</span>
        )}
      </td>
      <td data-head="Window">
        {row.window.state !== 'unlimited' && (
          <WindowRing state={row.window.state} endsAt={row.window.endsAt} />
        )}
      </td>
      <td>
        <Acts row={row} />
      </td>
    </tr>
  );
}

function Acts({ row }: { row: ConversationSummary }) {
  const go = useGo();
  const { user } = useMe();
  const act = useFloorAct(({ kind }) => {
    if (kind === 'monitor' || kind === 'join') go(screenPaths.conversation(row.id));
  });
  const name = row.contact.name;
  if (row.status === 'open')
    return <AssignMenu row={row} onAssign={(to) => act.mutate({ kind: 'assign', id: row.id, to })} />;
  const isServed = row.status === 'active' || row.status === 'wrapup';
  if (!isServed || row.assignee?.id === user.id) {
    return (
      <span className={styles.acts}>
        <Button size="small" aria-label={`Open ${name}`} onClick={() => go(screenPaths.conversation(row.id))}>
          Open
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.acts}>
      <Button
        size="small"
        aria-label={`Monitor ${name}`}
        busy={act.isPending}
        onClick={() => act.mutate({ kind: 'monitor', id: row.id })}
      >
        Monitor
      </Button>
      <Button
        size="small"
        kind="quiet"
        aria-label={`Join ${name}`}
        busy={act.isPending}
        onClick={() => act.mutate({ kind: 'join', id: row.id })}
      >
        Join
      </Button>
    </span>
  );
}

type AssignMenuProps = {
  row: ConversationSummary;
  onAssign: (to: NonNullable<ConversationSummary['assignee']>['id']) => void;
};

/** Those who may see its department, who is there first. */
function AssignMenu({ row, onAssign }: AssignMenuProps) {
  const people = useQuery(colleaguesQuery).data ?? [];
  const mayHave = people
    .filter(({ seenDepartmentIds }) => seenDepartmentIds?.includes(row.department.id) ?? true)
    .toSorted((one, other) => Number(one.presence === 'offline') - Number(other.presence === 'offline'));
  return (
    <span className={styles.acts}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="small" aria-label={`Assign ${row.contact.name}`}>
            Assign
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>To whom</Menu.Label>
          {mayHave.map(({ id, name, presence }) => (
            <Menu.Item
              key={id}
              leftSection={<Avatar name={name} size={20} presence={presence} />}
              onClick={() => onAssign(id)}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
