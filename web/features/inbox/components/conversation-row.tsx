import {
  IconFile,
  IconLink,
  IconMapPin,
  IconMicrophone,
  IconMoodSmile,
  IconNote,
  IconPhoto,
  IconQuestionMark,
  IconTicket,
  IconVideo,
  IconLock,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { ConversationSummary } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { useDraft } from '../../../lib/drafts.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Count } from '../../../ui/count.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { FacebookMark } from '../../../ui/facebook-mark.tsx';
import { Link } from '../../../ui/link.tsx';
import { WindowRing } from '../../../ui/window-ring.tsx';
import { viewWindow } from '../../../ui/window-view.ts';
import { dueWords } from '../../../lib/due-words.ts';
import { othersOf, previewOf, rowLabel, waitingWords, type RowPreview } from '../row-view.ts';
import { RowTag } from './row-tag.tsx';
import styles from './conversation-row.module.css';

type ConversationRowProps = {
  row: ConversationSummary;
  href: string;
  isOpen: boolean;
  /** Whether Tab stops here: one row of the list at a time. */
  isStop: boolean;
  meId: UserId;
  viewers: readonly UserRef[] | undefined;
};

/** One conversation in 82 px, whatever it holds. */
export const ConversationRow = memo(function ConversationRow({
  row,
  href,
  isOpen,
  isStop,
  meId,
  viewers,
}: ConversationRowProps) {
  const nowMs = useMinute();
  const draft = useDraft(meId, row.id);
  const preview = previewOf(row, draft);
  const due = dueWords(row.due, nowMs);
  const waiting = due?.words ?? waitingWords(row, nowMs);
  const others = othersOf(viewers, meId);
  const isUnread = row.unreadCount > 0;
  const isPublic = row.kind === 'comment';
  const label = rowLabel(row, {
    windowWords: isPublic ? 'public' : viewWindow(row.window, nowMs).words,
    waiting,
    hasDraft: draft !== null,
    viewers: others,
  });
  return (
    <Link
      className={classNames(styles.row, isOpen && styles.open, isUnread && styles.unread)}
      href={href}
      aria-label={label}
      aria-current={isOpen ? 'true' : undefined}
      tabIndex={isStop ? 0 : -1}
      data-conversation={row.id}
      draggable={false}
    >
      <Avatar name={row.contact.name} pictureUrl={row.contact.pictureUrl} channel={row.kind} />
      <span className={styles.lines}>
        <span className={styles.first}>
          <bdi className={classNames(styles.name, 'clip')}>{row.contact.name}</bdi>
          <FacebookMark />
          <time className={styles.time} dateTime={row.lastActivityAt} title={fullTime(row.lastActivityAt)}>
            {shortTime(row.lastActivityAt, nowMs)}
          </time>
        </span>
        <span className={styles.second}>
          <Preview preview={preview} />
          {isUnread && <Count value={row.unreadCount} />}
        </span>
        <span className={styles.third}>
          <span className={styles.facts}>
            <DepartmentMark name={row.department.name} color={row.department.color} />
            {row.page.color !== null && <DepartmentMark name={row.page.name} color={row.page.color} />}
            {row.tagIds.length > 0 && <RowTag tagIds={row.tagIds} />}
            {row.mode === 'ticket' && !isPublic && <IconTicket size={14} stroke={1.5} aria-label="Ticket" />}
            {waiting && (
              <span className={styles.waiting} data-tone={due?.tone}>
                {waiting}
              </span>
            )}
          </span>
          {others.length > 0 && <Looking others={others} />}
          <span className={styles.end}>
            {isPublic ? 'public' : <WindowRing state={row.window.state} endsAt={row.window.endsAt} />}
          </span>
        </span>
      </span>
    </Link>
  );
});

const kindIcons: Partial<Record<RowPreview['kind'], typeof IconFile>> = {
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  file: IconFile,
  sticker: IconMoodSmile,
  location: IconMapPin,
  link: IconLink,
  unsupported: IconQuestionMark,
  withheld: IconLock,
  note: IconNote,
};

function Preview({ preview }: { preview: RowPreview }) {
  const Icon = kindIcons[preview.kind];
  return (
    <>
      {preview.lead === 'Draft' && <span className={styles.draft}>Draft</span>}
      {Icon && <Icon size={14} stroke={1.5} aria-hidden="true" className={styles.kind} />}
      <span className={classNames(styles.preview, 'clip')}>
        {preview.lead === 'You:' && 'You: '}
        <bdi>{preview.text}</bdi>
      </span>
    </>
  );
}

function Looking({ others }: { others: readonly UserRef[] }) {
  return (
    <span className={styles.looking} title={`${others.map((one) => one.name).join(', ')} looking`}>
      {others.slice(0, 2).map((one) => (
        <Avatar key={one.id} name={one.name} size={18} />
      ))}
    </span>
  );
}
