import { IconSearch } from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { memo, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { ConversationView } from '../../../contract/conversations.ts';
import type { ConversationId } from '../../../contract/ids.ts';
import type { UserRef } from '../../../contract/team.ts';
import { useCommand } from '../../lib/commands.ts';
import { useMinute } from '../../lib/clock.ts';
import { useMe } from '../../lib/desk-queries.ts';
import type { ListQuery } from '../../lib/paths.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { screenPaths, type ListSearch } from '../../lib/screen-paths.ts';
import { useEndedWindows } from '../../lib/window-end.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { useGo } from '../../ui/link.tsx';
import { useSkeletons } from '../../ui/skeleton.tsx';
import { useList } from './api/list-conversations.ts';
import { useCounters } from './api/read-counters.ts';
import { ConversationRows } from './components/conversation-rows.tsx';
import { FilterChips, FilterMenu } from './components/filters.tsx';
import { ListSkeleton } from './components/list-skeleton.tsx';
import { NoRows } from './components/no-rows.tsx';
import { SearchField } from './components/search-field.tsx';
import { SortMenu } from './components/sort-menu.tsx';
import { Views } from './components/views.tsx';
import styles from './inbox.module.css';
import { FailedState, ForbiddenState } from '../../ui/states.tsx';
import { isProblem } from '../../lib/api.ts';
import { useSteps } from './use-steps.ts';

type InboxProps = {
  view: ConversationView;
  search: ListSearch;
  openId: ConversationId | null;
  /** What stands between the head and the list: the loss of the connection. */
  banner?: ReactNode;
};

/** The list of conversations: which view, how sorted, what is looked for, and the rows. */
export function Inbox({ view, search, openId, banner }: InboxProps) {
  const me = useMe();
  const go = useGo();
  const counters = useCounters();
  const [searching, setSearching] = useState(search.q !== undefined);
  const query = useMemo(() => toQuery(view, search), [view, search]);
  const list = useList(query);
  const showsSkeleton = useSkeletons(list.isPending);
  const viewers = useQuery<Record<string, UserRef[]>>({
    queryKey: queryKeys.viewers,
    queryFn: skipToken,
  }).data;
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);

  const hrefOf = useCallback(
    (id: ConversationId) => screenPaths.conversation(id, view, search),
    [view, search],
  );
  const change = useCallback(
    (next: ListSearch) =>
      go(openId ? screenPaths.conversation(openId, view, next) : screenPaths.inbox(view, next), {
        replace: true,
      }),
    [go, openId, view],
  );
  const { fetchNextPage, refetch } = list;
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const retry = useCallback(() => void refetch(), [refetch]);

  useEndedWindows(rows, useMinute(), retry);
  useSteps(rows, openId, (id) => go(hrefOf(id)));
  useCommand({
    id: 'list.search',
    title: 'Search conversations',
    group: 'List',
    keys: '/',
    run: () => {
      setSearching(true);
      requestAnimationFrame(() => document.getElementById('inbox-search')?.focus());
    },
  });

  return (
    <section className={styles.inbox} aria-label="Conversations">
      <InboxBar search={search} searching={searching} onSearching={setSearching} onChange={change} />
      <Views view={view} search={search} counters={counters} />
      {banner}
      <SortBar view={view} search={search} onChange={change} />
      {list.isPending || showsSkeleton ? (
        showsSkeleton && <ListSkeleton />
      ) : list.isError && rows.length === 0 ? (
        isProblem(list.error, 'forbidden') || isProblem(list.error, 'not-found') ? (
          <ForbiddenState />
        ) : (
          <FailedState
            title="The list could not be loaded"
            error={list.error}
            onRetry={retry}
            retrying={list.isFetching}
          />
        )
      ) : rows.length === 0 ? (
        <NoRows view={view} search={search} counters={counters} onChange={change} />
      ) : (
        <ConversationRows
          key={JSON.stringify(query)}
          rows={rows}
          openId={openId}
          meId={me.user.id}
          viewers={viewers}
          hrefOf={hrefOf}
          hasMore={list.hasNextPage}
          onEndNear={loadMore}
        />
      )}
    </section>
  );
}

type SortBarProps = { view: ConversationView; search: ListSearch; onChange: (search: ListSearch) => void };

const SortBar = memo(function SortBar({ view, search, onChange }: SortBarProps) {
  return (
    <div className={styles.sort}>
      <SortMenu
        view={view}
        sort={search.sort ?? 'newest'}
        onChange={(sort) => onChange({ ...search, sort })}
      />
      <FilterChips search={search} onChange={onChange} />
    </div>
  );
});

type InboxBarProps = {
  search: ListSearch;
  searching: boolean;
  onSearching: (searching: boolean) => void;
  onChange: (search: ListSearch) => void;
};

/** The head of the list: its name, or the words that are looked for. Apart, so that news do not draw it anew. */
const InboxBar = memo(function InboxBar({ search, searching, onSearching, onChange }: InboxBarProps) {
  return (
    <header className="bar">
      {searching ? (
        <SearchField
          value={search.q ?? ''}
          onChange={(q) => onChange(without(search, 'q', q))}
          onClose={() => {
            onSearching(false);
            if (search.q) onChange(without(search, 'q', undefined));
          }}
        />
      ) : (
        <>
          <h1 className={styles.title}>Inbox</h1>
          <span className="grow" />
          <FilterMenu search={search} onChange={onChange} />
          <IconButton
            label="Search conversations"
            hint="/"
            icon={<IconSearch size={iconSizes.regular} stroke={iconStroke} />}
            onClick={() => onSearching(true)}
          />
        </>
      )}
    </header>
  );
});

/** The same object keys for the same list, so that it is found again in the cache. */
function toQuery(view: ConversationView, search: ListSearch): ListQuery {
  return {
    view,
    ...(search.sort ? { sort: search.sort } : {}),
    ...(search.q ? { q: search.q } : {}),
    ...(search.department ? { department: search.department } : {}),
    ...(search.page ? { page: search.page } : {}),
    ...(search.kind ? { kind: search.kind } : {}),
    ...(search.unread ? { unread: 'true' } : {}),
  };
}

function without(search: ListSearch, name: 'q', value: string | undefined): ListSearch {
  const { [name]: _gone, ...rest } = search;
  return value ? { ...rest, [name]: value } : rest;
}
