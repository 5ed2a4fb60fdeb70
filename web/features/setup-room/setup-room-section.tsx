import { useInfiniteQuery } from '@tanstack/react-query';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { Screen } from '../../ui/screen.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { roomQuery } from './api/room.ts';
import { ChecklistCard } from './components/checklist-card.tsx';
import { RoomComposer } from './components/room-composer.tsx';
import { RoomLine } from './components/room-line.tsx';
import styles from './setup-room-section.module.css';

/** The room in which administrators set Facebook up: the checklist at its head, then what was said, then the field. */
export function SetupRoomSection() {
  const room = useInfiniteQuery(roomQuery);
  const messages = room.data?.pages.toReversed().flatMap((page) => page.items) ?? [];
  const first = messages.find(({ body }) => body.kind === 'checklist');
  const said = messages.filter(({ body }) => body.kind !== 'checklist');
  return (
    <Screen
      label="Setup room"
      bar={
        <>
          <h1 className="title">Setup room</h1>
          <span className="small text-3 clip">Administrators only</span>
        </>
      }
      foot={<RoomComposer />}
    >
      {sectionState(room, 'The room') ?? (
        <>
          {first?.body.kind === 'checklist' ? (
            <ChecklistCard text={first.body.text} at={first.at} />
          ) : (
            <EmptyState
              title="Facebook has not been switched on yet"
              action={
                <Link className="link" href={screenPaths.settings('extensions')}>
                  Open Extensions
                </Link>
              }
            >
              When it is, the checklist appears here.
            </EmptyState>
          )}
          {room.hasNextPage && (
            <Button size="small" busy={room.isFetchingNextPage} onClick={() => void room.fetchNextPage()}>
              Show older ones
            </Button>
          )}
          <ul className={styles.said} aria-label="What was said" aria-live="polite">
            {said.map((message) => (
              <RoomLine key={message.id} message={message} />
            ))}
          </ul>
        </>
      )}
    </Screen>
  );
}
