import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, spanWords } from '../../../lib/dates.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useWhyHere } from '../api/read-why.ts';
import { DecisionView, WaitingView } from './decision-view.tsx';
import { Fact, Facts, Section } from './section.tsx';
import styles from './why-section.module.css';

type WhySectionProps = {
  conversation: Pick<
    ConversationDetails,
    | 'routing'
    | 'id'
    | 'version'
    | 'status'
    | 'why'
    | 'department'
    | 'assignee'
    | 'waitingSince'
    | 'reopenedCount'
  >;
};

/** Of more, the latest matter. */
const mostShown = 5;

/** Why the conversation is in this department and with whom, and how it stands. */
export function WhySection({ conversation }: WhySectionProps) {
  const nowMs = useMinute();
  const here = useWhyHere(conversation).data;
  const { why, routing, department, assignee, waitingSince, reopenedCount } = conversation;
  return (
    <Section title="Why it is here">
      {why !== '' && <p className={styles.why}>{why}</p>}
      {routing && routing.tried.length > 0 && <TriedRules tried={routing.tried} />}
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
      {here?.waiting && <WaitingView waiting={here.waiting} />}
      {here && here.decisions.length > 0 && (
        <ul className={styles.decisions} aria-label="How it was given">
          {here.decisions.slice(0, mostShown).map((decision) => (
            <DecisionView key={decision.id} decision={decision} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The rules that were asked, in their order, each with what came of it. */
function TriedRules({ tried }: Pick<NonNullable<ConversationDetails['routing']>, 'tried'>) {
  return (
    <details className={styles.tried}>
      <summary>{tried.length === 1 ? 'One rule was asked' : `${tried.length} rules were asked`}</summary>
      <ol className={styles.rules}>
        {tried.map((rule, index) => {
          const isMatch = rule.outcome === 'matched';
          const Icon = isMatch ? IconCircleCheck : IconCircleX;
          return (
            // The same rules in the same order for good.
            <li key={index} className={styles.rule}>
              <Icon
                size={iconSizes.small}
                stroke={iconStroke}
                className={isMatch ? styles.match : styles.noMatch}
                aria-label={isMatch ? 'matched' : 'did not match'}
              />
              <div>
                <p className={isMatch ? 'medium' : undefined}>{rule.name}</p>
                <p className="small text-3">{rule.because}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
