import { IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import type { Author } from '../../../../contract/messages.ts';
import { fullTime, timeOfDay } from '../../../lib/dates.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { useTimelineContext } from '../timeline-context.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { AttachmentView } from './attachments/attachment-view.tsx';
import { FailureLine } from './failure-line.tsx';
import styles from './note-card.module.css';
import { RichText } from './rich-text.tsx';

type NoteCardProps = { author: Author; items: readonly ShownMessage[] };

/** Private notes of one colleague: over the full width, never a bubble, so that nobody takes them for a message. */
export const NoteCard = memo(function NoteCard({ author, items }: NoteCardProps) {
  const { meId } = useTimelineContext();
  const first = items[0]?.message;
  if (first === undefined) return null;
  const isMine = author.kind === 'user' && author.id === meId;
  return (
    <div className={styles.card} role="group" aria-label={`Private note by ${isMine ? 'you' : author.name}`}>
      <Avatar name={author.name} size={24} />
      <div className={styles.body}>
        <p className={styles.head}>
          <IconLock size={14} stroke={iconStroke} aria-hidden="true" />
          <b>Private note</b>
          <span>
            · {isMine ? 'you' : author.name}
            {first.trigger && <> · by the trigger “{first.trigger.name}”</>}
          </span>
          <time dateTime={first.at} title={fullTime(first.at)}>
            {timeOfDay(first.at)}
          </time>
        </p>
        {items.map(({ key, message, entry }) => (
          <div key={key} className={styles.note} data-key={key} data-pending={entry !== null || undefined}>
            {message.attachments.map((attachment) => (
              <AttachmentView key={attachment.id} attachment={attachment} />
            ))}
            {message.text !== null && (
              <p className={styles.text}>
                <RichText text={message.text} mentions />
              </p>
            )}
            <FailureLine shown={{ key, message, entry }} />
          </div>
        ))}
      </div>
    </div>
  );
});
