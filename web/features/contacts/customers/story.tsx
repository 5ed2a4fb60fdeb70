import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { StoryItem } from '../../../../contract/customers.ts';
import type { ContactId, CustomerId } from '../../../../contract/ids.ts';
import { useMinute } from '../../../lib/clock.ts';
import { dayName, fullTime, timeOfDay } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { customerStoryQuery } from '../api/customers.ts';
import styles from './customers.module.css';

export function StoryDialog({ customerId, onClose }: { customerId: CustomerId; onClose: () => void }) {
  return (
    <Dialog title="Everything that was said" width="640px" onClose={onClose}>
      <Story customerId={customerId} profile={null} />
    </Dialog>
  );
}

/** One story per person: messages, public words and notes over all pages, newest first. */
export function Story({ customerId, profile }: { customerId: CustomerId; profile: ContactId | null }) {
  const story = useInfiniteQuery(customerStoryQuery(customerId, profile));
  const nowMs = useMinute();
  const items = story.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    sectionState(story, 'The story') ??
    (items.length === 0 ? (
      <p className="text-3">Nothing was said yet.</p>
    ) : (
      <div>
        <ol className={styles.story}>
          {items.map((item, at) => {
            const day = dayName(item.at, nowMs);
            const before = items[at - 1];
            return (
              <Fragment key={item.id}>
                {(!before || dayName(before.at, nowMs) !== day) && (
                  <li className={`${styles.day} small text-3`}>{day}</li>
                )}
                <StoryLine
                  item={item}
                  isGoingOn={
                    before?.conversation.id === item.conversation.id && dayName(before.at, nowMs) === day
                  }
                />
              </Fragment>
            );
          })}
        </ol>
        {story.hasNextPage && (
          <Button size="small" busy={story.isFetchingNextPage} onClick={() => void story.fetchNextPage()}>
            Show what was before
          </Button>
        )}
      </div>
    ))
  );
}

function StoryLine({ item, isGoingOn }: { item: StoryItem; isGoingOn: boolean }) {
  const { conversation } = item;
  return (
    <li className={styles.said} data-kind={item.kind} data-direction={item.direction ?? undefined}>
      {!isGoingOn && (
        <p className={`${styles.where} small text-3`}>
          <Link className="link" href={screenPaths.conversation(conversation.id)}>
            No. {conversation.number}
          </Link>
          {` · ${conversation.page.name}`}
          {conversation.kind === 'comment' && <Chip>in public</Chip>}
        </p>
      )}
      <p className="small text-3 row">
        <span className="medium clip">{item.author}</span>
        {item.kind === 'note' && <Chip tone="note">note</Chip>}
        <time className="num" dateTime={item.at} title={fullTime(item.at)}>
          {timeOfDay(item.at)}
        </time>
      </p>
      <p className={styles.saidText} dir="auto">
        {item.text ?? <span className="text-3">{wordsFor(item)}</span>}
      </p>
      {item.text !== null && item.attachments > 0 && (
        <p className="small text-3">{filesOf(item.attachments)}</p>
      )}
    </li>
  );
}

function wordsFor({ isWithheld, isUnsent, attachments }: StoryItem): string {
  if (isWithheld) return 'Withheld until the customer agrees to be read.';
  if (isUnsent) return 'Taken back.';
  return attachments > 0 ? filesOf(attachments) : 'Without words.';
}

const filesOf = (count: number) => (count === 1 ? '1 attachment' : `${count} attachments`);
