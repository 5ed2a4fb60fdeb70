import { memo } from 'react';
import type { ConversationCounters, ConversationView } from '../../../../contract/conversations.ts';
import { screenPaths, type ListSearch } from '../../../lib/screen-paths.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { Link } from '../../../ui/link.tsx';
import styles from './views.module.css';

const views: { view: ConversationView; name: string }[] = [
  { view: 'mine', name: 'Mine' },
  { view: 'unassigned', name: 'Unassigned' },
  { view: 'all', name: 'All' },
  { view: 'closed', name: 'Closed' },
];

/** Who sees only what they are invited to has one list. */
const invited: typeof views = [{ view: 'mine', name: 'Invited' }];

type ViewsProps = { view: ConversationView; search: ListSearch; counters: ConversationCounters | undefined };

/** Which part of the conversations is listed, each with its count. */
export const Views = memo(function Views({ view, search, counters }: ViewsProps) {
  return (
    <nav className={styles.views} aria-label="Views">
      {(useRight('work-on-conversations') ? views : invited).map((one) => (
        <Link
          key={one.view}
          href={screenPaths.inbox(one.view, search)}
          aria-current={one.view === view ? 'page' : undefined}
          className={styles.view}
        >
          {one.name}
          {counters && one.view !== 'closed' && (
            <b className={styles.count}>{shownCount(counters[one.view])}</b>
          )}
        </Link>
      ))}
    </nav>
  );
});

function shownCount(count: number): string {
  return count >= 1_000 ? '999+' : String(count);
}
