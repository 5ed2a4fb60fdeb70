import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { SetAside } from '../../../contract/pages.ts';
import { useMinute } from '../../lib/clock.ts';
import { agoWords, fullTime } from '../../lib/dates.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip, type ChipTone } from '../../ui/chip.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { setAsideQuery } from './api/read-set-aside.ts';
import { useReplay } from './api/replay-set-aside.ts';
import { WrongSignatures } from './wrong-signatures.tsx';
import styles from './set-aside-section.module.css';

const reasons: Record<SetAside['reason'], { word: string; tone: ChipTone }> = {
  'unknown-page': { word: 'Unknown page', tone: 'warning' },
  malformed: { word: 'Malformed', tone: 'warning' },
  'unknown-kind': { word: 'Unknown kind', tone: 'info' },
  failed: { word: 'Failed', tone: 'danger' },
  'other-object': { word: 'Not about a page', tone: 'plain' },
};

/** What Facebook delivered and the desk could not use: kept whole, with the reason. */
export function SetAsideSection() {
  const events = useInfiniteQuery(setAsideQuery);
  const shown = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SectionPage
      title="Diagnostics"
      lead="What Facebook delivered and the desk could not use. Nothing of it is lost: each event is kept as it came."
      action={
        <Button
          icon={<IconRefresh size={16} stroke={1.5} />}
          busy={events.isFetching}
          onClick={() => void events.refetch()}
        >
          Look again
        </Button>
      }
    >
      <WrongSignatures />
      {sectionState(events, 'The events') ??
        (shown.length === 0 ? (
          <EmptyState title="Everything was understood">Events that cannot be used appear here.</EmptyState>
        ) : (
          <>
            <ul className="surface">
              {shown.map((event) => (
                <EventCard key={event.id} event={event} />
              ))}
            </ul>
            <MoreButton list={events} />
          </>
        ))}
    </SectionPage>
  );
}

function EventCard({ event }: { event: SetAside }) {
  const nowMs = useMinute();
  const reason = reasons[event.reason];
  const replay = useReplay(event.id);
  return (
    <li className={styles.event}>
      <div className={styles.head}>
        <Chip tone={reason.tone}>{reason.word}</Chip>
        <span className="grow">{event.detail}</span>
        <time className="small text-3" dateTime={event.receivedAt} title={fullTime(event.receivedAt)}>
          {agoWords(event.receivedAt, nowMs)}
        </time>
        <Button
          size="small"
          busy={replay.isPending}
          aria-label={`Try again: ${event.detail}`}
          onClick={() => replay.mutate()}
        >
          Try again
        </Button>
      </div>
      <details className={styles.details}>
        <summary className="text-3 small">
          As it came{event.facebookPageId && `, page ${event.facebookPageId}`}
        </summary>
        {/* A long body scrolls; by keyboard too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={styles.body} tabIndex={0}>
          {JSON.stringify(event.body, null, 2)}
        </pre>
      </details>
    </li>
  );
}
