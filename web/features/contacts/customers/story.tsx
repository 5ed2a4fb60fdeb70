import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { StoryItem, StoryShown } from '../../../../contract/customers.ts';
import type { ContactId, CustomerId } from '../../../../contract/ids.ts';
import { useMinute } from '../../../lib/clock.ts';
import { dayName, fullTime, timeOfDay } from '../../../lib/dates.ts';
import { useMe } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { activityIcons } from '../../../ui/activity/activity-icons.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { customerStoryQuery } from '../api/customers.ts';
import { eventWords, storySigns } from './story-words.ts';
import styles from './customers.module.css';

type EventItem = Extract<StoryItem, { kind: 'event' }>;
type SaidItem = Exclude<StoryItem, EventItem>;

export function StoryDialog({ customerId, onClose }: { customerId: CustomerId; onClose: () => void }) {
  const [show, setShow] = useState<StoryShown>('everything');
  return (
    <Dialog title="The whole story" width="640px" onClose={onClose}>
      <StoryChoice show={show} onChange={setShow} />
      <Story customerId={customerId} profile={null} show={show} />
    </Dialog>
  );
}

/** With what happened, or what was said and noted alone. */
export function StoryChoice({ show, onChange }: { show: StoryShown; onChange: (show: StoryShown) => void }) {
  return (
    <Segments
      label="What is shown"
      value={show}
      choices={[
        { value: 'everything', name: 'Everything' },
        { value: 'words', name: 'Messages and notes' },
      ]}
      onChange={onChange}
    />
  );
}

type StoryProps = { customerId: CustomerId; profile: ContactId | null; show: StoryShown };

/** One story per person: messages, public words, notes and what happened over all pages, newest first. */
export function Story({ customerId, profile, show }: StoryProps) {
  const story = useInfiniteQuery(customerStoryQuery(customerId, profile, show));
  const nowMs = useMinute();
  const items = story.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    sectionState(story, 'The story') ??
    (items.length === 0 ? (
      <p className="text-3">{show === 'words' ? 'Nothing was said yet.' : 'Nothing happened yet.'}</p>
    ) : (
      <div>
        <ol className={styles.story} aria-busy={story.isPlaceholderData}>
          {items.map((item, at) => {
            const day = dayName(item.at, nowMs);
            const before = items[at - 1];
            const isSameDay = before !== undefined && dayName(before.at, nowMs) === day;
            const isGoingOn =
              isSameDay && before.conversation?.id === item.conversation?.id && item.conversation !== null;
            return (
              <Fragment key={item.id}>
                {!isSameDay && <li className={`${styles.day} small text-3`}>{day}</li>}
                {item.kind === 'event' ? (
                  <EventLine item={item} isGoingOn={isGoingOn} />
                ) : (
                  <SaidLine item={item} isGoingOn={isGoingOn} />
                )}
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

function Where({ conversation }: { conversation: NonNullable<StoryItem['conversation']> }) {
  return (
    <p className={`${styles.where} small text-3`}>
      <Link className="link" href={screenPaths.conversation(conversation.id)}>
        No. {conversation.number}
      </Link>
      {` · ${conversation.page.name}`}
      {conversation.kind === 'comment' && <Chip>in public</Chip>}
    </p>
  );
}

/** What happened, quietly in one line. */
function EventLine({ item, isGoingOn }: { item: EventItem; isGoingOn: boolean }) {
  const { user } = useMe();
  const { event } = item;
  const Sign = event.type === 'activity' ? activityIcons[event.activity.type] : storySigns[event.type];
  return (
    <li>
      {!isGoingOn && item.conversation && <Where conversation={item.conversation} />}
      <p className={`${styles.happened} small text-3`}>
        <Sign size={14} stroke={iconStroke} aria-hidden="true" />
        <span className="grow">
          {eventWords(event, item.conversation === null ? item.page : null, user.name).map((piece, index) =>
            piece.strong ? <b key={index}>{piece.text}</b> : piece.text,
          )}
        </span>
        <time className="num" dateTime={item.at} title={fullTime(item.at)}>
          {timeOfDay(item.at)}
        </time>
      </p>
    </li>
  );
}

function SaidLine({ item, isGoingOn }: { item: SaidItem; isGoingOn: boolean }) {
  return (
    <li className={styles.said} data-kind={item.kind} data-direction={item.direction ?? undefined}>
      {!isGoingOn && item.conversation && <Where conversation={item.conversation} />}
      <p className="small text-3 row">
        <span className="medium clip">{item.author}</span>
        {item.kind === 'note' && (
          <Chip tone="note">{item.conversation === null ? 'on the card' : 'note'}</Chip>
        )}
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

function wordsFor({ isWithheld, isUnsent, attachments }: SaidItem): string {
  if (isWithheld) return 'Withheld until the customer agrees to be read.';
  if (isUnsent) return 'Taken back.';
  return attachments > 0 ? filesOf(attachments) : 'Without words.';
}

const filesOf = (count: number) => (count === 1 ? '1 attachment' : `${count} attachments`);
