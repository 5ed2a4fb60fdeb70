import { IconUsers } from '@tabler/icons-react';
import type { Message } from '../../../../contract/messages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords } from '../../../lib/dates.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import styles from './stale-banner.module.css';

/** A colleague was faster: the words that the customer has by now, above one's own. */
export function StaleBanner({ newer }: { newer: Message }) {
  const nowMs = useMinute();
  return (
    <div className={styles.banner} role="alert">
      <IconUsers size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      <p className={styles.words}>
        <b>
          {newer.author.name} replied {agoWords(newer.at, nowMs)}:
        </b>{' '}
        {newer.text === null ? 'a message without text' : <q>{newer.text}</q>}
      </p>
    </div>
  );
}
