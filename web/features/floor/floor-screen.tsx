import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepartmentId, PageId } from '../../../contract/ids.ts';
import { pagesQuery, useMe, useRight } from '../../lib/desk-queries.ts';
import { Chip } from '../../ui/chip.tsx';
import { Screen } from '../../ui/screen.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { floorQuery } from './api/read-floor.ts';
import { FloorNow } from './components/floor-now.tsx';
import { UnderWay } from './components/under-way.tsx';
import styles from './floor.module.css';
import { useFloorNews } from './use-floor-news.ts';

/** What happens at this moment, for those who lead. */
export default function FloorScreen() {
  if (!useRight('watch-the-floor')) {
    return (
      <main className={styles.forbidden}>
        <ForbiddenState>The link is wrong, or it is for supervisors and administrators.</ForbiddenState>
      </main>
    );
  }
  return <Floor />;
}

type View = 'now' | 'under-way';

function Floor() {
  useFloorNews();
  const { departments, units } = useMe();
  const pages = useQuery(pagesQuery);
  const [view, setView] = useState<View>('now');
  const [department, setDepartment] = useState<string | null>(null);
  const [page, setPage] = useState<string | null>(null);
  const scope = {
    ...(department ? { department: department as DepartmentId } : {}),
    ...(page ? { page: page as PageId } : {}),
  };
  const floor = useQuery(floorQuery(scope));
  return (
    <main className={styles.main}>
      <Screen
        label="Floor"
        isWide
        bar={
          <>
            <h1 className="title">Floor</h1>
            {units.length > 0 && <Chip>{units.map(({ name }) => name).join(', ')}</Chip>}
            <span className={styles.live} data-stale={floor.isError || undefined}>
              {floor.isError ? 'Not live' : 'Live'}
            </span>
            <span className="grow" />
            <Segments
              label="What to look at"
              value={view}
              choices={[
                { value: 'now', name: 'Now' },
                { value: 'under-way', name: 'Conversations' },
              ]}
              onChange={setView}
            />
          </>
        }
      >
        {view === 'under-way' ? (
          <UnderWay />
        ) : (
          <>
            <div className={styles.filters}>
              <Select
                aria-label="Department"
                placeholder="All departments"
                clearable
                clearButtonProps={{ 'aria-label': 'All departments' }}
                data={departments.map(({ id, name }) => ({ value: id, label: name }))}
                value={department}
                onChange={setDepartment}
              />
              <Select
                aria-label="Page"
                placeholder="All pages"
                clearable
                clearButtonProps={{ 'aria-label': 'All pages' }}
                data={(pages.data ?? [])
                  .filter(({ isRemoved }) => !isRemoved)
                  .map(({ id, name }) => ({ value: id, label: name }))}
                value={page}
                onChange={setPage}
              />
            </div>
            {sectionState(floor, 'The floor') ?? (floor.data && <FloorNow floor={floor.data} />)}
          </>
        )}
      </Screen>
    </main>
  );
}
