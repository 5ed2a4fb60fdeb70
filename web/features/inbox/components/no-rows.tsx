import type { ConversationCounters, ConversationView } from '../../../../contract/conversations.ts';
import { screenPaths, type ListSearch } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { useGo } from '../../../ui/link.tsx';
import { EmptyState } from '../../../ui/states.tsx';

type NoRowsProps = {
  view: ConversationView;
  search: ListSearch;
  counters: ConversationCounters | undefined;
  onChange: (search: ListSearch) => void;
};

/** An empty list: all is done, or nothing was found, and one way on. */
export function NoRows({ view, search, counters, onChange }: NoRowsProps) {
  const go = useGo();
  if (search.q) {
    return (
      <EmptyState
        kind="search"
        title={`No conversation has “${search.q}”`}
        action={
          view !== 'all' && (
            <Button size="small" onClick={() => go(screenPaths.inbox('all', search))}>
              Search everywhere
            </Button>
          )
        }
      >
        Names and messages were searched, in all you may see here.
      </EmptyState>
    );
  }
  if (search.department || search.page || search.kind || search.unread) {
    return (
      <EmptyState
        kind="search"
        title="Nothing passes the filters"
        action={
          <Button size="small" onClick={() => onChange(search.sort ? { sort: search.sort } : {})}>
            Clear the filters
          </Button>
        }
      >
        There may be conversations that they leave out.
      </EmptyState>
    );
  }
  const unassigned = counters?.unassigned ?? 0;
  switch (view) {
    case 'mine':
      return (
        <EmptyState
          title="Nothing waits for you"
          action={
            unassigned > 0 && (
              <Button size="small" onClick={() => go(screenPaths.inbox('unassigned', search))}>
                See Unassigned, {unassigned}
              </Button>
            )
          }
        >
          New conversations appear here by themselves.
        </EmptyState>
      );
    case 'unassigned':
      return (
        <EmptyState title="Everybody is looked after">
          What comes in without an agent appears here.
        </EmptyState>
      );
    case 'closed':
      return <EmptyState title="Nothing has ended yet">Ended conversations are kept here.</EmptyState>;
    case 'waiting':
      return (
        <EmptyState title="Nothing is parked">Conversations that wait for something appear here.</EmptyState>
      );
    case 'all':
      return (
        <EmptyState title="No conversation is open">What customers write appears here by itself.</EmptyState>
      );
  }
}
