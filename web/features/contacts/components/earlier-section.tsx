import { IconCheck, IconMessageCircle, type Icon } from '@tabler/icons-react';
import type { ConversationDetails, ConversationStatus } from '../../../../contract/conversations.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime, spanWords } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { ScoreMark } from '../../../ui/score-mark.tsx';
import styles from './earlier-section.module.css';
import { Section } from './section.tsx';

type Earlier = ConversationDetails['earlier'];

const words: Record<ConversationStatus, string> = {
  open: 'open',
  active: 'being answered',
  waiting: 'waiting',
  wrapup: 'being filed',
  closed: 'ended',
};

/** What the customer wrote about before; each is a click away. */
export function EarlierSection({ earlier }: { earlier: Earlier }) {
  const nowMs = useMinute();
  if (earlier.length === 0) return null;
  return (
    <Section title="Earlier conversations" aside={earlier.length}>
      <ul className={styles.list}>
        {earlier.map((one) => {
          const Sign: Icon = one.status === 'closed' ? IconCheck : IconMessageCircle;
          return (
            <li key={one.id}>
              <Link className={styles.item} href={screenPaths.conversation(one.id)}>
                <Sign size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
                <span className="grow">
                  <span className={`${styles.preview} clip`}>{one.preview || `No. ${one.number}`}</span>
                  <span className="small text-3 num" title={fullTime(one.openedAt)}>
                    {shortTime(one.openedAt, nowMs)} · {endOf(one)}
                  </span>
                </span>
                {one.score && <ScoreMark score={one.score} />}
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function endOf(one: Earlier[number]): string {
  if (one.closedAt === null) return words[one.status];
  return `ended after ${spanWords(Math.max(60_000, Date.parse(one.closedAt) - Date.parse(one.openedAt)))}`;
}
