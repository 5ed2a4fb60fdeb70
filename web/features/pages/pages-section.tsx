import { Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Page } from '../../../contract/pages.ts';
import type { Department } from '../../../contract/team.ts';
import { useMinute } from '../../lib/clock.ts';
import { agoWords, fullTime } from '../../lib/dates.ts';
import { departmentsQuery, pagesQuery } from '../../lib/desk-queries.ts';
import { apiPaths } from '../../lib/paths.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Link, useGo } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { useChangePage } from './api/change-page.ts';
import { findUnserved } from './unserved.ts';
import { PageStateChip } from './page-state-chip.tsx';
import { pageStateWords } from './page-state-words.ts';
import { AddChannel } from './add-channel.tsx';
import { keyWords } from './date-words.ts';
import styles from './pages-section.module.css';

/** The Facebook Pages of this desk: how each stands, who answers it, and for how long one may. */
export function PagesSection() {
  const pages = useQuery(pagesQuery);
  const departments = useQuery(departmentsQuery);
  const go = useGo();
  const present = pages.data?.filter((page) => !page.isRemoved);
  const removed = pages.data?.filter((page) => page.isRemoved) ?? [];
  const mute = present?.filter((page) => !page.canSend && page.state !== 'unsubscribed') ?? [];
  return (
    <SectionPage title="Pages" count={present?.length} action={<AddChannel />}>
      {mute.map((page) => (
        <Notice
          key={page.id}
          tone="danger"
          title={`${page.name} cannot answer`}
          action={
            <Button
              size="small"
              aria-label={`Connect ${page.name} again`}
              onClick={() => go(screenPaths.page(page.id, 'connection'))}
            >
              Connect again
            </Button>
          }
        >
          {page.reason} What customers write still arrives.
        </Notice>
      ))}
      {findUnserved(present ?? [], departments.data ?? []).map(({ department, pageNames }) => (
        <Notice
          key={department.id}
          tone="danger"
          title={`Nobody is assigned to ${department.name}`}
          action={
            <Button size="small" onClick={() => go(screenPaths.settings('departments'))}>
              Assign people
            </Button>
          }
        >
          It answers {pageNames.join(', ')}. What customers write is kept, and reaches no agent.
        </Notice>
      ))}
      {sectionState(pages, 'The pages') ??
        (present?.length === 0 ? (
          <EmptyState title="No page is connected yet">Pages that this desk answers appear here.</EmptyState>
        ) : (
          <Table
            caption="Pages"
            heads={[
              { name: 'Page' },
              { name: 'State', width: '180px' },
              { name: 'Access key', width: '150px' },
              { name: 'Department', width: '180px' },
              { name: '7 days by hand', width: '120px' },
              { name: 'Last heard', width: '110px' },
            ]}
          >
            {present?.map((page) => (
              <PageRow key={page.id} page={page} departments={departments.data ?? []} />
            ))}
          </Table>
        ))}
      {removed.length > 0 && <RemovedPages pages={removed} />}
    </SectionPage>
  );
}

function PageRow({ page, departments }: { page: Page; departments: readonly Department[] }) {
  const nowMs = useMinute();
  const change = useChangePage(page);
  const state = pageStateWords[page.state];
  return (
    <tr>
      <td>
        <div className={styles.page}>
          <Avatar
            name={page.name}
            size={36}
            square
            pictureUrl={page.hasPicture ? apiPaths.pagePicture(page.id) : null}
          />
          <div className="grow">
            <Link className="link medium" href={screenPaths.page(page.id)}>
              {page.name}
            </Link>
            <p className="small text-3 num">{page.facebookId}</p>
          </div>
        </div>
      </td>
      <td>
        <PageStateChip state={page.state} />
        {state.advice && <p className={styles.advice}>{state.advice}</p>}
      </td>
      <td
        className="text-2 num"
        data-head="Access key"
        title={page.tokenExpiresAt ? fullTime(page.tokenExpiresAt) : undefined}
      >
        {keyWords(page, nowMs)}
      </td>
      <td data-head="Department">
        <Select
          aria-label={`Department of ${page.name}`}
          data={departments.map((one) => ({ value: one.id, label: one.name }))}
          value={page.departmentId}
          allowDeselect={false}
          onChange={(_id, option) => {
            const department = departments.find((one) => one.id === option?.value);
            if (department) change.mutate({ departmentId: department.id });
          }}
        />
      </td>
      <td data-head="7 days by hand">
        <Switch
          aria-label={`${page.name}: people may answer for 7 days`}
          checked={page.humanAgentAllowed}
          onChange={(event) => change.mutate({ humanAgentAllowed: event.currentTarget.checked })}
        />
      </td>
      <td
        className="text-2 num"
        data-head="Last heard"
        title={page.lastWebhookAt ? fullTime(page.lastWebhookAt) : undefined}
      >
        {page.lastWebhookAt ? agoWords(page.lastWebhookAt, nowMs) : 'never'}
      </td>
    </tr>
  );
}

/** Pages that were taken off the desk: their conversations are still here. */
function RemovedPages({ pages }: { pages: readonly Page[] }) {
  const nowMs = useMinute();
  return (
    <Table caption="Removed pages" heads={[{ name: 'Removed pages' }, { name: 'Removed', width: '140px' }]}>
      {pages.map((page) => (
        <tr key={page.id}>
          <td>
            <div className={styles.page}>
              <Avatar name={page.name} size={36} square />
              <div className="grow">
                <p className="medium text-2">{page.name}</p>
                <p className="small text-3 num">
                  {page.facebookId} · Its conversations stay readable; connecting it again goes on with them.
                </p>
              </div>
            </div>
          </td>
          <td className="text-2 num" data-head="Removed">
            {page.removedAt ? agoWords(page.removedAt, nowMs) : ''}
          </td>
        </tr>
      ))}
    </Table>
  );
}
