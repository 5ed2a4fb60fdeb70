import { IconCheck, IconChecks, IconClock, IconSend2, IconStar, type Icon } from '@tabler/icons-react';
import type { MessageStatus } from '../../../../contract/messages.ts';
import { fullTime, timeOfDay } from '../../../lib/dates.ts';
import { ButtonsIcon } from '../../../ui/buttons-icon.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { purposeLine } from '../composer/purpose.ts';
import { statusTimes, statusWords } from '../timeline/status-words.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import styles from './message-meta.module.css';

type TickStatus = Exclude<MessageStatus, 'received' | 'failed' | 'unknown'>;

const ticks: Record<TickStatus, Icon> = {
  queued: IconClock,
  sending: IconSend2,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
};

/** The line below a group: when, and how far it came. */
export function MessageMeta({ shown }: { shown: ShownMessage }) {
  const { message, entry } = shown;
  const { status, part } = message;
  // What went wrong has its own line with its own words.
  if (status === 'failed' || status === 'unknown') return null;
  return (
    <p className={styles.meta}>
      {message.answers === 'survey' && (
        <span className={styles.tap}>
          <IconStar size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
          answers the survey ·
        </span>
      )}
      {message.tapped !== null && message.answers === null && (
        <span className={styles.tap}>
          <ButtonsIcon size={14} />
          tapped a button ·
        </span>
      )}
      <time dateTime={message.at} title={fullTime(message.at)}>
        {timeOfDay(message.at)}
      </time>
      {message.purpose !== null && (
        <span title="Written after the first 24 hours, as Facebook allows people to">
          · {purposeLine(message.purpose)}
        </span>
      )}
      {part !== null && part.of > 1 && <span>· {part.of} messages</span>}
      {status !== null && status !== 'received' && (
        <Tick status={status} title={statusTimes(message).join('\n')} waits={entry?.state === 'waiting'} />
      )}
    </p>
  );
}

function Tick({ status, title, waits }: { status: TickStatus; title: string; waits: boolean }) {
  const Sign = ticks[status];
  return (
    <span className={styles.tick} data-status={status} title={title}>
      <Sign size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
      <span>{waits ? 'Goes out when the server can be reached' : statusWords[status]}</span>
    </span>
  );
}
