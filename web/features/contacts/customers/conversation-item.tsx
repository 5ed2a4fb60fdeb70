import { IconCheck, IconMessage2, IconMessageCircle } from '@tabler/icons-react';
import type { CustomerConversation } from '../../../../contract/customers.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import styles from './customers.module.css';

const words: Record<CustomerConversation['status'], string> = {
  open: 'open',
  active: 'being answered',
  waiting: 'waiting',
  wrapup: 'being filed',
  closed: 'ended',
};

/** One of a customer's conversations: on which page, since when, how it stands, whose it is. */
export function ConversationItem({ conversation }: { conversation: CustomerConversation }) {
  const nowMs = useMinute();
  const { id, number, kind, status, page, assignee, openedAt, preview } = conversation;
  const Sign = status === 'closed' ? IconCheck : kind === 'comment' ? IconMessage2 : IconMessageCircle;
  const facts = [
    page.name,
    kind === 'comment' ? 'in public' : null,
    assignee?.name ?? null,
    words[status],
  ].filter((one) => one !== null);
  return (
    <li>
      <Link
        className={styles.item}
        href={screenPaths.conversation(id, status === 'closed' ? 'closed' : 'all')}
      >
        <Sign size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
        <span className="grow">
          <span className={`${styles.preview} clip`}>{preview || `No. ${number}`}</span>
          <span className="small text-3 num" title={fullTime(openedAt)}>
            {shortTime(openedAt, nowMs)} · {facts.join(' · ')}
          </span>
        </span>
      </Link>
    </li>
  );
}
