import { useQuery } from '@tanstack/react-query';
import type { Notice } from '../../../contract/notices.ts';
import { nowMs } from '../../lib/clock.ts';
import { agoWords, fullTime } from '../../lib/dates.ts';
import { noticesQuery } from '../../lib/notices-query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useGo } from '../../ui/link.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useReadNotices } from './api/read-notices.ts';
import { noticePath, noticeWords } from './notice-words.ts';
import styles from './notices.module.css';

/** What one should look at, newest first, with what is not read yet. */
export function NoticesDialog({ onClose }: { onClose: () => void }) {
  const box = useQuery(noticesQuery);
  const read = useReadNotices();
  const go = useGo();
  const items = box.data?.items ?? [];
  const unread = box.data?.unread ?? 0;
  const open = (notice: Notice) => {
    if (notice.readAt === null) read.mutate([notice.id]);
    onClose();
    go(noticePath(notice));
  };
  return (
    <Dialog
      title="Notices"
      width="440px"
      onClose={onClose}
      foot={
        unread > 0 && (
          <Button busy={read.isPending} onClick={() => read.mutate(null)}>
            Mark all as read
          </Button>
        )
      }
    >
      {sectionState(box, 'Your notices') ??
        (items.length === 0 ? (
          <EmptyState title="Nothing to look at">
            What you should know of is told here, and stays until you have read it.
          </EmptyState>
        ) : (
          <ul className={styles.list}>
            {items.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} onOpen={() => open(notice)} />
            ))}
          </ul>
        ))}
    </Dialog>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { title, text } = noticeWords(notice);
  const isUnread = notice.readAt === null;
  return (
    <li>
      <button type="button" className={styles.notice} data-unread={isUnread || undefined} onClick={onOpen}>
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.title}>
          {isUnread && <span className="sr">Not read: </span>}
          {title}
        </span>
        <time className={styles.time} dateTime={notice.at} title={fullTime(notice.at)}>
          {agoWords(notice.at, nowMs())}
        </time>
        <span className={styles.text}>{text}</span>
      </button>
    </li>
  );
}
