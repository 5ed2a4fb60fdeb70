import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, spanWords } from '../../../lib/dates.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { Fact, Facts, Section } from './section.tsx';
import styles from './why-section.module.css';

type WhySectionProps = {
  conversation: Pick<
    ConversationDetails,
    'why' | 'department' | 'assignee' | 'waitingSince' | 'reopenedCount'
  >;
};

/** Why the conversation is in this department, and how it stands. */
export function WhySection({ conversation }: WhySectionProps) {
  const nowMs = useMinute();
  const { why, department, assignee, waitingSince, reopenedCount } = conversation;
  return (
    <Section title="Why it is here">
      {why !== '' && <p className={styles.why}>{why}</p>}
      <Facts>
        <Fact name="Department">
          <DepartmentMark name={department.name} color={department.color} />
        </Fact>
        <Fact name="Answered by">
          {assignee === null ? <span className="text-3">nobody yet</span> : assignee.name}
        </Fact>
        {waitingSince !== null && (
          <Fact name="Waiting">
            <time className="num" dateTime={waitingSince} title={`Since ${fullTime(waitingSince)}`}>
              {spanWords(Math.max(60_000, nowMs - Date.parse(waitingSince)))}
            </time>
          </Fact>
        )}
        {reopenedCount > 0 && (
          <Fact name="Reopened">
            <span className="num">{reopenedCount === 1 ? 'once' : `${reopenedCount} times`}</span>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
